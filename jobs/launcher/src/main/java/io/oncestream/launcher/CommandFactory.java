package io.oncestream.launcher;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.home.Home;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands, which all get what this process knows of its surroundings. */
record CommandFactory(Home home, Console console) implements IFactory {

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Class<?>[] given = {Home.class, Console.class};
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (Arrays.equals(constructor.getParameterTypes(), given)) {
                constructor.setAccessible(true);
                return type.cast(constructor.newInstance(home, console));
            }
        }
        return CommandLine.defaultFactory().create(type);
    }
}
