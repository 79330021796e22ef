package io.oncestream.bench.measure;

import io.oncestream.connector.source.kafka.KafkaBrokers;
import io.oncestream.launcher.ask.CommandTopic;
import io.oncestream.launcher.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Topics of commands.
 *
 * @param bench whose commands they are
 * @param partitions of each topic
 */
public record FilledTopic(String bench, int partitions) {

    /** Sends all commands. */
    public interface Filling {
        void sendTo(CommandTopic topic);
    }

    /**
     * The topic with these commands, which is filled unless it was before.
     *
     * @param commands a word in which all is that they follow from
     */
    public String of(Case one, String commands, Filling filling)
            throws IOException, InterruptedException {
        // Beside the broker's data, to go with them.
        Path whole =
                Home.fromSystemProperties()
                        .folder("bench/" + bench + "/" + Broker.FOLDER)
                        .resolve(commands);
        if (!Files.exists(whole)) {
            String uri = empty(one);
            try (CommandTopic topic = CommandTopic.open(uri)) {
                filling.sendTo(topic);
                topic.flush();
            }
            // In one step: a topic that is not whole must never be taken for one.
            Path part = whole.resolveSibling(commands + ".part");
            Files.writeString(part, uri.substring(uri.lastIndexOf('/') + 1));
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        }
        return one.text(Broker.URI) + "/" + Files.readString(whole);
    }

    /** A new topic. */
    public String empty(Case one) throws InterruptedException {
        String broker = one.text(Broker.URI);
        String name = bench + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        try (KafkaBrokers brokers = KafkaBrokers.of(broker.substring("kafka://".length()))) {
            brokers.createTopic(name, partitions);
        }
        return broker + "/" + name;
    }
}
