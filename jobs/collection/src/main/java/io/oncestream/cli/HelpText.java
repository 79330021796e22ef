package io.oncestream.cli;

import java.util.List;
import java.util.regex.Pattern;

/** Lines of a help text that keep their indentation on a terminal of 80 columns. */
public final class HelpText {

    private static final String INDENT = "      ";
    private static final Pattern LINE = Pattern.compile("(\\S.{0,71})(?:\\s+|$)");

    private HelpText() {}

    /** Sentences as an indented paragraph. */
    public static List<String> paragraph(String sentences) {
        return LINE.matcher(sentences)
                .results()
                .map(line -> INDENT + line.group(1).stripTrailing())
                .toList();
    }
}
