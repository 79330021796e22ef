package io.oncestream.launcher.console;

import io.oncestream.launcher.home.Home;

/** A command that is told its surroundings before its options are read. */
@SuppressWarnings("NullAway.Init")
public abstract class ConsoleCommand {

    protected Home home;
    protected Console console;

    public final void surround(Home theHome, Console theConsole) {
        home = theHome;
        console = theConsole;
    }
}
