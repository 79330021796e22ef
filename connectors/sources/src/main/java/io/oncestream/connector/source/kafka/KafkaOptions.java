package io.oncestream.connector.source.kafka;

import io.oncestream.connector.source.ServerUri;
import io.oncestream.connector.source.UriParameters;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a topic is read.
 *
 * @param group the consumer group that shows how far reading has come; null: nobody is told
 * @param offsets where reading begins without a state to go on from
 * @param untilLatest whether it ends with the messages that are there when it begins
 * @param clientProperties a Java properties file with more settings of Kafka's client, such as
 *     credentials, which must be there on every machine; null: none
 */
public record KafkaOptions(
        KafkaTopic topic,
        @Nullable String group,
        StartingOffsets offsets,
        boolean untilLatest,
        @Nullable String clientProperties)
        implements Serializable {

    /** How a URI is written. */
    public static final String FORM =
            "kafka://HOST:PORT[,HOST:PORT]/TOPIC?group=G&offsets=earliest|latest|committed|TIMESTAMP"
                + "&until=latest";

    private static final List<String> NAMES = List.of("group", "offsets", "until");

    /** Refuses what contradicts itself, with one line that says what to change. */
    public KafkaOptions {
        check(
                group == null || (!group.isBlank() && group.length() <= 249),
                "group is '%s', but must be 1 to 249 characters".formatted(group));
        check(
                offsets.kind() != StartingOffsets.Kind.COMMITTED || group != null,
                "offsets=committed needs group=G: offsets are committed to a group");
        check(
                offsets.kind() != StartingOffsets.Kind.LATEST || !untilLatest,
                "offsets=latest&until=latest reads nothing: leave one of them out");
    }

    /**
     * Reads {@link #FORM}; each parameter may be left out.
     *
     * @throws IllegalArgumentException on anything else, with one line that says what is right
     */
    public static KafkaOptions of(String uri) {
        ServerUri parts = ServerUri.parse(uri, FORM, NAMES);
        check(parts.user().isEmpty(), "the user belongs into a file with client properties");
        UriParameters parameters = parts.parameters();
        return new KafkaOptions(
                KafkaTopic.of(parts),
                parameters.value("group", text -> text, "a name").orElse(null),
                parameters
                        .value(
                                "offsets",
                                StartingOffsets::parse,
                                "earliest, latest, committed, a time as 2026-01-31T12:00:00Z, or"
                                        + " milliseconds since 1970")
                        .orElse(StartingOffsets.EARLIEST),
                parameters.value("until", KafkaOptions::until, "latest").orElse(false),
                null);
    }

    public KafkaOptions withClientProperties(@Nullable String file) {
        return new KafkaOptions(topic, group, offsets, untilLatest, file);
    }

    private static boolean until(String text) {
        if (!text.equals("latest")) {
            throw new IllegalArgumentException(text);
        }
        return true;
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException("kafka: " + message);
        }
    }
}
