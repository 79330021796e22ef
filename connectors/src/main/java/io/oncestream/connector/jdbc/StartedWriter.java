package io.oncestream.connector.jdbc;

import io.oncestream.state.ledger.TableDefinition;
import io.oncestream.state.ledger.WriterId;

/**
 * What a start has given to one parallel instance.
 *
 * @param id with the epoch that fences all earlier writers of this subtask index
 * @param table as it is written from now on
 */
record StartedWriter(WriterId id, TableDefinition table) {

    @Override
    public String toString() {
        return id.toString();
    }
}
