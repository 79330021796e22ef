package io.oncestream.state.ledger;

import java.io.Serializable;

/**
 * A column of a table that a sink writes.
 *
 * @param name as the database stores it, unquoted
 */
public record Column(String name, ColumnType type) implements Serializable {}
