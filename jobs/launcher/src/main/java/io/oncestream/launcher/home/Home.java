package io.oncestream.launcher.home;

import io.oncestream.server.process.Folders;
import io.oncestream.server.process.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Where things are on this machine.
 *
 * @param checkout the project: samples and flink-conf/
 * @param state what the launcher writes: database, checkpoints, logs; usually .oncestream/
 * @param command the launcher as the user typed it, for commands that are printed
 * @param log this process's log file
 */
public record Home(Path checkout, Path state, String command, Path log) {

    public static Home fromSystemProperties() {
        Path checkout = Path.of(System.getProperty("oncestream.checkout", ".")).toAbsolutePath();
        Path state = checkout.resolve(".oncestream");
        state = Path.of(System.getProperty("oncestream.home", state.toString())).toAbsolutePath();
        String log = System.getProperty("oncestream.log", state.resolve("run.log").toString());
        String command = System.getProperty("oncestream.command", "./oncestream");
        return new Home(checkout, state, command, Path.of(log));
    }

    public Installation installation() {
        return new Installation(checkout);
    }

    /** A folder below the state folder, made when missing. */
    public Path folder(String name) {
        try {
            return Folders.make(state.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
