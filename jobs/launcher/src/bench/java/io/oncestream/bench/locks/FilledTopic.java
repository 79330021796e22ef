package io.oncestream.bench.locks;

import io.oncestream.bench.measure.Case;
import io.oncestream.connector.source.kafka.KafkaBrokers;
import io.oncestream.launcher.ask.CommandTopic;
import io.oncestream.launcher.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;

/** Topics of commands. */
final class FilledTopic {

    /** What a case is told: the address of the broker. */
    static final String BROKER = "broker-uri";

    private static final int PARTITIONS = 4;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration BETWEEN = Duration.ofNanos(20_000);

    private FilledTopic() {}

    /** The topic with the commands of a case, which is filled unless it was before. */
    static String of(Case one, Pairs pairs) throws IOException, InterruptedException {
        String name =
                "commands-%d-%s-%s-%s-%s-%s"
                        .formatted(
                                pairs.commands(),
                                one.text(Pairs.RESOURCES),
                                one.text(Pairs.DOMAINS),
                                one.text(Pairs.SKEW),
                                one.text(Pairs.WORKERS),
                                one.text("seed"));
        // Beside the broker's data, to go with them.
        Path whole = Home.fromSystemProperties().folder("bench/locks/kafka").resolve(name);
        if (!Files.exists(whole)) {
            String uri = empty(one);
            fill(uri, new LockScript(pairs, one.number(Pairs.WORKERS), START, BETWEEN));
            // In one step: a topic that is not whole must never be taken for one.
            Path part = whole.resolveSibling(name + ".part");
            Files.writeString(part, uri.substring(uri.lastIndexOf('/') + 1));
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        }
        return one.text(BROKER) + "/" + Files.readString(whole);
    }

    /** A new topic. */
    static String empty(Case one) throws InterruptedException {
        String broker = one.text(BROKER);
        String name = "locks-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        try (KafkaBrokers brokers = KafkaBrokers.of(broker.substring("kafka://".length()))) {
            brokers.createTopic(name, PARTITIONS);
        }
        return broker + "/" + name;
    }

    private static void fill(String uri, LockScript script) {
        try (CommandTopic topic = CommandTopic.open(uri)) {
            script.play((place, domain, command) -> topic.send(domain, command));
            topic.flush();
        }
    }
}
