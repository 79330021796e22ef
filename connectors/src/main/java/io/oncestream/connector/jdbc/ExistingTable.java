package io.oncestream.connector.jdbc;

import java.util.Map;
import java.util.Set;

/**
 * A table as the database has it.
 *
 * @param columns the SQL type of each column, as the database prints it
 * @param mandatory columns that need a value and have no default
 * @param primaryKey its columns; empty where it has none
 * @param rivalKeys names of unique keys by which the database would take a row of another primary
 *     key for the one to replace
 */
public record ExistingTable(
        Map<String, String> columns,
        Set<String> mandatory,
        Set<String> primaryKey,
        Set<String> rivalKeys) {}
