package io.oncestream.launcher.demo.counters;

import io.oncestream.connector.jdbc.CounterDatabases;
import io.oncestream.connector.jdbc.CounterReader;
import io.oncestream.connector.jdbc.CounterReader.Value;
import io.oncestream.connector.jdbc.DatabaseUnavailable;
import io.oncestream.launcher.failure.RootCause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Read counters again and again, by each of the two consistencies in a thread of its own. What a
 * strong read shows must be as new as what anyone had seen before it; whether a value was ever the
 * counter's is for {@link CountersChecks} to say, when all answers are there.
 */
public final class Readers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int COUNTERS_MAX = 10;
    private static final long PAUSE_MILLIS = 200;
    private static final long JOIN_MILLIS_MAX = 5_000;
    private static final int KEPT_MAX = 100;

    private final CounterDatabases databases;
    private final Seen seen;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong strong = new AtomicLong();
    private final AtomicLong weak = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    private final List<String> violations = new ArrayList<>();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private volatile boolean stopping;

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
        Thread thread = new Thread(() -> readAgain(random, reading), "reader-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void readAgain(Random random, Reading reading) {
        try (CounterReader reader = CounterReader.of(databases, LIMIT)) {
            while (!stopping) {
                tryTo(reading, reader, counters(random));
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("A reader ends", e);
            failure.compareAndSet(null, RootCause.of(e));
        }
    }

    private static List<String> counters(Random random) {
        TreeSet<String> counters = new TreeSet<>();
        for (int i = random.nextInt(COUNTERS_MAX); i >= 0; i--) {
            counters.add(CommandStream.counter(random));
        }
        return List.copyOf(counters);
    }

    /** A database that is away is no answer and no failure. */
    private void tryTo(Reading reading, CounterReader reader, List<String> counters)
            throws InterruptedException {
        try {
            reading.read(reader, counters);
        } catch (DatabaseUnavailable e) {
            LOG.debug("A read gives up", e);
            unanswered.incrementAndGet();
        }
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
                violate(
                        "%s was read as %s when version %d had been seen"
                                .formatted(counter, value, known));
            }
            seen.read(counter, value);
        }
        strong.incrementAndGet();
    }

    private void readWeak(CounterReader reader, List<String> counters) throws InterruptedException {
        int database = (int) (weak.getAndIncrement() % databases.participants().size());
        reader.weak(database, counters).forEach(seen::read);
    }

    private void violate(String what) {
        synchronized (violations) {
            if (violations.size() < KEPT_MAX) {
                violations.add(what);
            }
        }
    }

    /** What was wrong in strong reads, as far as it is kept. */
    public List<String> violations() {
        synchronized (violations) {
            return List.copyOf(violations);
        }
    }

    /** How many strong reads were taken. */
    public long strong() {
        return strong.get();
    }

    /** How many weak reads were taken, of one database after the other. */
    public long weak() {
        return weak.get();
    }

    /** How many reads of any kind gave up, with databases away. */
    public long unanswered() {
        return unanswered.get();
    }

    /** Why one of them could not go on; null where none has. */
    public @Nullable String failure() {
        return failure.get();
    }

    @Override
    public void close() throws InterruptedException {
        stopping = true;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(JOIN_MILLIS_MAX);
        }
    }
}
