package io.oncestream.connector.jdbc;

import io.oncestream.state.ledger.SealedTransaction;
import org.slf4j.MDC;

/**
 * Says in every log line of a commit, the driver's and the retries' too, which lineage and which
 * checkpoint it is about: the MDC keys {@code lineage} and {@code checkpoint}, beside Flink's own
 * {@code flink-job-id} (FLINK-34417).
 */
final class LogContext implements AutoCloseable {

    private static final String LINEAGE = "lineage";
    private static final String CHECKPOINT = "checkpoint";

    private LogContext() {}

    static LogContext of(SealedTransaction sealed) {
        MDC.put(LINEAGE, sealed.writer().lineage());
        MDC.put(CHECKPOINT, Long.toString(sealed.checkpointId()));
        return new LogContext();
    }

    @Override
    public void close() {
        MDC.remove(LINEAGE);
        MDC.remove(CHECKPOINT);
    }
}
