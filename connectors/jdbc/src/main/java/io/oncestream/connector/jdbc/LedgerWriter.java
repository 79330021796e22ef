package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.database.DatabaseSession;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.database.ExistingTable;
import io.oncestream.connector.jdbc.history.Beginnings;
import io.oncestream.connector.jdbc.ledger.DatabaseCut;
import io.oncestream.connector.jdbc.ledger.SinkAttempt;
import io.oncestream.connector.jdbc.ledger.StartedWriter;
import io.oncestream.connector.jdbc.protocol.CutPublication;
import io.oncestream.connector.jdbc.protocol.FailurePoint;
import io.oncestream.connector.jdbc.protocol.LedgerCommit;
import io.oncestream.connector.jdbc.protocol.SinkStart;
import io.oncestream.connector.jdbc.protocol.WantedTable;
import io.oncestream.connector.jdbc.rows.RowEncoder;
import io.oncestream.connector.jdbc.rows.ServerLimits;
import io.oncestream.state.ledger.RowMemory;
import io.oncestream.state.ledger.SealedTransaction;
import io.oncestream.state.ledger.TableDefinition;
import io.oncestream.state.ledger.TableGroup;
import io.oncestream.state.ledger.TableRows;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One participant of the two-phase commit, in one database, without Flink in it: collects encoded
 * rows, seals them, commits sealed ones in order. One thread at a time.
 *
 * <p>Its order of use: {@link #prepare}, {@link #start}, {@link #commit} for what a checkpoint
 * still held, then rows, votes, seals and commits.
 */
final class LedgerWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);

    private final SinkOptions options;
    private final TableRoutes<?> routes;
    private final FailurePoint failurePoint;
    private final SinkMetrics metrics;
    private final Dialect dialect;
    private final DatabaseSession session;
    private final LedgerCommit commit;
    private final List<TableBuffer> buffers = new ArrayList<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final Map<Integer, Long> committed = new HashMap<>();

    private @Nullable Prepared prepared;
    private @Nullable StartedWriter started;
    private long firstSnapshot;
    private long lastSealed = SealedTransaction.NO_PREDECESSOR;

    private record Prepared(
            SinkAttempt attempt,
            SinkStart start,
            List<Optional<ExistingTable>> existing,
            ServerLimits limits) {}

    LedgerWriter(
            SinkOptions options,
            int participant,
            TableRoutes<?> routes,
            RowMemory memory,
            MetricGroup metricGroup) {
        this.options = options;
        this.routes = routes;
        DatabaseAddress database = options.participants().get(participant).address();
        failurePoint = options.failurePoint().in(participant);
        metrics = new SinkMetrics(metricGroup, pending::get);
        dialect = database.dialect();
        session = database.session(options.backoff(), metrics::retried);
        metrics.watch(session);
        commit = new LedgerCommit(dialect, failurePoint);
        for (TableMapping<?> mapping : routes.tables()) {
            buffers.add(new TableBuffer(mapping.table(), memory));
        }
    }

    DatabaseSession session() {
        return session;
    }

    /** Makes the tables ready. */
    void prepare(SinkAttempt attempt) throws InterruptedException {
        Found found = session.inTransaction(starting(), connection -> find(attempt, connection));
        List<Optional<ExistingTable>> existing =
                found.existing().isPresent()
                        ? found.existing().get()
                        : session.inTransaction(starting(), found.start()::make);
        prepared = new Prepared(attempt, found.start(), existing, found.limits());
    }

    private record Found(
            SinkStart start,
            Optional<List<Optional<ExistingTable>>> existing,
            ServerLimits limits) {}

    /** In the current schema a table has one name, whether or not the job was given it whole. */
    private Found find(SinkAttempt attempt, Connection connection) throws SQLException {
        String schema = dialect.currentSchema(connection);
        List<WantedTable> tables = new ArrayList<>();
        for (TableMapping<?> mapping : routes.tables()) {
            TableDefinition given = mapping.table();
            TableName name = TableName.of(given.name()).relativeTo(schema);
            tables.add(
                    new WantedTable(
                            new TableDefinition(
                                    name.toString(), given.columns(), given.primaryKey()),
                            mapping.indexes(),
                            mapping.view(),
                            mapping.isReplica()));
        }
        String group = routes.areReadTogether() ? TableGroup.ALL : tables.get(0).table().name();
        SinkStart start =
                new SinkStart(
                        dialect, options.name(), group, tables, options.startPolicy(), attempt);
        ServerLimits limits = dialect.limits(connection);
        requireAllText(tables, limits);
        return new Found(start, start.find(connection), limits);
    }

    /** A replica that lacked a row would be none, and to refuse that row later is too late. */
    private static void requireAllText(List<WantedTable> tables, ServerLimits limits) {
        boolean hasReplica = tables.stream().anyMatch(WantedTable::isReplica);
        if (hasReplica && !limits.charset().equals(StandardCharsets.UTF_8)) {
            throw new SinkFailure(
                    "table %s cannot be in a database that stores %s alone: create one in UTF8"
                            .formatted(tables.get(0).table().name(), limits.charset()));
        }
    }

    /** Throws what {@link #start} would, and claims the tables for this run. */
    void rehearse() throws InterruptedException {
        Prepared with = prepared();
        session.inTransaction(
                starting(),
                connection -> {
                    with.start().rehearse(connection, with.existing());
                    return with;
                });
    }

    /** Takes an epoch and fences all earlier ones. */
    StartedWriter start() throws InterruptedException {
        Prepared with = prepared();
        StartedWriter writer =
                session.inTransaction(
                        starting(), connection -> with.start().run(connection, with.existing()));
        LOG.info("Writing {} as {}", writer.tables().tableNames(), writer);
        started = writer;
        for (int i = 0; i < buffers.size(); i++) {
            buffers.get(i).encodeBy(encoder(writer.tables().tables().get(i), with.limits()));
        }
        return writer;
    }

    private RowEncoder encoder(TableDefinition table, ServerLimits limits) {
        return dialect.newEncoder(table, limits);
    }

    private String starting() {
        List<String> names = routes.tables().stream().map(each -> each.table().name()).toList();
        return "start writing table " + String.join(", ", names);
    }

    <R> void add(int table, TableMapping<R> mapping, R row) {
        buffers.get(table).add(mapping, row);
    }

    boolean isEmpty() {
        return buffers.stream().allMatch(TableBuffer::isEmpty);
    }

    /**
     * Asks whether this writer could commit now ({@link LedgerCommit#vote}), and what the database
     * can be read at, unless another run has its tables.
     */
    Optional<DatabaseCut> vote(long checkpointId) throws InterruptedException {
        StartedWriter self = started();
        SinkAttempt attempt = prepared().attempt();
        String table = self.tables().tables().get(0).name();
        return session.inTransaction(
                "vote for checkpoint %d of %s".formatted(checkpointId, self),
                connection -> {
                    commit.vote(connection, self);
                    return attempt.publishes()
                            ? DatabaseCut.find(connection, table)
                                    .filter(cut -> cut.run().equals(attempt.run()))
                            : Optional.empty();
                });
    }

    /** A checkpoint is taken, with or without rows. */
    void reached(long checkpointId) {
        firstSnapshot = firstSnapshot == 0 ? checkpointId : firstSnapshot;
    }

    /**
     * Ends the open transaction.
     *
     * @param last whether no rows follow
     */
    SealedTransaction seal(long checkpointId, boolean last) {
        List<TableRows> tables = new ArrayList<>();
        for (int i = 0; i < buffers.size(); i++) {
            TableDefinition table = started().tables().tables().get(i);
            buffers.get(i).seal(table, dialect.codec()).ifPresent(tables::add);
        }
        SealedTransaction sealed =
                new SealedTransaction(
                        started().id(),
                        checkpointId,
                        lastSealed,
                        started().tables().name(),
                        prepared().attempt().parallelism(),
                        last,
                        tables);
        lastSealed = checkpointId;
        pending.incrementAndGet();
        return sealed;
    }

    /**
     * Commits it.
     *
     * @param complete the checkpoint that is known to be complete, this one or a later
     * @param published what to publish in the same transaction, if anything
     */
    void commit(SealedTransaction sealed, long complete, OptionalLong published) {
        write(sealed, complete, published);
        if (sealed.writer().equals(started().id())) { // not one that an earlier attempt left behind
            pending.decrementAndGet();
        }
        if (sealed.group().equals(started().tables().name())) {
            committed.merge(sealed.writer().subtask(), sealed.checkpointId(), Math::max);
        }
    }

    private void write(SealedTransaction sealed, long complete, OptionalLong published) {
        long start = System.nanoTime();
        try (LogContext context = LogContext.of(sealed)) {
            long rows =
                    session.inTransaction(
                            "commit %s to table %s".formatted(sealed, tableNames(sealed)),
                            connection -> write(connection, sealed, complete, published));
            failurePoint.reached(FailurePoint.Step.COMMITTED, sealed);
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            metrics.committed(rows, duration);
            LOG.info("Committed {} in {} ms", sealed, duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during the commit of " + sealed, e);
        } catch (SQLException e) {
            throw new IllegalStateException("the commit of " + sealed + " was broken off", e);
        }
    }

    /** An earlier start may have sealed it for another table. */
    private String tableNames(SealedTransaction sealed) {
        return sealed.tables().isEmpty()
                ? started().tables().tableNames()
                : sealed.tables().stream()
                        .map(rows -> rows.table().name())
                        .collect(Collectors.joining(", "));
    }

    private long write(
            Connection connection, SealedTransaction sealed, long complete, OptionalLong published)
            throws SQLException {
        StartedWriter self = started();
        SinkAttempt attempt = prepared().attempt();
        long rows = commit.run(connection, self, sealed, complete);
        if (sealed.writer().equals(self.id())
                && sealed.predecessor() == SealedTransaction.NO_PREDECESSOR) {
            Beginnings.of(dialect, connection, self, attempt).noteGap(firstSnapshot);
        }
        if (published.isPresent()) {
            new CutPublication(dialect, attempt, options.cutsKept())
                    .run(connection, self, published.getAsLong());
        }
        return rows;
    }

    /** For each index that it has committed for the last checkpoint whose rows are there. */
    Map<Integer, Long> committed() {
        return committed;
    }

    private StartedWriter started() {
        return Objects.requireNonNull(started, "start comes first");
    }

    private Prepared prepared() {
        return Objects.requireNonNull(prepared, "prepare comes first");
    }

    @Override
    public void close() {
        buffers.forEach(TableBuffer::close);
    }
}
