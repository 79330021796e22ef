package io.oncestream.state.ledger;

import java.io.IOException;

/** The types of a table's columns, by the code that is written into state: never the ordinal. */
public enum ColumnType {
    /** A string without NUL. */
    TEXT((byte) 1),
    /** A 64-bit integer. */
    BIGINT((byte) 2),
    /** A 64-bit IEEE 754 number. */
    DOUBLE((byte) 3),
    /** A point in time with microseconds, in UTC. */
    TIMESTAMP((byte) 4),
    /**
     * The checkpoint id of the transaction that wrote the row, a 64-bit integer. It is not among
     * the encoded fields, since a row is encoded before its checkpoint has an id; whoever applies
     * the transaction fills it.
     */
    TRANSACTION((byte) 5),
    /** A number with the column's precision and scale. */
    DECIMAL((byte) 6),
    /** True or false. */
    BOOL((byte) 7),
    /** A 32-bit integer. */
    INTEGER((byte) 8),
    /** A day of the proleptic Gregorian calendar, without a zone. */
    DATE((byte) 9),
    /** Any bytes. */
    BYTES((byte) 10),
    /** A JSON text (RFC 8259). */
    JSON((byte) 11);

    private final byte code;

    ColumnType(byte code) {
        this.code = code;
    }

    byte code() {
        return code;
    }

    static ColumnType ofCode(byte code) throws IOException {
        for (ColumnType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new IOException("unknown column type " + code + " in the state of a sink");
    }
}
