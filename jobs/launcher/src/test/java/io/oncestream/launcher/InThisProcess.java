package io.oncestream.launcher;

import io.oncestream.launcher.console.ConsoleCapture;
import io.oncestream.launcher.home.Home;
import java.nio.file.Path;

/**
 * What the oncestream script hands over to, without a process of its own, which takes a second to
 * start. Some words take the signals of their process for good: what is to be interrupted is for
 * {@link ScriptRun}.
 */
public final class InThisProcess {

    private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();

    private InThisProcess() {}

    /** The home of a {@link ScriptRun} in this folder. */
    public static Home home(Path folder) {
        Path state = folder.resolve("state");
        return new Home(CHECKOUT, state, "./oncestream", state.resolve("log"));
    }

    public static ScriptRun.Ended run(Path folder, String... arguments) {
        ConsoleCapture console = new ConsoleCapture();
        int code = Launcher.run(home(folder), console.console(), arguments);
        return new ScriptRun.Ended(code, console.out(), console.err());
    }
}
