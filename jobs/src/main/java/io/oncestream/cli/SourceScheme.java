package io.oncestream.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a source's URI begins with. */
enum SourceScheme {
    FILE("file:", "file:PATH"),
    GENERATOR("gen:", "gen:?NAME=VALUE&...");

    private static final Pattern ANY = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+:).*");

    private final String prefix;
    private final String form;

    SourceScheme(String prefix, String form) {
        this.prefix = prefix;
        this.form = form;
    }

    /**
     * The scheme of a URI.
     *
     * @throws IllegalArgumentException when nothing can be read from there, with one line that says
     *     what could
     */
    static SourceScheme of(String uri) {
        for (SourceScheme scheme : values()) {
            if (uri.startsWith(scheme.prefix)) {
                return scheme;
            }
        }
        Matcher other = ANY.matcher(uri);
        // Only the scheme: what follows may hold a password.
        throw new IllegalArgumentException(
                other.matches()
                        ? "--from: nothing can be read from %s URIs, write %s or %s"
                                .formatted(other.group(1), FILE.form, GENERATOR.form)
                        : "--from: %s has no scheme: write file:%s".formatted(uri, uri));
    }
}
