package io.oncestream.launcher.cluster;

import io.oncestream.launcher.failure.UsageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One start or stop of a cluster at a time; it ends with its process, however that ends. */
final class ClusterLock implements AutoCloseable {

    private final FileChannel channel;

    private ClusterLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @throws UsageException when another process has it
     */
    static ClusterLock take(ClusterHome cluster) throws IOException {
        Path file = cluster.folder().resolve("lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new UsageException(
                    "another cluster start or stop is at work in %s: wait until it is done"
                            .formatted(cluster.folder()));
        }
        return new ClusterLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
