package io.oncestream.connector.jdbc.protocol;

import io.oncestream.state.ledger.TableDefinition;
import java.util.List;
import java.util.Optional;

/**
 * A table as a sink would create it.
 *
 * @param indexes the columns of each further index
 * @param view the name of a view of each key's last version
 * @param isReplica as the mapping says
 */
public record WantedTable(
        TableDefinition table,
        List<List<String>> indexes,
        Optional<String> view,
        boolean isReplica) {}
