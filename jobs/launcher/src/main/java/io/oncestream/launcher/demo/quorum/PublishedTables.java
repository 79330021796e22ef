package io.oncestream.launcher.demo.quorum;

import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.kit.JobTables;
import io.oncestream.launcher.certificates.QuorumRows;
import io.oncestream.launcher.certificates.Row;
import io.oncestream.launcher.certificates.ValueRow;
import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.state.quorum.Certificate;
import io.oncestream.state.quorum.Evidence;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The job's tables, in the database that it writes to. */
final class PublishedTables {

    private final TargetDatabase database;
    private final String table;

    PublishedTables(TargetDatabase database, String table) {
        this.database = database;
        this.table = table;
    }

    /**
     * Whether so much is there. Each table has a sink of its own, so that one may be behind
     * another.
     */
    boolean hasAll(long rounds, long evidence, long rejected) throws SQLException {
        try (Connection connection = database.connect()) {
            return count(connection, "values") >= rounds
                    && count(connection, "certificates") >= rounds
                    && count(connection, "evidence") >= evidence
                    && count(connection, "rejected") >= rejected;
        }
    }

    private long count(Connection connection, String which) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT COUNT(*) FROM " + quoted(connection, which))) {
            row.next();
            return row.getLong(1);
        }
    }

    private String quoted(Connection connection, String which) throws SQLException {
        return dialect(connection).quoteTable(JobTables.beside(table, which));
    }

    private static Dialect dialect(Connection connection) throws SQLException {
        return Dialects.of(connection.getMetaData().getURL());
    }

    /** All of it: a year of rounds is not much. */
    Published read() throws SQLException {
        List<ValueRow> values = new ArrayList<>();
        List<Certificate> certificates = new ArrayList<>();
        List<Evidence> evidence = new ArrayList<>();
        List<String> malformed = new ArrayList<>();
        try (Connection connection = database.connect()) {
            QuorumRows rows = new QuorumRows(connection, table);
            rows.values(row -> add(row, values, malformed));
            rows.certificates(row -> add(row, certificates, malformed));
            rows.evidence(row -> add(row, evidence, malformed));
            return new Published(values, certificates, evidence, rejected(connection), malformed);
        }
    }

    private static <T> void add(Row<T> row, List<T> all, List<String> malformed) {
        T holds = row.holds();
        if (holds == null) {
            malformed.add(row.name() + ": " + row.malformed());
        } else {
            all.add(holds);
        }
    }

    private List<String> rejected(Connection connection) throws SQLException {
        String sql =
                "SELECT %s FROM %s"
                        .formatted(
                                dialect(connection).quote("text"), quoted(connection, "rejected"));
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }
}
