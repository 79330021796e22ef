package io.oncestream.launcher.demo.transfers;

import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.DatabaseUnavailable;
import io.oncestream.connector.jdbc.cut.CutReader;
import io.oncestream.connector.jdbc.cut.CutUnavailable;
import io.oncestream.launcher.failure.RootCause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Read the books again and again, by each of the three consistencies in a thread of its own, and
 * check what they see. That {@code eventual} sees half a transfer is right, and is counted.
 */
public final class Readers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
    private static final long PAUSE_MILLIS = 200;
    private static final long JOIN_MILLIS_MAX = 5_000;
    private static final int KEPT_MAX = 100;

    private final List<DatabaseAddress> databases;
    private final BooksQuery query;
    private final StrongRead strongRead;
    private final Consumer<Books> seen;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, Long> cuts = new HashMap<>();
    private final AtomicLong strong = new AtomicLong();
    private final AtomicLong eventual = new AtomicLong();
    private final AtomicLong fractured = new AtomicLong();
    private final AtomicLong weak = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();
    private final List<String> violations = new ArrayList<>();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private volatile boolean stopping;

    /**
     * Starts them.
     *
     * @param databases of the job, all of them
     * @param table of its outcomes
     * @param strongRead how all databases are read at one checkpoint
     * @param seen is told what each strong read has seen
     */
    public Readers(
            List<DatabaseAddress> databases,
            String table,
            StrongRead strongRead,
            Consumer<Books> seen) {
        this.databases = databases;
        this.query = new BooksQuery(table);
        this.strongRead = strongRead;
        this.seen = seen;
        start("strong", this::readStrong);
        start("eventual", this::readEventual);
        start("weak", this::readWeak);
    }

    /** Reads all databases, for who must see each checkpoint whole: {@link CutReader#strong}. */
    public interface StrongRead {
        List<Books> read(CutReader reader, BooksQuery query) throws InterruptedException;
    }

    private interface Reading {
        void read(CutReader reader) throws InterruptedException;
    }

    private void start(String name, Reading reading) {
        Thread thread = new Thread(() -> readAgain(reading), "reader-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void readAgain(Reading reading) {
        try (CutReader reader = CutReader.of(databases, query.table())) {
            while (!stopping) {
                tryTo(reading, reader);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("A reader ends", e);
            failure.compareAndSet(null, RootCause.of(e));
        }
    }

    /**
     * A database that is away for long, or a start that takes long, is no answer and no failure.
     */
    private void tryTo(Reading reading, CutReader reader) throws InterruptedException {
        try {
            reading.read(reader);
        } catch (CutUnavailable | DatabaseUnavailable e) {
            LOG.info("A read gives up", e);
            unanswered.incrementAndGet();
        }
    }

    private void readStrong(CutReader reader) throws InterruptedException {
        long start = System.nanoTime();
        Books books = Books.all(strongRead.read(reader, query));
        longestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
        violate(TransfersChecks.ofAll(books));
        @Nullable Long before = cuts.put(books.run(), books.cut());
        if (before != null && before > books.cut()) {
            violate(List.of("the cut went from %d back to %d".formatted(before, books.cut())));
        }
        strong.incrementAndGet();
        seen.accept(books);
    }

    private void readEventual(CutReader reader) throws InterruptedException {
        Books books = Books.all(reader.eventual(query));
        if (!TransfersChecks.ofAll(books).isEmpty()) {
            fractured.incrementAndGet();
        }
        eventual.incrementAndGet();
    }

    private void readWeak(CutReader reader) throws InterruptedException {
        int database = (int) (weak.getAndIncrement() % databases.size());
        violate(TransfersChecks.ofOne(reader.weak(database, query)));
    }

    private void violate(List<String> found) {
        synchronized (violations) {
            found.stream().limit(KEPT_MAX - violations.size()).forEach(violations::add);
        }
    }

    /** What was wrong in strong and in weak reads, as far as it is kept. */
    public List<String> violations() {
        synchronized (violations) {
            return List.copyOf(violations);
        }
    }

    /** How many strong reads were taken. */
    public long strong() {
        return strong.get();
    }

    /** How many eventual reads were taken. */
    public long eventual() {
        return eventual.get();
    }

    /** How many of these saw a part of what is whole at each checkpoint. */
    public long fractured() {
        return fractured.get();
    }

    /** How many weak reads were taken, of one database after the other. */
    public long weak() {
        return weak.get();
    }

    /** How many reads of any kind gave up, with a database away or a start under way. */
    public long unanswered() {
        return unanswered.get();
    }

    /** How long the longest strong read took, with all that it waited for. */
    public Duration longest() {
        return Duration.ofNanos(longestNanos.get());
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
