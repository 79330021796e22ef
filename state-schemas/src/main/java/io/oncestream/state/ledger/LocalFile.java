package io.oncestream.state.ledger;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes of this process that have no room in its heap. The file loses its name as soon as it is
 * open: the operating system frees it with its descriptor, behind a {@code kill -9} too, and
 * nothing has to be swept. It is a buffer and never the truth, so nothing is forced to the disk.
 *
 * <p>It is closed when each of its holders has {@linkplain #close closed} it, and by the JDK if one
 * of them vanished without that.
 *
 * <p>No {@code FileChannel}, which an interrupt of one reader closes for all: Flink interrupts the
 * thread that writes a snapshot when it gives a checkpoint up, and the rows are needed for the
 * next.
 */
public final class LocalFile implements AutoCloseable {
    private final Path folder;
    private final RandomAccessFile file;
    private long length;
    private int holders = 1;

    private LocalFile(Path folder, RandomAccessFile file) {
        this.folder = folder;
        this.file = file;
    }

    /** A new file of one holder. */
    static LocalFile in(Path folder) throws IOException {
        try {
            Path path = Files.createTempFile(folder, "oncestream-", ".rows");
            try {
                return new LocalFile(folder, new RandomAccessFile(path.toFile(), "rw"));
            } finally {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new IOException(
                    "no local file can be made in %s (io.tmp.dirs): %s".formatted(folder, e), e);
        }
    }

    /** Writes behind what is there. A task that was cancelled does not go on with it. */
    public synchronized void append(byte[] bytes, int offset, int count) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("cancelled");
        }
        try {
            file.seek(length);
            file.write(bytes, offset, count);
            length += count;
        } catch (IOException e) {
            throw new IOException(
                    "a local file in %s (io.tmp.dirs) takes no more than its %d MiB: %s"
                            .formatted(folder, length >> 20, e.getMessage()),
                    e);
        }
    }

    /** Reads all of these bytes. */
    public synchronized void read(long position, byte[] bytes, int offset, int count)
            throws IOException {
        file.seek(position);
        file.readFully(bytes, offset, count);
    }

    public synchronized long length() {
        return length;
    }

    /** The same file, with a holder more. */
    synchronized LocalFile share() {
        holders++;
        return this;
    }

    @Override
    public synchronized void close() {
        holders--;
        if (holders == 0) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
