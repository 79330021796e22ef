package io.oncestream.state.ledger;

import java.util.List;

/**
 * The tables in one database that one sink writes in one transaction. By the group's name the
 * database keeps what it knows of the sink's writers.
 *
 * @param name {@link #ALL}, or that of the only table
 * @param isReplica whether others act on its rows, so that these are never written over by those of
 *     an earlier checkpoint
 */
public record TableGroup(String name, List<TableDefinition> tables, boolean isReplica) {

    /** The name of a group whose tables, in one database or several, are read at one cut. */
    public static final String ALL = "*";

    public TableGroup {
        tables = List.copyOf(tables);
    }

    /** Whether each checkpoint is noted, so that all databases can be read at the same one. */
    public boolean keepsCuts() {
        return name.equals(ALL);
    }

    /**
     * Whether rows replace those of the same key, also from an earlier checkpoint on. Such a table
     * is alone in its group: what it had at an earlier checkpoint is gone.
     */
    public boolean isWrittenOver() {
        return !isReplica && tables.stream().anyMatch(TableDefinition::isUpsert);
    }

    /** The tables' names, for people. */
    public String tableNames() {
        return String.join(", ", tables.stream().map(TableDefinition::name).toList());
    }
}
