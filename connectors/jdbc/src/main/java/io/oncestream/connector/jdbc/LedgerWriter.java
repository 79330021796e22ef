package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.database.DatabaseSession;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.database.ExistingTable;
import io.oncestream.connector.jdbc.history.Beginnings;
import io.oncestream.connector.jdbc.ledger.SinkAttempt;
import io.oncestream.connector.jdbc.ledger.StartedWriter;
import io.oncestream.connector.jdbc.protocol.FailurePoint;
import io.oncestream.connector.jdbc.protocol.LedgerCommit;
import io.oncestream.connector.jdbc.protocol.SinkStart;
import io.oncestream.connector.jdbc.rows.RowBuffer;
import io.oncestream.connector.jdbc.rows.RowEncoder;
import io.oncestream.connector.jdbc.rows.SealedRows;
import io.oncestream.connector.jdbc.rows.ServerLimits;
import io.oncestream.state.ledger.RowMemory;
import io.oncestream.state.ledger.SealedTransaction;
import io.oncestream.state.ledger.TableDefinition;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One participant of the two-phase commit, without Flink in it: collects encoded rows, seals them,
 * commits sealed ones in order. It belongs to the task's thread.
 *
 * <p>Its order of use: {@link #start}, {@link #commit} for what a checkpoint still held, then rows,
 * seals and commits.
 */
final class LedgerWriter<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);

    private final SinkOptions options;
    private final TableMapping<T> mapping;
    private final SinkMetrics metrics;
    private final Dialect dialect;
    private final DatabaseSession session;
    private final LedgerCommit commit;
    private final RowBuffer buffer;

    private @Nullable StartedWriter started;
    private @Nullable SinkAttempt attempt;
    private ServerLimits limits = ServerLimits.NONE;
    private @Nullable RowEncoder encoder;
    private long firstSnapshot;
    private long lastSealed = SealedTransaction.NO_PREDECESSOR;
    private final Map<Integer, Long> committed = new HashMap<>();
    private @Nullable Throwable failedCommit;
    private final AtomicInteger pending = new AtomicInteger();

    LedgerWriter(
            SinkOptions options,
            TableMapping<T> mapping,
            RowMemory memory,
            MetricGroup metricGroup) {
        this.options = options;
        this.mapping = mapping;
        metrics = new SinkMetrics(metricGroup, pending::get);
        dialect = options.database().dialect();
        session = options.database().session(options.backoff(), metrics::retried);
        metrics.watch(session);
        commit = new LedgerCommit(dialect, options.failurePoint());
        buffer = RowBuffer.of(mapping.table(), memory);
    }

    /** Makes the table ready, takes an epoch and fences all earlier ones. */
    StartedWriter start(SinkAttempt thisAttempt) throws InterruptedException {
        String what = "start writing table " + mapping.table().name();
        Prepared prepared =
                session.inTransaction(what, connection -> prepare(thisAttempt, connection));
        StartedWriter writer =
                session.inTransaction(
                        what, connection -> prepared.start().run(connection, prepared.existing()));
        LOG.info("Writing table {} as {}", writer.table().name(), writer);
        started = writer;
        attempt = thisAttempt;
        encoder = dialect.newEncoder(writer.table(), limits);
        return writer;
    }

    private record Prepared(SinkStart start, Optional<ExistingTable> existing) {}

    /** In the current schema a table has one name, whether or not the job was given it whole. */
    private Prepared prepare(SinkAttempt thisAttempt, Connection connection) throws SQLException {
        limits = dialect.limits(connection);
        TableDefinition given = mapping.table();
        TableName name = TableName.of(given.name()).relativeTo(dialect.currentSchema(connection));
        SinkStart start =
                new SinkStart(
                        dialect,
                        options.name(),
                        new TableDefinition(name.toString(), given.columns(), given.primaryKey()),
                        mapping.indexes(),
                        options.startPolicy(),
                        thisAttempt);
        return new Prepared(start, start.prepare(connection));
    }

    void add(T row) {
        RowEncoder out = Objects.requireNonNull(encoder, "start comes first");
        mapping.encode(row, out);
        try {
            buffer.add(out);
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    private SinkFailure noRoom(IOException e) {
        return new SinkFailure(
                ("cannot keep the rows for table %s between two checkpoints: %s: make room there,"
                                + " name larger folders by Flink's io.tmp.dirs, or shorten the"
                                + " interval by --checkpoint-interval")
                        .formatted(mapping.table().name(), e.getMessage()),
                e);
    }

    /**
     * Ends the open transaction; empty where it has no rows, for then there is nothing to commit.
     */
    Optional<SealedTransaction> seal(long checkpointId) {
        firstSnapshot = firstSnapshot == 0 ? checkpointId : firstSnapshot;
        if (buffer.isEmpty()) {
            return Optional.empty();
        }
        SealedRows rows = sealRows();
        SealedTransaction sealed =
                new SealedTransaction(
                        started().id(),
                        checkpointId,
                        lastSealed,
                        started().table(),
                        dialect.codec(),
                        rows.count(),
                        rows.checksum(),
                        rows.chunks());
        lastSealed = checkpointId;
        pending.incrementAndGet();
        return Optional.of(sealed);
    }

    private SealedRows sealRows() {
        try {
            return buffer.seal();
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    /**
     * Commits, or fails this participant for good. Flink goes on to the next pending transaction
     * after one whose commit failed, and forgets the failed one; the next must not be applied
     * before its predecessor, which only a restart from the checkpoint can still commit.
     */
    void commit(SealedTransaction sealed) {
        if (failedCommit != null) {
            throw new IllegalStateException(
                    sealed + " waits for an earlier one, whose commit failed", failedCommit);
        }
        try {
            tryCommit(sealed);
            sealed.chunks().close();
            if (sealed.writer()
                    .equals(started().id())) { // not one that an earlier attempt left behind
                pending.decrementAndGet();
            }
            if (sealed.table().name().equals(started().table().name())) {
                committed.merge(sealed.writer().subtask(), sealed.checkpointId(), Math::max);
            }
        } catch (RuntimeException | Error e) {
            failedCommit = e;
            throw e;
        }
    }

    private void tryCommit(SealedTransaction sealed) {
        StartedWriter self = started();
        long start = System.nanoTime();
        try (LogContext context = LogContext.of(sealed)) {
            long rows =
                    session.inTransaction(
                            "commit %s to table %s".formatted(sealed, sealed.table().name()),
                            connection -> commit(connection, self, sealed));
            options.failurePoint().reached(FailurePoint.Step.COMMITTED, sealed);
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

    private long commit(Connection connection, StartedWriter self, SealedTransaction sealed)
            throws SQLException {
        long rows = commit.run(connection, self, sealed);
        if (sealed.writer().equals(self.id())
                && sealed.predecessor() == SealedTransaction.NO_PREDECESSOR) {
            Beginnings.of(dialect, connection, self, Objects.requireNonNull(attempt))
                    .noteGap(firstSnapshot);
        }
        return rows;
    }

    /** For each index that it has committed for the last checkpoint whose rows its table has. */
    Map<Integer, Long> committed() {
        return committed;
    }

    private StartedWriter started() {
        return Objects.requireNonNull(started, "start comes first");
    }

    @Override
    public void close() {
        session.close();
        buffer.close();
    }
}
