package io.oncestream.launcher.sql;

import io.oncestream.launcher.console.ProgressLine;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs SQL and prints what comes of it. */
public final class QueryResult {

    private static final int FETCH_ROWS = 1000;
    private static final Pattern READS =
            Pattern.compile(
                    "\\s*\\(*\\s*(select|with|table|values)\\b.*",
                    Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Set<Integer> NUMBERS =
            Set.of(
                    Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE,
                    Types.NUMERIC,
                    Types.DECIMAL);

    private final PrintStream out;
    private final RowFormat format;
    private final boolean rounded;

    /**
     * Prints to {@code out} in this format.
     *
     * @param rounded whether floating-point numbers are shortened to what a person reads
     */
    public QueryResult(PrintStream out, RowFormat format, boolean rounded) {
        this.out = out;
        this.format = format;
        this.rounded = rounded;
    }

    /** Prints each result of the statements, for those without one the number of rows. */
    public void print(Connection connection, String sql) throws SQLException {
        // Rows are only fetched piece by piece inside a transaction, and some statements, such as
        // VACUUM, refuse to run inside one.
        connection.setAutoCommit(!READS.matcher(sql).matches());
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_ROWS);
            boolean rows = statement.execute(sql);
            while (true) {
                int count = rows ? -1 : statement.getUpdateCount();
                if (rows) {
                    try (ResultSet result = statement.getResultSet()) {
                        print(result);
                    }
                } else if (count < 0) {
                    break;
                } else {
                    out.println("done, " + ProgressLine.count(count) + " rows");
                }
                rows = statement.getMoreResults();
            }
        }
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    private void print(ResultSet result) throws SQLException {
        ResultSetMetaData about = result.getMetaData();
        List<RowFormat.Column> columns = new ArrayList<>();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            boolean number = NUMBERS.contains(about.getColumnType(i));
            columns.add(new RowFormat.Column(about.getColumnLabel(i), number));
        }
        format.begin(columns);
        // A reader that went away, such as head, is no error.
        while (!out.checkError() && printSome(result, columns.size(), about)) {}
        format.end();
    }

    private boolean printSome(ResultSet result, int columns, ResultSetMetaData about)
            throws SQLException {
        for (int row = 0; row < FETCH_ROWS; row++) {
            if (!result.next()) {
                return false;
            }
            List<@Nullable String> values = new ArrayList<>(columns);
            for (int i = 1; i <= columns; i++) {
                values.add(value(result, i, about.getColumnType(i)));
            }
            format.row(values);
        }
        return true;
    }

    private @Nullable String value(ResultSet result, int column, int type) throws SQLException {
        if (rounded && type == Types.DOUBLE) {
            double value = result.getDouble(column);
            return result.wasNull() ? null : Rounded.text(value);
        }
        return result.getString(column);
    }
}
