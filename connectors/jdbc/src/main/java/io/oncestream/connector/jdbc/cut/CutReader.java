package io.oncestream.connector.jdbc.cut;

import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.ledger.DatabaseCut;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads the tables that one sink writes to several databases, with a thread and a connection each.
 * For one thread at a time; a read that is interrupted closes it.
 *
 * <ul>
 *   <li><b>Strong</b>: all databases at the newest checkpoint that all of them have. It is the
 *       least of what each has; each is then read in a snapshot of its own, in which the same run
 *       must still have that checkpoint. It sees all of a checkpoint or nothing, never goes back
 *       within a run, and lags by the interval of checkpoints and the slowest commit. While the
 *       sink starts as a new run, strong reads wait; a restart they do not notice.
 *   <li><b>Eventual</b>: the newest rows of each database. Of what moves between two it may show
 *       one side.
 *   <li><b>Weak</b>: one database at the newest checkpoint that this one has.
 * </ul>
 *
 * <p>A database that cannot be reached is waited for as long as a sink does by default, and then
 * named by a {@link io.oncestream.connector.jdbc.DatabaseUnavailable}; an error of a query is a
 * {@link io.oncestream.connector.jdbc.SinkFailure}.
 */
public final class CutReader implements AutoCloseable {
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 20;
    private static final Cut NONE = new Cut(0, "");

    private final SinkDatabases databases;
    private final Duration wait;

    private CutReader(SinkDatabases databases, Duration wait) {
        this.databases = databases;
        this.wait = wait;
    }

    /**
     * Of all databases of a sink, or of those among them that are to be read. Nothing connects yet.
     *
     * @param table any that the sink writes, by the name that it was given there
     */
    public static CutReader of(List<DatabaseAddress> databases, String table) {
        return of(databases, table, WAIT);
    }

    /**
     * The same with a limit of its own.
     *
     * @param wait how long a read waits for a start that is under way
     */
    public static CutReader of(List<DatabaseAddress> databases, String table, Duration wait) {
        return new CutReader(new SinkDatabases(databases, table), wait);
    }

    /**
     * The newest checkpoint that all databases have; empty where there is none yet.
     *
     * @throws CutUnavailable when a start is under way for too long
     */
    public Optional<Cut> newest() throws InterruptedException {
        Cut cut = untilOneRun(marks -> marks.isNothing() ? Optional.of(NONE) : marks.cut());
        return Optional.of(cut).filter(is -> is.checkpoint() > 0);
    }

    /**
     * Runs a query in each database, all at the newest cut: 0, so that no row counts, where the
     * sink has begun and committed nothing.
     *
     * @throws CutUnavailable when a start is under way for too long
     */
    public <R> List<R> strong(CutQuery<R> query) throws InterruptedException {
        return untilOneRun(
                marks -> {
                    Optional<Cut> cut = marks.cut();
                    return cut.isPresent() ? read(cut.get(), query) : Optional.empty();
                });
    }

    /**
     * Runs a query in each database, all at a checkpoint that was published as a cut.
     *
     * @throws CutUnavailable when it was not, or is older than what is kept, or when a start is
     *     under way for too long
     */
    public <R> List<R> at(long checkpoint, CutQuery<R> query) throws InterruptedException {
        return untilOneRun(
                marks -> {
                    Optional<Cut> newest = marks.cut();
                    if (newest.isEmpty()) {
                        return Optional.empty();
                    }
                    requireKept(checkpoint, marks.horizon());
                    requirePublished(checkpoint);
                    return read(new Cut(checkpoint, newest.get().run()), query);
                });
    }

    private void requireKept(long checkpoint, long horizon) {
        if (checkpoint < horizon) {
            throw new CutUnavailable(
                    "table %s cannot be read at %d any more: what is older than %d was removed"
                            .formatted(databases.table(), checkpoint, horizon));
        }
    }

    private void requirePublished(long checkpoint) throws InterruptedException {
        if (!databases.havePublished(checkpoint)) {
            throw new CutUnavailable(
                    "table %s cannot be read at %d: no such cut was published"
                            .formatted(databases.table(), checkpoint));
        }
    }

    /** Runs a query in each database, on its newest rows. */
    public <R> List<R> eventual(CutQuery<R> query) throws InterruptedException {
        return databases.snapshots(connection -> query.read(connection, Long.MAX_VALUE));
    }

    /**
     * Runs a query in one database, at the newest checkpoint that this one has.
     *
     * @throws CutUnavailable where the sink has not begun there
     */
    public <R> R weak(int database, CutQuery<R> query) throws InterruptedException {
        return databases.snapshot(
                database,
                connection -> {
                    Optional<DatabaseCut> own = Marks.find(connection, databases.table());
                    if (own.isEmpty()) {
                        throw new CutUnavailable(
                                "no sink that keeps cuts has begun to write table %s at %s"
                                        .formatted(
                                                databases.table(),
                                                databases.places().get(database)));
                    }
                    return query.read(connection, own.get().cut());
                });
    }

    /** Empty where a database does not show that cut any more. */
    <R> Optional<List<R>> read(Cut cut, CutQuery<R> query) throws InterruptedException {
        List<Optional<R>> results =
                databases.snapshots(
                        connection ->
                                Marks.show(Marks.find(connection, databases.table()), cut)
                                        ? Optional.of(query.read(connection, cut.checkpoint()))
                                        : Optional.empty());
        return results.stream().allMatch(Optional::isPresent)
                ? Optional.of(results.stream().flatMap(Optional::stream).toList())
                : Optional.empty();
    }

    private interface Attempt<R> {
        Optional<R> with(Marks marks) throws InterruptedException;
    }

    private <R> R untilOneRun(Attempt<R> attempt) throws InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            Marks marks = databases.marks();
            Optional<R> result = attempt.with(marks);
            if (result.isPresent()) {
                return result.get();
            }
            if (System.nanoTime() - begin > wait.toNanos()) {
                throw new CutUnavailable(
                        ("table %s cannot be read at one cut: for %d s a run begins to write it, or"
                                        + " was broken off there: %s")
                                .formatted(
                                        databases.table(),
                                        wait.toSeconds(),
                                        marks.of(databases.places())));
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    @Override
    public void close() {
        databases.close();
    }
}
