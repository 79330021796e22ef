package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.cluster.Members;
import io.oncestream.connector.jdbc.ledger.DatabaseCut;
import io.oncestream.connector.jdbc.ledger.SinkAttempt;
import io.oncestream.connector.jdbc.ledger.StartedWriter;
import io.oncestream.state.ledger.LedgerTransaction;
import io.oncestream.state.ledger.RowMemory;
import io.oncestream.state.ledger.SealedTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * The participants of one parallel instance, a {@link LedgerWriter} for each database. What is
 * asked of them is done in all at once; it is done when all have done it. It belongs to the task's
 * thread.
 *
 * @param <T> the record that becomes rows
 */
final class LedgerWriters<T> implements TableRoutes.Rows, AutoCloseable {
    private final SinkOptions options;
    private final TableRoutes<T> routes;
    private final List<LedgerWriter> writers = new ArrayList<>();
    private final Members members;

    private @Nullable Throwable failedCommit;
    private OptionalLong publishable = OptionalLong.empty();

    LedgerWriters(
            SinkOptions options, TableRoutes<T> routes, RowMemory memory, MetricGroup metricGroup) {
        this.options = options;
        this.routes = routes;
        for (int i = 0; i < size(); i++) {
            MetricGroup group =
                    size() == 1
                            ? metricGroup
                            : metricGroup.addGroup(
                                    SinkMetrics.PARTICIPANT, options.participants().get(i).name());
            writers.add(new LedgerWriter(options, i, routes, memory, group));
        }
        members = Members.of(writers.stream().map(LedgerWriter::session).toList());
    }

    private int size() {
        return options.participants().size();
    }

    /**
     * Takes an epoch in each database and fences all earlier ones.
     *
     * <p>Tables that are read together are looked at first, all of them: where one refuses, none
     * has been set back.
     *
     * @param attempts one for each
     */
    List<StartedWriter> start(List<SinkAttempt> attempts) throws InterruptedException {
        each((i, writer) -> writer.prepare(attempts.get(i)));
        if (routes.areReadTogether()) {
            each((i, writer) -> writer.rehearse());
        }
        return members.all((i, session) -> writers.get(i).start());
    }

    private interface Step {
        void run(int participant, LedgerWriter writer) throws InterruptedException;
    }

    private void each(Step step) throws InterruptedException {
        members.all(
                (i, session) -> {
                    step.run(i, writers.get(i));
                    return i;
                });
    }

    void add(T record) {
        routes.send(record, size(), this);
    }

    @Override
    public <R> void add(int participant, int table, TableMapping<R> mapping, R row) {
        writers.get(participant).add(table, mapping, row);
    }

    /**
     * The first phase: votes, and seals into the handle what there is to commit. Tables that are
     * read together have something to commit at each checkpoint: that they are at it.
     *
     * @param last whether no rows follow
     */
    void seal(LedgerTransaction open, long checkpointId, boolean last) throws InterruptedException {
        if (routes.areReadTogether()) { // a table alone is as well asked by its commit
            vote(checkpointId);
        }
        writers.forEach(writer -> writer.reached(checkpointId));
        if (routes.areReadTogether() || !writers.stream().allMatch(LedgerWriter::isEmpty)) {
            open.seal(writers.stream().map(writer -> writer.seal(checkpointId, last)).toList());
        }
    }

    /** The next commit publishes what all databases can be read at now. */
    private void vote(long checkpointId) throws InterruptedException {
        List<Optional<DatabaseCut>> cuts =
                members.all((i, session) -> writers.get(i).vote(checkpointId));
        publishable =
                cuts.stream().allMatch(Optional::isPresent)
                        ? cuts.stream().mapToLong(cut -> cut.orElseThrow().cut()).min()
                        : OptionalLong.empty();
    }

    /**
     * The second phase: commits in all databases, or fails this instance for good. Flink goes on to
     * the next pending transaction after one whose commit failed, and forgets the failed one; the
     * next must not be applied before its predecessor, which only a restart from the checkpoint can
     * still commit.
     *
     * @param complete the checkpoint that is known to be complete, this one or a later
     */
    void commit(List<SealedTransaction> sealed, long complete) {
        if (failedCommit != null) {
            throw new IllegalStateException(
                    sealed.get(0) + " waits for an earlier one, whose commit failed", failedCommit);
        }
        try {
            OptionalLong published = publishable;
            each((i, writer) -> writer.commit(sealed.get(i), complete, published));
            sealed.forEach(SealedTransaction::close); // on the task's thread, whose memory it is
            publishable = OptionalLong.empty();
        } catch (InterruptedException e) {
            failedCommit = e;
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during the commit of " + sealed.get(0), e);
        } catch (RuntimeException | Error e) {
            failedCommit = e;
            throw e;
        }
    }

    /** For each database, and there for each index, the last checkpoint that it committed. */
    List<Map<Integer, Long>> committed() {
        return writers.stream().map(LedgerWriter::committed).toList();
    }

    @Override
    public void close() {
        members.close();
        writers.forEach(LedgerWriter::close);
    }
}
