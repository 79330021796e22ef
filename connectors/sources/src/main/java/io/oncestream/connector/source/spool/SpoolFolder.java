package io.oncestream.connector.source.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The folder of a spool, locked, and what it says of the spool. */
final class SpoolFolder implements Closeable {

    private final Path path;
    private final SpoolLock lock;

    private SpoolFolder(Path path, SpoolLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes it when there is none. */
    static SpoolFolder take(SpoolOptions options) throws IOException {
        Path path = options.folder();
        try {
            DurableFiles.makeFolder(path);
            return new SpoolFolder(path, SpoolLock.take(path, options.user()));
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** Makes one when the folder is empty. */
    SpoolState state() throws IOException {
        Optional<SpoolState> found = SpoolState.in(path);
        if (found.isPresent()) {
            return found.get();
        }
        if (!Segment.in(path).isEmpty()) {
            throw new SpoolUnusableException(
                    "the spool %s has lost its file state: put it back, or choose".formatted(path)
                            + " another folder and lose what this one holds");
        }
        SpoolState created = SpoolState.random();
        created.create(path);
        return created;
    }

    /** Empty when nobody used it before. */
    String previousUser() {
        return lock.previousUser();
    }

    SpoolException unusable(IOException cause) {
        return unusable(path, cause);
    }

    private static SpoolException unusable(Path path, IOException cause) {
        return cause instanceof SpoolException known
                ? known
                : new SpoolException(
                        "the spool %s cannot be opened (%s): free space there or mend the disk"
                                .formatted(path, cause.getMessage()),
                        cause);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
