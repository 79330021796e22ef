package io.oncestream.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A database as {@code [NAME=]URL} gives it. */
public record NamedUrl(String name, String url) {

    /** A URL has a colon in front of whatever else it has. */
    private static final Pattern NAMED = Pattern.compile("([^:=]*)=(.*)", Pattern.DOTALL);

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");

    /** Refuses a name by an {@link IllegalArgumentException}. */
    public NamedUrl {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "--to has the name \"%s\": it must be 1 to 32 of a-z, 0-9 and -"
                            .formatted(name));
        }
    }

    /** Those without a name are called by their place: db-1, db-2 and so on. */
    public static List<NamedUrl> all(List<String> given) {
        List<NamedUrl> all = new ArrayList<>();
        for (String one : given) {
            Matcher named = NAMED.matcher(one);
            all.add(
                    named.matches()
                            ? new NamedUrl(named.group(1), named.group(2))
                            : new NamedUrl("db-" + (all.size() + 1), one));
        }
        return all;
    }
}
