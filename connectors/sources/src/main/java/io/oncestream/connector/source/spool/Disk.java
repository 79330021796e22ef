package io.oncestream.connector.source.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** What a spool asks of the disk when it appends: the place where tests let a disk fail. */
interface Disk {

    Disk REAL = new Disk() {};

    default void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    default void force(FileChannel channel) throws IOException {
        channel.force(false);
    }
}
