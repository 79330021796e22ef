package io.oncestream.connector.jdbc.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sink's state knows of the tables that the sink has written. The database has at least
 * that, unless it was put back to an older copy.
 *
 * @param current the table that was written last; empty where that is not known
 * @param committed for a table's name the last checkpoint that it certainly has, in the state of an
 *     early version
 * @param left for the name of a table that was written before the current one the checkpoint at
 *     which the job went on elsewhere
 * @param instances what those instances knew whose elements of the state this one was given
 */
public record KnownTables(
        Optional<String> current,
        Map<String, Long> committed,
        Map<String, Long> left,
        List<KnownInstance> instances) {
    static final KnownTables NONE =
            new KnownTables(Optional.empty(), Map.of(), Map.of(), List.of());

    /** Of those instances those that wrote this table. */
    public List<KnownInstance> instancesOf(String table) {
        return instances.stream().filter(instance -> instance.table().equals(table)).toList();
    }

    /** The checkpoint that a table must have at least, 0 if nothing is known of it. */
    public long committedTo(String table) {
        return committed.getOrDefault(table, 0L);
    }

    /** Whether the job has written to another table since it wrote to this one, if it ever did. */
    public boolean wentOnElsewhere(String table) {
        return current.isPresent() && !current.get().equals(table);
    }

    /** The last checkpoint whose rows the job may have written to a table before it left it. */
    public long leftAt(String table) {
        return left.getOrDefault(table, 0L);
    }
}
