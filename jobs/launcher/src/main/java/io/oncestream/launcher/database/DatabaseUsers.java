package io.oncestream.launcher.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Who uses the embedded database: each process holds a shared lock on one file for as long as it
 * does, so that the last to leave knows that it is the last. The operating system drops the locks
 * of a process that was killed.
 */
final class DatabaseUsers implements AutoCloseable {

    private final Path doorFile;
    private final FileChannel users;
    private FileLock own;

    private DatabaseUsers(Path doorFile, FileChannel users, FileLock own) {
        this.doorFile = doorFile;
        this.users = users;
        this.own = own;
    }

    /** What runs while no other process can come or go. */
    interface Action {
        void run() throws IOException, InterruptedException;
    }

    /** Joins the users, then starts what they need unless it runs. */
    static DatabaseUsers enter(Path folder, Action start) throws IOException, InterruptedException {
        Path doorFile = folder.resolve("door.lock");
        FileChannel users = open(folder.resolve("users.lock"));
        try (FileChannel door = open(doorFile)) {
            door.lock();
            FileLock own = users.lock(0, Long.MAX_VALUE, true);
            start.run();
            return new DatabaseUsers(doorFile, users, own);
        } catch (IOException | InterruptedException | RuntimeException e) {
            users.close();
            throw e;
        }
    }

    /** Leaves; the last one runs the action. */
    void leave(Action stop) throws IOException, InterruptedException {
        try (FileChannel door = open(doorFile)) {
            door.lock();
            own.release();
            FileLock alone = users.tryLock();
            if (alone != null) {
                own = alone;
                stop.run();
            }
        } finally {
            close();
        }
    }

    @Override
    public void close() throws IOException {
        users.close();
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
