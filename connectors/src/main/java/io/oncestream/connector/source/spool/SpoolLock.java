package io.oncestream.connector.source.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a spool to one user, in this JVM or another; the system lets go of it for the dead. */
final class SpoolLock implements Closeable {

    /**
     * Of the folders in use, as system properties: the jobs of a TaskManager have this class once
     * each. A folder that is in use here must not even have its file opened, for closing a file
     * gives up all locks that the process has on it (POSIX).
     */
    private static final String IN_THIS_JVM = "oncestream.spool.in-use:";

    private final String property;
    private final FileChannel channel;

    private SpoolLock(String property, FileChannel channel) {
        this.property = property;
        this.channel = channel;
    }

    static SpoolLock take(Path folder) throws IOException {
        String property = IN_THIS_JVM + folder.toRealPath();
        if (System.getProperties().putIfAbsent(property, "true") != null) {
            throw new SpoolInUseException(folder);
        }
        boolean taken = false;
        try {
            FileChannel channel = lock(folder);
            taken = true;
            return new SpoolLock(property, channel);
        } finally {
            if (!taken) {
                System.clearProperty(property);
            }
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        if (!locked) {
            throw new SpoolInUseException(folder);
        }
        return channel;
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            System.clearProperty(property);
        }
    }
}
