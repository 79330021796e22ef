package io.oncestream.launcher.demo.quorum;

import io.oncestream.launcher.demo.Beside;
import io.oncestream.launcher.demo.Course;
import io.oncestream.launcher.demo.Demo;
import io.oncestream.launcher.demo.DemoSource;
import io.oncestream.launcher.demo.Stage;
import io.oncestream.launcher.demo.TopicSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Three feeds that sign a temperature with some noise, and one that lies in every way. */
public final class QuorumDemo implements Demo {

    @Override
    public String explanation() {
        return "a year of hourly temperatures in a minute, signed by the feeds a to d. a, b and c"
                + " sign the normal of the hour with some noise; d signs what is far off, then two"
                + " values a round, then sends older signatures again, and at last stops. It starts"
                + " the Kafka broker and the topic that it needs, and checks every certificate and"
                + " each piece of evidence.";
    }

    @Override
    public Map<String, String> options(Path checkout) {
        return Map.of(
                "--feeds",
                Samples.feeds(checkout).toString(),
                "--mode",
                "median",
                "--open-rounds",
                Integer.toString(QuorumChecks.OPEN_ROUNDS),
                "--checkpoint-interval",
                "500ms");
    }

    @Override
    public List<String> fixed() {
        return List.of("--feeds", "--mode", "--open-rounds");
    }

    /** The observations of an instrument belong in one partition. */
    @Override
    public DemoSource source() {
        return new TopicSource(1);
    }

    @Override
    public String toTry() {
        return """
        %1$s produce --to %2$s --from file:%4$s/jobs/collection/samples/quorum-observations.csv
        %1$s sql "SELECT * FROM quorum_values"
        %1$s sql "SELECT feed, round, first_value, second_value FROM quorum_evidence"
        %1$s certificates verify --mode median --feeds %4$s/jobs/collection/samples/quorum-feeds.txt
        """;
    }

    @Override
    public Beside clients(Stage stage) {
        return new Course(stage, null, databases -> new QuorumClients(stage, databases));
    }
}
