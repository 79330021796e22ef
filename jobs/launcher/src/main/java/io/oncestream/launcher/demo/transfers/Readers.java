package io.oncestream.launcher.demo.transfers;

import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.cut.CutReader;
import io.oncestream.launcher.demo.RepeatedReads;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Read the books again and again, by each of the three consistencies in a thread of its own, and
 * check what they see. That {@code eventual} sees half a transfer is right, and is counted.
 */
public final class Readers implements AutoCloseable {

    private final List<DatabaseAddress> databases;
    private final BooksQuery query;
    private final StrongRead strongRead;
    private final Consumer<Books> seen;
    private final RepeatedReads reads = new RepeatedReads();
    private final Map<String, Long> cuts = new HashMap<>();
    private final AtomicLong strong = new AtomicLong();
    private final AtomicLong eventual = new AtomicLong();
    private final AtomicLong fractured = new AtomicLong();
    private final AtomicLong weak = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();

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

    private void start(String name, RepeatedReads.Read<CutReader> read) {
        reads.start(name, () -> CutReader.of(databases, query.table()), read);
    }

    private void readStrong(CutReader reader) throws InterruptedException {
        long start = System.nanoTime();
        Books books = Books.all(strongRead.read(reader, query));
        longestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
        reads.violate(TransfersChecks.ofAll(books));
        @Nullable Long before = cuts.put(books.run(), books.cut());
        if (before != null && before > books.cut()) {
            reads.violate(
                    List.of("the cut went from %d back to %d".formatted(before, books.cut())));
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
        reads.violate(TransfersChecks.ofOne(reader.weak(database, query)));
    }

    /** What all of them have in common. */
    public RepeatedReads reads() {
        return reads;
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

    /** How long the longest strong read took, with all that it waited for. */
    public Duration longest() {
        return Duration.ofNanos(longestNanos.get());
    }

    @Override
    public void close() throws InterruptedException {
        reads.close();
    }
}
