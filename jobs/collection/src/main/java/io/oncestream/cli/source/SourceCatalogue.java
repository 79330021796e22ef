package io.oncestream.cli.source;

import io.oncestream.cli.HelpText;
import io.oncestream.connector.credential.ShownAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All ways in. Another one is a class and a line here. */
final class SourceCatalogue {

    private static final List<SourceKind> KINDS =
            List.of(
                    new Files(),
                    new Generator(),
                    new Kafka(),
                    new RabbitMq(),
                    new RabbitMqStream(),
                    Sockets.TCP,
                    Sockets.UDP);
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+:).*");

    private SourceCatalogue() {}

    /**
     * The kind that reads a URI.
     *
     * @throws IllegalArgumentException when nothing can be read from there, with one line that says
     *     what could
     */
    static SourceKind of(String uri) {
        for (SourceKind kind : KINDS) {
            if (uri.startsWith(kind.scheme())) {
                return kind;
            }
        }
        Matcher other = SCHEME.matcher(uri);
        // Only the scheme: what follows may hold a password.
        throw new IllegalArgumentException(
                other.matches()
                        ? "--from: nothing can be read from %s URIs, choose one of %s"
                                .formatted(other.group(1), schemes())
                        : "--from: %s has no scheme: write file:%s"
                                .formatted(ShownAddress.of(uri), ShownAddress.of(uri)));
    }

    private static String schemes() {
        return KINDS.stream().map(SourceKind::scheme).collect(Collectors.joining(", "));
    }

    /** The help text's part about URIs. */
    static List<String> explanation(RecordOptions<?> records) {
        List<String> lines = new ArrayList<>(List.of("", "The URIs of --from, in quotes:"));
        for (SourceKind kind : KINDS) {
            lines.add("  " + kind.form(records));
            lines.addAll(
                    HelpText.paragraph(
                            kind.description(records) + " Guarantee: " + kind.guarantee()));
        }
        return lines;
    }
}
