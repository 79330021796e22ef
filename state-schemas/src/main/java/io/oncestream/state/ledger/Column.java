package io.oncestream.state.ledger;

import java.io.Serializable;

/**
 * A column of a table that a sink writes.
 *
 * @param name as the database stores it, unquoted
 * @param precision how many digits a {@link ColumnType#DECIMAL} has; 0 for other types
 * @param scale how many of these are behind the point; 0 for other types
 * @param required whether it takes no NULL
 */
public record Column(String name, ColumnType type, int precision, int scale, boolean required)
        implements Serializable {

    /** A column that takes NULL, of any type but {@link ColumnType#DECIMAL}. */
    public Column(String name, ColumnType type) {
        this(name, type, 0, 0, false);
    }

    /** The same one, which takes no NULL. */
    public Column notNull() {
        return new Column(name, type, precision, scale, true);
    }
}
