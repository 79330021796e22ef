package io.oncestream.launcher.services;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.home.Home;
import io.oncestream.server.process.Folders;
import io.oncestream.server.process.LocalPort;
import io.oncestream.server.process.ServerProcess;
import io.oncestream.server.process.Starter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A service of this state folder: what it keeps there, and its process if there is one.
 *
 * @param number tells those of one kind apart, from 1
 */
record LocalService(Home home, Service service, int number) {

    String name() {
        return service.name() + (number == 1 ? "" : "-" + number);
    }

    /** The ports of those of one kind follow one another. */
    int usualPort() {
        return service.usualPort() + number - 1;
    }

    /** Not made before it is first started. */
    Path folder() {
        return home.state().resolve("services").resolve(name());
    }

    Path log() {
        return folder().resolve(name() + ".log");
    }

    /** As {@link Starter} says; with further ones of its kind it shares the machine. */
    ServerProcess start(int port) throws IOException, InterruptedException {
        Starter starter = number == 1 ? service.starter() : service.small();
        return starter.start(home.installation(), folder(), name(), port);
    }

    /** The process that was started and not stopped since; it may have ended by itself. */
    Optional<ServerProcess> process() throws IOException {
        return ServerProcess.find(folder(), name());
    }

    Optional<ServerProcess> running() throws IOException {
        return process().filter(ServerProcess::isAlive);
    }

    OptionalInt lastPort() throws IOException {
        return LocalPort.last(folder());
    }

    /** Where the process listens that was started last. */
    String uri() throws IOException {
        return service.uri(lastPort().orElseGet(this::usualPort));
    }

    /**
     * One command at a time starts or stops it, until this is closed. The operating system lets go
     * of it when the command is killed.
     */
    FileChannel lock(Console console) throws IOException {
        FileChannel channel = lockFile();
        boolean locked = false;
        try {
            if (channel.tryLock() == null) {
                console.step("waiting for another command to finish with " + name());
                channel.lock();
            }
            locked = true;
            return channel;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    private FileChannel lockFile() {
        try {
            return FileChannel.open(
                    Folders.make(folder()).resolve("lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new FailureException(
                    "cannot write to %s: make it writable, or set ONCESTREAM_HOME to another folder"
                            .formatted(folder()),
                    e);
        }
    }
}
