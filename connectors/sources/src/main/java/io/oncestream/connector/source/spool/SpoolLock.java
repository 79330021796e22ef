package io.oncestream.connector.source.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a spool to one user, in this JVM or another; the system lets go of it for the dead. The
 * file says who has it, or had it last.
 */
final class SpoolLock implements Closeable {

    /**
     * Of the folders in use, as system properties: the jobs of a TaskManager have this class once
     * each. A folder that is in use here must not even have its file opened, for closing a file
     * gives up all locks that the process has on it (POSIX).
     */
    private static final String IN_THIS_JVM = "oncestream.spool.in-use:";

    private static final int USER_BYTES_MAX = 256;

    private final String property;
    private final FileChannel channel;
    private final String previousUser;

    private SpoolLock(String property, FileChannel channel, String user) throws IOException {
        this.property = property;
        this.channel = channel;
        this.previousUser = read(channel);
        write(channel, user);
    }

    /**
     * @throws SpoolInUseException at once when another has it
     */
    static SpoolLock take(Path folder, String user) throws IOException {
        String property = IN_THIS_JVM + folder.toRealPath();
        Object holder = System.getProperties().putIfAbsent(property, user);
        if (holder != null) {
            throw new SpoolInUseException(folder, holder.toString());
        }
        SpoolLock taken = null;
        FileChannel channel = null;
        try {
            channel = open(folder);
            if (channel.tryLock() == null) {
                throw new SpoolInUseException(folder, read(channel));
            }
            taken = new SpoolLock(property, channel, user);
            return taken;
        } finally {
            if (taken == null) {
                giveUp(property, channel);
            }
        }
    }

    private static FileChannel open(Path folder) throws IOException {
        return FileChannel.open(
                folder.resolve("lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(USER_BYTES_MAX);
        int length = channel.read(bytes, 0);
        return new String(bytes.array(), 0, Math.max(length, 0), UTF_8);
    }

    /** Ids of one length take no room on a full disk. */
    private static void write(FileChannel channel, String user) throws IOException {
        byte[] bytes = user.getBytes(UTF_8);
        Disk.REAL.write(channel, ByteBuffer.wrap(bytes), 0);
        channel.truncate(bytes.length);
    }

    /** Empty when nobody had it. */
    String previousUser() {
        return previousUser;
    }

    private static void giveUp(String property, @Nullable FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            System.clearProperty(property);
        }
    }

    @Override
    public void close() throws IOException {
        giveUp(property, channel);
    }
}
