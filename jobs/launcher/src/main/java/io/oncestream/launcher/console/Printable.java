package io.oncestream.launcher.console;

import java.util.stream.Collectors;

/** Data of others on a console. */
public final class Printable {

    private Printable() {}

    /** Line breaks would tear the table, escape sequences could do anything to the terminal. */
    public static String of(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        return text.chars()
                .mapToObj(
                        c ->
                                switch (c) {
                                    case '\n' -> "\\n";
                                    case '\r' -> "\\r";
                                    case '\t' -> "\\t";
                                    default ->
                                            Character.isISOControl(c)
                                                    ? String.format("\\u%04x", c)
                                                    : String.valueOf((char) c);
                                })
                .collect(Collectors.joining());
    }
}
