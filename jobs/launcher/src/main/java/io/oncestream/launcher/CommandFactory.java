package io.oncestream.launcher;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.console.ConsoleCommand;
import io.oncestream.launcher.home.Home;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands of this process. */
record CommandFactory(Home home, Console console) implements IFactory {

    @Override
    public <K> K create(Class<K> type) throws Exception {
        K made = CommandLine.defaultFactory().create(type);
        if (made instanceof ConsoleCommand command) {
            command.surround(home, console);
        }
        return made;
    }
}
