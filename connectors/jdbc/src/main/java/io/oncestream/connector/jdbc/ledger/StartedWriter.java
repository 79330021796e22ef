package io.oncestream.connector.jdbc.ledger;

import io.oncestream.state.ledger.TableGroup;
import io.oncestream.state.ledger.WriterId;

/**
 * What a start has given to one parallel instance.
 *
 * @param id with the epoch that fences all earlier writers of this subtask index
 * @param tables as they are written from now on
 * @param jobId Flink's id of the running job
 * @param known what is known of the tables' indices behind the start, for the state
 */
public record StartedWriter(WriterId id, TableGroup tables, String jobId, KnownInstance known) {

    /** The same, which knows this of its table. */
    public StartedWriter knowing(KnownInstance instance) {
        return new StartedWriter(id, tables, jobId, instance);
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
