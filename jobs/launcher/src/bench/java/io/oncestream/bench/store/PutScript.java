package io.oncestream.bench.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.CommandReader;
import io.oncestream.bench.measure.FilledTopic;
import io.oncestream.bench.measure.Tally;
import io.oncestream.launcher.ask.CommandTopic;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Puts, one after the other: the first ones are to a key each, the others to any of these keys, all
 * equally likely.
 *
 * @param valueBytes of each value, which are letters
 */
record PutScript(int commands, int keys, int valueBytes, long seed) {

    /** Settings of a case. */
    static final String KEYS = "keys";

    static final String VALUE_BYTES = "value-bytes";
    static final String WORKERS = "workers";

    /** As many as there may be workers. */
    static final int PARTITIONS = 16;

    static final FilledTopic TOPICS = new FilledTopic("store", PARTITIONS);

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration BETWEEN = Duration.ofNanos(20_000);

    static PutScript of(Case one) {
        return of(one, one.number(Case.READINGS), one.number(KEYS));
    }

    /** With another number of puts and of keys than the case says. */
    static PutScript of(Case one, int commands, int keys) {
        return new PutScript(commands, keys, one.number(VALUE_BYTES), one.number("seed"));
    }

    /** The topic with all of them. */
    String topic(Case one) throws IOException, InterruptedException {
        return TOPICS.of(
                one,
                "puts-%d-%d-%d-%d".formatted(commands, keys, valueBytes, seed),
                this::sendTo);
    }

    /** The same topic for plain clients: each of the workers has partitions of its own. */
    List<CommandReader> readers(Case one) throws IOException, InterruptedException {
        return CommandReader.all(topic(one), PARTITIONS, one.number(WORKERS));
    }

    void sendTo(CommandTopic topic) {
        for (int i = 0; i < commands; i++) {
            topic.send(
                    key(i),
                    Map.of(
                            "key", key(i),
                            "id", "p-" + i,
                            "op", "put",
                            "value", value(i),
                            "time", START.plus(BETWEEN.multipliedBy(i)).toString()));
        }
    }

    private String key(int put) {
        return nthKey(put < keys ? put : new SplittableRandom(seed + put).nextInt(keys));
    }

    private static String nthKey(int key) {
        return "key-" + key;
    }

    private String value(int put) {
        SplittableRandom random = new SplittableRandom(~seed + put);
        byte[] letters = new byte[valueBytes];
        for (int i = 0; i < valueBytes; i++) {
            letters[i] = (byte) ('a' + random.nextInt(26));
        }
        return new String(letters, ISO_8859_1);
    }

    /** What each key has in the end. */
    Map<String, String> entries() {
        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < commands; i++) {
            last.put(key(i), i);
        }
        Map<String, String> entries = new HashMap<>();
        last.forEach((key, put) -> entries.put(key, value(put)));
        return entries;
    }

    /**
     * Compares what is stored.
     *
     * @param answered how many puts were said to be done
     * @throws IllegalStateException when it is not what the puts say
     */
    Check check(Map<String, String> stored, long answered) {
        Map<String, String> right = entries();
        if (!stored.equals(right)) {
            throw new IllegalStateException(
                    "the store is not what was put: %d keys for %d, %d of them right"
                            .formatted(stored.size(), right.size(), common(stored, right)));
        }
        if (answered != commands) {
            throw new IllegalStateException(answered + " of " + commands + " puts are done");
        }
        long identity =
                stored.entrySet().stream()
                        .mapToLong(each -> hash(each.getKey(), each.getValue()))
                        .sum();
        return new Check(stored.size(), answered, identity, List.of());
    }

    private static long common(Map<String, String> stored, Map<String, String> right) {
        return right.entrySet().stream().filter(stored.entrySet()::contains).count();
    }

    private static long hash(String key, String value) {
        return Tally.mix(key.hashCode() * 0x9e3779b97f4a7c15L + value.hashCode());
    }
}
