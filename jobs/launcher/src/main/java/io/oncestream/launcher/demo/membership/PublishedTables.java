package io.oncestream.launcher.demo.membership;

import static java.util.Objects.requireNonNull;

import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.kit.JobTables;
import io.oncestream.launcher.database.TargetDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** The job's tables, in the database that it writes to. */
final class PublishedTables {

    /** Beside a table of this name the others have names of their own. */
    private static final String MEMBERS = "members";

    private final TargetDatabase database;
    private final String table;

    PublishedTables(TargetDatabase database, String table) {
        this.database = database;
        this.table = table;
    }

    /** All of a cluster. */
    Published read(String cluster) throws SQLException {
        try (Connection connection = database.connect()) {
            Dialect dialect = Dialects.of(connection.getMetaData().getURL());
            List<Change> changes = new ArrayList<>();
            List<View> views = new ArrayList<>();
            Start start = new Start();
            String ofChanges = table.equals(MEMBERS) ? "member_changes" : beside("changes");
            read(
                    connection,
                    dialect,
                    ofChanges,
                    "number",
                    cluster,
                    row -> {
                        changes.add(
                                new Change(
                                        start.until(row),
                                        requireNonNull(row.getString("node")),
                                        row.getLong("incarnation"),
                                        requireNonNull(row.getString("to_status"))));
                    });
            String ofViews = table.equals(MEMBERS) ? "cluster_views" : beside("views");
            read(
                    connection,
                    dialect,
                    ofViews,
                    "version",
                    cluster,
                    row -> {
                        views.add(
                                new View(
                                        start.until(row),
                                        row.getInt("groups"),
                                        row.getBoolean("quorum")));
                    });
            return new Published(changes, views, rejected(connection, dialect, cluster));
        }
    }

    private String beside(String what) {
        return JobTables.beside(table, what);
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /** The time of the first row. */
    private static final class Start {
        private @Nullable Instant first;

        Duration until(ResultSet row) throws SQLException {
            Calendar utc = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
            Instant time = requireNonNull(row.getTimestamp("time", utc)).toInstant();
            if (first == null) {
                first = time;
            }
            return Duration.between(first, time);
        }
    }

    private static void read(
            Connection connection,
            Dialect dialect,
            String from,
            String order,
            String cluster,
            RowReader reader)
            throws SQLException {
        String sql =
                "SELECT * FROM %s WHERE %s = ? ORDER BY %s"
                        .formatted(
                                dialect.quoteTable(from),
                                dialect.quote("cluster"),
                                dialect.quote(order));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, cluster);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    reader.read(row);
                }
            }
        }
    }

    /** Of the cluster: others, and what is no entry at all, may be in the table. */
    private long rejected(Connection connection, Dialect dialect, String cluster)
            throws SQLException {
        String sql =
                "SELECT COUNT(*) FROM %s WHERE %s LIKE ?"
                        .formatted(
                                dialect.quoteTable(JobTables.rejected(table)),
                                dialect.quote("text"));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, "%" + cluster + "%");
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
