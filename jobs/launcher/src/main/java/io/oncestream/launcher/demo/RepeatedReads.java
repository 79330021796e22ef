package io.oncestream.launcher.demo;

import io.oncestream.connector.jdbc.DatabaseUnavailable;
import io.oncestream.connector.jdbc.cut.CutUnavailable;
import io.oncestream.connector.jdbc.store.StoreUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads that are taken again and again, each kind in a thread of its own, and checked. */
public final class RepeatedReads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RepeatedReads.class);
    private static final long PAUSE_MILLIS = 200;
    private static final int KEPT_MAX = 100;

    private final ClientThreads threads = new ClientThreads();
    private final AtomicLong unanswered = new AtomicLong();
    private final List<String> violations = new ArrayList<>();

    /** Takes one by a reader. */
    public interface Read<R> {
        void take(R reader) throws InterruptedException;
    }

    /** Starts to take those of a kind, by a reader of their own. */
    public <R extends AutoCloseable> void start(String kind, Supplier<R> opening, Read<R> read) {
        threads.start("reader-" + kind, () -> readAgain(opening, read));
    }

    private <R extends AutoCloseable> void readAgain(Supplier<R> opening, Read<R> read)
            throws Exception {
        try (R reader = opening.get()) {
            while (threads.goOn()) {
                tryTo(read, reader);
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /**
     * A database that is away for long, or a start that takes long, is no answer and no failure.
     */
    private <R> void tryTo(Read<R> read, R reader) throws InterruptedException {
        try {
            read.take(reader);
        } catch (CutUnavailable | DatabaseUnavailable | StoreUnavailable e) {
            LOG.info("A read gives up", e);
            unanswered.incrementAndGet();
        }
    }

    /** Takes note of what a read saw that must not be. */
    public void violate(List<String> found) {
        synchronized (violations) {
            found.stream().limit(KEPT_MAX - violations.size()).forEach(violations::add);
        }
    }

    /** What was wrong in reads, as far as it is kept. */
    public List<String> violations() {
        synchronized (violations) {
            return List.copyOf(violations);
        }
    }

    /** How many reads of any kind gave up, with a database away or a start under way. */
    public long unanswered() {
        return unanswered.get();
    }

    /** Why no more are taken; null where that is not so. */
    public @Nullable String failure() {
        return threads.failure();
    }

    @Override
    public void close() throws InterruptedException {
        threads.close();
    }
}
