package io.oncestream.bench.locks;

import io.oncestream.bench.measure.Check;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/** What clients saw of a lock: which commands were answered, and that nobody was let in beside. */
final class Guard {

    /** What the times of a lock that was given are called, from when it was due to be asked for. */
    static final String GRANT = "grant";

    /** The name of a figure: of a hundred that were asked for, how many locks were given. */
    static final String GRANTED = "granted-percent";

    private final AtomicIntegerArray answers;
    private final AtomicIntegerArray holders;
    private final AtomicLongArray tokens;
    private final AtomicInteger granted = new AtomicInteger();

    Guard(Pairs pairs, int resources) {
        answers = new AtomicIntegerArray(pairs.commands());
        holders = new AtomicIntegerArray(resources);
        tokens = new AtomicLongArray(resources);
    }

    static double percent(long granted, Pairs pairs) {
        return 100.0 * granted / pairs.count();
    }

    void answered(int command) {
        answers.incrementAndGet(command);
    }

    /** A client knows that it has it. */
    void enter(int resource, long token) {
        if (holders.incrementAndGet(resource) != 1) {
            throw new IllegalStateException("held by two: " + resource);
        }
        if (tokens.getAndSet(resource, token) >= token) {
            throw new IllegalStateException("its token does not grow: " + resource);
        }
        granted.incrementAndGet();
    }

    /** Before it says that it gives it back. */
    void leave(int resource) {
        holders.decrementAndGet(resource);
    }

    int granted() {
        return granted.get();
    }

    Check check() {
        int all = answers.length();
        return new Check(
                IntStream.range(0, all).mapToLong(answers::get).sum(),
                IntStream.range(0, all).filter(i -> answers.get(i) > 0).count(),
                IntStream.range(0, all).mapToLong(i -> (long) i * answers.get(i)).sum(),
                List.of());
    }
}
