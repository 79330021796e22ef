package io.oncestream.bench.chaos;

import io.oncestream.connector.source.kafka.KafkaBrokers;
import io.oncestream.launcher.failure.FailureException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What jobs that take commands are given on a testbed, and what their clients have in common. */
final class Serving implements AutoCloseable {

    /** For jobs that write to several. */
    static final List<Database> DATABASES =
            List.of(Database.POSTGRES, Database.MARIADB, Database.POSTGRES);

    private static final int PARTITIONS = 4;

    private final Testbed testbed;
    private final Deque<AutoCloseable> clients = new ArrayDeque<>();
    private String broker = "";

    Serving(Testbed testbed) {
        this.testbed = testbed;
    }

    /** Makes a topic of commands, the first one with its broker; returns its address. */
    String topic(String name) throws IOException, InterruptedException {
        if (broker.isEmpty()) {
            broker = testbed.startKafka();
        }
        try (KafkaBrokers brokers = KafkaBrokers.of(broker.replaceFirst("kafka://", ""))) {
            brokers.createTopic(name, PARTITIONS);
        }
        return broker + "/" + name;
    }

    /** The words behind the jar for a job that writes to all databases, and more of them. */
    List<String> arguments(String commands, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--from", commands));
        for (DatabaseServer each : testbed.databases()) {
            arguments.addAll(List.of("--to", each.name() + "=" + each.url()));
        }
        arguments.addAll(List.of(more));
        return arguments;
    }

    /** Takes care of a client, who is closed before those that came earlier. */
    <T extends AutoCloseable> T with(T client) {
        clients.push(client);
        return client;
    }

    /** Throws when a client could not go on. */
    static void checkGoesOn(@Nullable String failure) {
        if (failure != null) {
            throw new FailureException("a client could not go on: " + failure);
        }
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable client : clients) {
            client.close();
        }
    }
}
