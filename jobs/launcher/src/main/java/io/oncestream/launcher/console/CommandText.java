package io.oncestream.launcher.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Arguments as a user types them into a shell. */
public final class CommandText {

    private CommandText() {}

    /** One line that a POSIX shell reads back as these words. */
    public static String of(List<String> words) {
        return words.stream().map(CommandText::quoted).collect(Collectors.joining(" "));
    }

    /** Leaves out an option that takes a value, given as --name VALUE or --name=VALUE. */
    public static List<String> without(List<String> arguments, String option) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals(option)) {
                i++;
            } else if (!argument.startsWith(option + "=")) {
                kept.add(argument);
            }
        }
        return kept;
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+,-]+")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }
}
