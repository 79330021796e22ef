package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.ledger.SinkAttempt;
import io.oncestream.connector.jdbc.ledger.StartedWriter;
import io.oncestream.state.ledger.LedgerTransaction;
import io.oncestream.state.ledger.RowMemory;
import io.oncestream.state.ledger.SealedTransaction;
import java.util.List;
import java.util.Optional;
import org.apache.flink.metrics.MetricGroup;

/** A sink's writers without the sink: of one table in one database. */
final class OneTableWriter<T> implements AutoCloseable {
    private final LedgerWriters<T> writers;

    OneTableWriter(
            SinkOptions options, TableMapping<T> mapping, RowMemory memory, MetricGroup group) {
        writers = new LedgerWriters<>(options, TableRoutes.toOne(mapping), memory, group);
    }

    StartedWriter start(SinkAttempt attempt) throws InterruptedException {
        return writers.start(List.of(attempt)).get(0);
    }

    void add(T row) {
        writers.add(row);
    }

    Optional<SealedTransaction> seal(long checkpointId) throws InterruptedException {
        LedgerTransaction open = new LedgerTransaction();
        writers.seal(open, checkpointId, false);
        return open.sealed().stream().findFirst();
    }

    void commit(SealedTransaction sealed) {
        writers.commit(List.of(sealed), sealed.checkpointId());
    }

    @Override
    public void close() {
        writers.close();
    }
}
