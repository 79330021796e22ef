package io.oncestream.connector.jdbc.ledger;

import io.oncestream.state.ledger.TableDefinition;
import io.oncestream.state.ledger.WriterId;

/**
 * What a start has given to one parallel instance.
 *
 * @param id with the epoch that fences all earlier writers of this subtask index
 * @param table as it is written from now on
 * @param jobId Flink's id of the running job
 */
public record StartedWriter(WriterId id, TableDefinition table, String jobId) {

    @Override
    public String toString() {
        return id.toString();
    }
}
