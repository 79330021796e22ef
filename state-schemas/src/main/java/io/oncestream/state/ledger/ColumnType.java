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
    TIMESTAMP((byte) 4);

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
