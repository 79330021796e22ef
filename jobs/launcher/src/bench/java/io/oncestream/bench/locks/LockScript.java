package io.oncestream.bench.locks;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.FilledTopic;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The commands of all pairs, one after the other: some workers take a resource each, and then give
 * it back, whether they got it or not. A busy one's release names no token that there is.
 *
 * <p>The token of a grant is its number in its domain, and the first number is the time of the
 * first command in microseconds. So all tokens are known before anything is sent, as long as no
 * lease ends and the commands of each domain are decided in this order. A wrong one would leave its
 * resource held, which the check finds.
 */
final class LockScript {

    static final FilledTopic TOPICS = new FilledTopic("locks", 4);

    private static final String LEASE = "1h";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration BETWEEN = Duration.ofNanos(20_000);

    private final Pairs pairs;
    private final int workers;
    private final Instant start;
    private final Duration between;
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<Integer, Long> holds = new HashMap<>();
    private final long[] tokens;
    private int sent;

    /**
     * A script to play once.
     *
     * @param between between the times of two commands
     */
    LockScript(Pairs pairs, int workers, Instant start, Duration between) {
        this.pairs = pairs;
        this.workers = workers;
        this.start = start;
        this.between = between;
        this.tokens = new long[workers];
    }

    /** The topic with the commands of a case, as fast as they go. */
    static String topic(Case one, Pairs pairs) throws IOException, InterruptedException {
        String commands =
                "commands-%d-%s-%s-%s-%s-%s"
                        .formatted(
                                pairs.commands(),
                                one.text(Pairs.RESOURCES),
                                one.text(Pairs.DOMAINS),
                                one.text(Pairs.SKEW),
                                one.text(Pairs.WORKERS),
                                one.text("seed"));
        LockScript script = new LockScript(pairs, one.number(Pairs.WORKERS), START, BETWEEN);
        return TOPICS.of(
                one,
                commands,
                topic -> script.play((place, domain, command) -> topic.send(domain, command)));
    }

    /** Takes the commands as they come. */
    interface Receiver {
        /**
         * Takes one.
         *
         * @param place in the order of all, from 0 on
         */
        void take(int place, String domain, Map<String, String> command);
    }

    void play(Receiver to) {
        for (int first = 0; first < pairs.count(); first += workers) {
            int end = Math.min(first + workers, pairs.count());
            for (int pair = first; pair < end; pair++) {
                tryLock(pair, to);
            }
            for (int pair = first; pair < end; pair++) {
                release(pair, to);
            }
        }
    }

    private void tryLock(int pair, Receiver to) {
        long number = nextNumber(pairs.domain(pair));
        boolean granted = holds.putIfAbsent(pairs.resource(pair), number) == null;
        tokens[pair % workers] = granted ? number : 0;
        send(pair, Pairs.id(pair), "try_lock", "lease", LEASE, to);
    }

    private void release(int pair, Receiver to) {
        nextNumber(pairs.domain(pair));
        long token = tokens[pair % workers];
        holds.remove(pairs.resource(pair), token);
        send(pair, Pairs.id(pair) + 1, "release", "token", Long.toString(token), to);
    }

    private long nextNumber(String domain) {
        return numbers.merge(domain, micros(time()), (last, unused) -> last + 1);
    }

    private Instant time() {
        return start.plus(between.multipliedBy(sent));
    }

    private static long micros(Instant time) {
        return Duration.between(Instant.EPOCH, time).toNanos() / 1_000;
    }

    private void send(int pair, int id, String op, String field, String value, Receiver to) {
        Map<String, String> command =
                Map.of(
                        "domain",
                        pairs.domain(pair),
                        "id",
                        Integer.toString(id),
                        "resource",
                        pairs.name(pair),
                        "owner",
                        "worker-" + pair % workers,
                        "op",
                        op,
                        "time",
                        time().toString(),
                        field,
                        value);
        to.take(sent++, pairs.domain(pair), command);
    }
}
