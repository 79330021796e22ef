package io.oncestream.connector.jdbc.cut;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** The SQL for tables of versions, which keep for each key the last row of each checkpoint. */
public final class Versions {
    private Versions() {}

    /**
     * The condition that a row is its key's newest up to a cut, which is its one parameter:
     *
     * <pre>{@code
     * "SELECT balance FROM account_versions v WHERE "
     *         + Versions.newest("account_versions", "v", List.of("ledger", "account"))
     * }</pre>
     *
     * @param table of the versions, and its key's columns, each as the database's SQL has it
     * @param alias by which the query calls the table
     */
    public static String newest(String table, String alias, List<String> key) {
        String same =
                key.stream()
                        .map(column -> "newest.%s = %s.%1$s".formatted(column, alias))
                        .collect(joining(" AND "));
        return ("%s._tx = (SELECT MAX(newest._tx) FROM %s newest"
                        + " WHERE %s AND newest._tx <= ?)")
                .formatted(alias, table, same);
    }
}
