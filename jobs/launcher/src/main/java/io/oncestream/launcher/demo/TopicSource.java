package io.oncestream.launcher.demo;

import io.oncestream.connector.source.ServerUri;
import io.oncestream.connector.source.kafka.KafkaBrokers;
import io.oncestream.connector.source.kafka.KafkaTopic;
import io.oncestream.launcher.ask.CommandTopic;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.services.BorrowedService;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** A Kafka topic, called as the job's table, on a broker that is started for it. */
public record TopicSource(int partitions) implements DemoSource {

    @Override
    public String example(String job) {
        return "kafka://127.0.0.1:9092/" + job;
    }

    @Override
    public List<String> services() {
        return List.of("kafka");
    }

    @Override
    public void check(String table) {
        if (!table.matches("[A-Za-z0-9._-]{1,249}")) {
            throw new UsageException(
                    "--table %s: its topic has the same name, which has letters, digits, dots, hyphens and underscores"
                            .formatted(table));
        }
    }

    @Override
    public String open(String table, List<BorrowedService> services)
            throws IOException, InterruptedException {
        String uri = services.get(0).uri() + "/" + table;
        KafkaTopic topic = KafkaTopic.of(ServerUri.parse(uri, CommandTopic.FORM, List.of()));
        try (KafkaBrokers brokers = KafkaBrokers.of(topic.servers())) {
            brokers.createTopic(topic.name(), partitions);
        }
        return uri;
    }

    @Override
    public String read(String uri, Instant since) {
        return uri + "?offsets=" + since;
    }
}
