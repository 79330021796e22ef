package io.oncestream.connector.jdbc.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Sends encoded rows by COPY in its binary format. */
final class PostgresCopy {
    private static final byte[] SIGNATURE =
            "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] HEADER =
            ByteBuffer.allocate(SIGNATURE.length + 2 * Integer.BYTES).put(SIGNATURE).array();
    private static final byte[] TRAILER = {-1, -1};

    private PostgresCopy() {}

    /** What is copied. */
    interface Rows {
        void writeTo(CopyIn copy) throws SQLException;
    }

    /** Rows as they were encoded. */
    static Rows of(Iterable<byte[]> chunks) {
        return copy -> {
            for (byte[] chunk : chunks) {
                copy.writeToCopy(chunk, 0, chunk.length);
            }
        };
    }

    /** Copies rows into a table; {@code target} is its name and columns, quoted. */
    static void into(Connection connection, String target, Rows rows) throws SQLException {
        CopyIn copy =
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("COPY " + target + " FROM STDIN (FORMAT BINARY)");
        try {
            copy.writeToCopy(HEADER, 0, HEADER.length);
            rows.writeTo(copy);
            copy.writeToCopy(TRAILER, 0, TRAILER.length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
