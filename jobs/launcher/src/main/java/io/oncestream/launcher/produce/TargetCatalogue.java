package io.oncestream.launcher.produce;

import io.oncestream.cli.HelpText;
import io.oncestream.connector.source.rabbitmq.QueueRecords;
import io.oncestream.connector.source.rabbitmq.StreamRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All ways out. Another one is a class and a line here. */
final class TargetCatalogue {

    private static final String MESSAGES =
            "Messages are persistent and have an id each, another one with each run: what is sent"
                    + " again counts again. The password comes from the environment variable"
                    + " ONCESTREAM_SOURCE_PASSWORD.";

    private static final List<TargetKind> KINDS =
            List.of(
                    new KafkaTarget(),
                    new TcpTarget(),
                    new UdpTarget(),
                    new RabbitMqTarget(
                            "rabbitmq:",
                            QueueRecords.FORM,
                            "A RabbitMQ queue, declared as a durable one when it is missing. "
                                    + MESSAGES,
                            "classic",
                            QueueRecords::address),
                    new RabbitMqTarget(
                            "rabbitmq-stream:",
                            "rabbitmq-stream://[USER@]HOST:PORT/STREAM?vhost=V",
                            "A RabbitMQ stream, declared when it is missing. " + MESSAGES,
                            "stream",
                            StreamRecords::address));

    private TargetCatalogue() {}

    /**
     * The kind that a URI belongs to.
     *
     * @throws IllegalArgumentException when nothing can be produced to it, with one line that says
     *     to what else
     */
    static TargetKind of(String uri) {
        return KINDS.stream()
                .filter(kind -> uri.startsWith(kind.scheme()))
                .findFirst()
                .orElseThrow(
                        () ->
                                // Not the URI, which may hold a password.
                                new IllegalArgumentException("--to must begin with " + schemes()));
    }

    private static String schemes() {
        return KINDS.stream().map(TargetKind::scheme).collect(Collectors.joining(" or "));
    }

    /** The help text's part about URIs. */
    static List<String> explanation() {
        List<String> lines = new ArrayList<>(List.of("", "The URIs of --to, in quotes:"));
        for (TargetKind kind : KINDS) {
            lines.add("  " + kind.form());
            lines.addAll(HelpText.paragraph(kind.description()));
        }
        return lines;
    }
}
