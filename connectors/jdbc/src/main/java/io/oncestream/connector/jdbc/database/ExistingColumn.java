package io.oncestream.connector.jdbc.database;

/**
 * A column as the database has it.
 *
 * @param type its SQL type, as the database prints it
 * @param required whether it takes no NULL
 * @param mandatory whether it needs a value and has no default
 * @param generated whether the database computes it and nobody may write it
 */
public record ExistingColumn(String type, boolean required, boolean mandatory, boolean generated) {}
