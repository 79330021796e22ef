package io.oncestream.launcher.demo.counters;

import io.oncestream.connector.jdbc.CounterDatabases;
import io.oncestream.connector.jdbc.CounterReader;
import io.oncestream.connector.jdbc.CounterReader.Value;
import io.oncestream.launcher.demo.RepeatedReads;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Read counters again and again, by each of the two consistencies in a thread of its own. What a
 * strong read shows must be as new as what anyone had seen before it; whether a value was ever the
 * counter's is for {@link CountersChecks} to say, when all answers are there.
 */
public final class Readers implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int COUNTERS_MAX = 10;

    private final CounterDatabases databases;
    private final Seen seen;
    private final RepeatedReads reads = new RepeatedReads();
    private final AtomicLong strong = new AtomicLong();
    private final AtomicLong weak = new AtomicLong();

    /**
     * Starts them.
     *
     * @param seen is told what they read
     */
    public Readers(CounterDatabases databases, Seen seen, long seed) {
        this.databases = databases;
        this.seen = seen;
        start("strong", new Random(seed), this::readStrong);
        start("weak", new Random(seed + 1), this::readWeak);
    }

    private interface Reading {
        void read(CounterReader reader, List<String> counters) throws InterruptedException;
    }

    private void start(String name, Random random, Reading reading) {
        reads.start(
                name,
                () -> CounterReader.of(databases, LIMIT),
                reader -> reading.read(reader, counters(random)));
    }

    private static List<String> counters(Random random) {
        TreeSet<String> counters = new TreeSet<>();
        for (int i = random.nextInt(COUNTERS_MAX); i >= 0; i--) {
            counters.add(CommandStream.counter(random));
        }
        return List.copyOf(counters);
    }

    private void readStrong(CounterReader reader, List<String> counters)
            throws InterruptedException {
        Map<String, Long> before = new HashMap<>();
        counters.forEach(each -> before.put(each, seen.version(each)));
        Map<String, Value> values = reader.strong(counters);
        for (String counter : counters) {
            Value value = values.getOrDefault(counter, new Value(0, 0));
            long known = before.getOrDefault(counter, 0L);
            if (value.version() < known) {
                reads.violate(
                        List.of(
                                "%s was read as %s when version %d had been seen"
                                        .formatted(counter, value, known)));
            }
            seen.read(counter, value);
        }
        strong.incrementAndGet();
    }

    private void readWeak(CounterReader reader, List<String> counters) throws InterruptedException {
        int database = (int) (weak.getAndIncrement() % databases.participants().size());
        reader.weak(database, counters).forEach(seen::read);
    }

    /** What all of them have in common. */
    public RepeatedReads reads() {
        return reads;
    }

    /** How many strong reads were taken. */
    public long strong() {
        return strong.get();
    }

    /** How many weak reads were taken, of one database after the other. */
    public long weak() {
        return weak.get();
    }

    @Override
    public void close() throws InterruptedException {
        reads.close();
    }
}
