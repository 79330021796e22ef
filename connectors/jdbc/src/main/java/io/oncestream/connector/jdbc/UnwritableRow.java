package io.oncestream.connector.jdbc;

/**
 * A row that its database cannot store.
 *
 * @param table that it is for
 * @param row its text, cut where it is long
 * @param reason why, with the column
 */
public record UnwritableRow(String table, String row, String reason) {}
