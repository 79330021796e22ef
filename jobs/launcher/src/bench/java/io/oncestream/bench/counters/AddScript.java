package io.oncestream.bench.counters;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.CommandReader;
import io.oncestream.bench.measure.FilledTopic;
import io.oncestream.bench.measure.Tally;
import io.oncestream.bench.measure.Zipf;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The commands of a case, one after the other: each adds to a counter, by Zipf's law. No id comes
 * twice.
 */
record AddScript(int commands, int counters, double skew, long seed) {

    /** Settings of a case. */
    static final String COUNTERS = "counters";

    static final String SKEW = "skew";
    static final String WORKERS = "workers";

    /** As many as there may be workers. */
    static final int PARTITIONS = 16;

    private static final FilledTopic TOPICS = new FilledTopic("counters", PARTITIONS);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration BETWEEN = Duration.ofNanos(20_000);
    private static final int AMOUNT_MAX = 9;

    static AddScript of(Case one) {
        return new AddScript(
                one.number(Case.READINGS),
                one.number(COUNTERS),
                Double.parseDouble(one.text(SKEW)),
                one.number("seed"));
    }

    /** The topic with all of them, whose key is the counter. */
    String topic(Case one) throws IOException, InterruptedException {
        return TOPICS.of(
                one,
                "commands-%d-%d-%s-%d".formatted(commands, counters, skew, seed),
                topic -> adds().forEach(add -> topic.send(add.counter(), add.fields())));
    }

    /** The same topic for plain clients: each of the workers has partitions of its own. */
    List<CommandReader> readers(Case one) throws IOException, InterruptedException {
        return CommandReader.all(topic(one), PARTITIONS, one.number(WORKERS));
    }

    private Stream<Add> adds() {
        int[] drawn = Zipf.draws(commands, counters, skew, seed);
        return IntStream.range(0, commands)
                .mapToObj(
                        i ->
                                new Add(
                                        "counter-" + drawn[i],
                                        "a-" + i,
                                        1 + i % AMOUNT_MAX,
                                        START.plus(BETWEEN.multipliedBy(i)).toString()));
    }

    /** What each counter must be in the end. */
    Map<String, Long> sums() {
        return adds().collect(groupingBy(Add::counter, summingLong(Add::amount)));
    }

    /**
     * Compares what was counted.
     *
     * @throws IllegalStateException when it is not what the commands say
     */
    Check check(Map<String, Long> counted, long answers) {
        Map<String, Long> right = sums();
        if (!counted.equals(right)) {
            throw new IllegalStateException(
                    "a counter is not the sum of its adds: %d instead of %d in all"
                            .formatted(sum(counted), sum(right)));
        }
        if (answers != commands) {
            throw new IllegalStateException(answers + " answers to " + commands + " commands");
        }
        long identity =
                counted.entrySet().stream().mapToLong(each -> Tally.mix(each.hashCode())).sum();
        return new Check(counted.size(), answers, identity, List.of());
    }

    private static long sum(Map<String, Long> counted) {
        return counted.values().stream().mapToLong(Long::longValue).sum();
    }
}
