package io.oncestream.connector.jdbc.mariadb;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.state.ledger.Column;
import io.oncestream.state.ledger.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Reads what {@link MySqlRowEncoder} wrote, into the parameters of a statement. */
final class MySqlRowReader {
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final List<Column> columns;
    private final long checkpointId;
    private final ByteBuffer rows;

    MySqlRowReader(List<Column> columns, long checkpointId, byte[] rows) {
        this.columns = columns;
        this.checkpointId = checkpointId;
        this.rows = ByteBuffer.wrap(rows);
    }

    boolean hasNext() {
        return rows.hasRemaining();
    }

    /** How many rows there are from here on. */
    int count() {
        int start = rows.position();
        int count = 0;
        while (rows.hasRemaining()) {
            columns.forEach(this::skip);
            count++;
        }
        rows.position(start);
        return count;
    }

    private void skip(Column column) {
        if (column.type() != ColumnType.TRANSACTION && hasValue()) {
            int length = length(column.type());
            rows.position(rows.position() + length);
        }
    }

    private int length(ColumnType type) {
        return switch (type) {
            case TEXT, BYTES, JSON, DECIMAL -> rows.getInt();
            case BOOL -> 1;
            case INTEGER, DATE -> Integer.BYTES;
            case BIGINT, DOUBLE, TIMESTAMP, TRANSACTION -> Long.BYTES;
        };
    }

    /** Reads the next row; returns the number of the parameter behind it. */
    int next(PreparedStatement statement, int first) throws SQLException {
        int parameter = first;
        for (Column column : columns) {
            if (column.type() == ColumnType.TRANSACTION) {
                statement.setLong(parameter, checkpointId);
            } else if (hasValue()) {
                set(statement, parameter, column);
            } else {
                statement.setNull(parameter, sqlType(column.type()));
            }
            parameter++;
        }
        return parameter;
    }

    private boolean hasValue() {
        byte form = rows.get();
        if (form != MySqlRowEncoder.VALUE && form != MySqlRowEncoder.NULL) {
            throw new SinkFailure("the rows of a transaction are not as they were written");
        }
        return form == MySqlRowEncoder.VALUE;
    }

    private void set(PreparedStatement statement, int parameter, Column column)
            throws SQLException {
        switch (column.type()) {
            case TEXT, JSON -> statement.setString(parameter, text());
            case BYTES -> statement.setBytes(parameter, bytes());
            case DECIMAL ->
                    statement.setBigDecimal(
                            parameter, new BigDecimal(new BigInteger(bytes()), column.scale()));
            case BOOL -> statement.setBoolean(parameter, rows.get() != 0);
            case INTEGER -> statement.setInt(parameter, rows.getInt());
            case BIGINT, TRANSACTION -> statement.setLong(parameter, rows.getLong());
            case DOUBLE -> statement.setDouble(parameter, rows.getDouble());
            // As text: no zone of server, session or JVM shifts it, and MySQL's driver, which takes
            // MariaDB 10.11 for a MySQL 5.5, does not cut the microseconds.
            case TIMESTAMP -> statement.setString(parameter, utc(rows.getLong()).toString());
            case DATE ->
                    statement.setString(parameter, LocalDate.ofEpochDay(rows.getInt()).toString());
        }
    }

    private String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    private byte[] bytes() {
        byte[] bytes = new byte[rows.getInt()];
        rows.get(bytes);
        return bytes;
    }

    private static LocalDateTime utc(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND),
                (int) Math.floorMod(micros, MICROS_PER_SECOND) * 1_000,
                ZoneOffset.UTC);
    }

    private static int sqlType(ColumnType type) {
        return switch (type) {
            case TEXT, JSON, TIMESTAMP, DATE -> Types.VARCHAR;
            case BYTES -> Types.VARBINARY;
            case BIGINT, TRANSACTION -> Types.BIGINT;
            case INTEGER -> Types.INTEGER;
            case BOOL -> Types.TINYINT;
            case DECIMAL -> Types.DECIMAL;
            case DOUBLE -> Types.DOUBLE;
        };
    }
}
