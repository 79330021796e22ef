package io.oncestream.launcher.certificates;

import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.function.quorum.CertificateJson;
import io.oncestream.function.quorum.SignedText;
import io.oncestream.kit.JobTables;
import io.oncestream.state.quorum.Certificate;
import io.oncestream.state.quorum.Evidence;
import io.oncestream.state.quorum.Observation;
import io.oncestream.state.quorum.QuorumStatus;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Streams the tables of a quorum job: of none are all rows in memory. */
public final class QuorumRows {

    private static final int FETCH_ROWS = 1000;

    /** The certificates of the value of a row v. */
    private static final String PROOF =
            "SELECT 1 FROM %s c WHERE c.%s = v.%2$s AND c.%s = v.%3$s AND c.%s = v.%4$s";

    private final Connection connection;
    private final Dialect dialect;
    private final String values;
    private final String certificates;
    private final String evidence;

    /** Who gets the rows, one after the other. */
    public interface Reader<T> {
        void read(Row<T> row);
    }

    private interface Decoding<T> {
        Row<T> decode(ResultSet row) throws SQLException;
    }

    /**
     * Of the tables whose names begin with {@code table}.
     *
     * @param connection whose transactions are ended by each of the methods
     * @throws IllegalArgumentException when there can be no such tables
     */
    public QuorumRows(Connection connection, String table) throws SQLException {
        this.connection = connection;
        this.dialect = Dialects.of(connection.getMetaData().getURL());
        this.values = JobTables.beside(table, "values");
        this.certificates = JobTables.beside(table, "certificates");
        this.evidence = JobTables.beside(table, "evidence");
        // Else all rows of a query are fetched at once.
        connection.setAutoCommit(false);
    }

    /** The tables that are not there. */
    public List<String> missing() throws SQLException {
        List<String> missing = new ArrayList<>();
        for (String table : List.of(values, certificates, evidence)) {
            if (!dialect.exists(connection, table)) {
                missing.add(table);
            }
        }
        return missing;
    }

    /** Streams the rounds as they are. */
    public void values(Reader<ValueRow> reader) throws SQLException {
        String sql =
                "SELECT %s, EXISTS (%s) FROM %s v"
                        .formatted(
                                columns("instrument", "round", "status", "value", "value_double"),
                                proof(),
                                dialect.quoteTable(values));
        stream(sql, QuorumRows::value, reader);
    }

    private String proof() {
        return PROOF.formatted(
                dialect.quoteTable(certificates),
                dialect.quote("instrument"),
                dialect.quote("round"),
                dialect.quote("value"));
    }

    /** Whether there is a certificate of the value of a round by now. */
    public boolean isProven(ValueRow row) throws SQLException {
        String sql =
                "SELECT 1 FROM %s WHERE %s = ? AND %s = ? AND %s = ?"
                        .formatted(
                                dialect.quoteTable(certificates),
                                dialect.quote("instrument"),
                                dialect.quote("round"),
                                dialect.quote("value"));
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, row.instrument());
            query.setLong(2, row.round());
            query.setString(3, row.text());
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }

    /** Streams the certificates, those of an instrument's round one behind the other. */
    public void certificates(Reader<Certificate> reader) throws SQLException {
        String sql =
                "SELECT %s FROM %s ORDER BY %s"
                        .formatted(
                                columns("instrument", "round", "value", "observations"),
                                dialect.quoteTable(certificates),
                                columns("instrument", "round"));
        stream(sql, QuorumRows::certificate, reader);
    }

    /** Streams the evidence, that of a feed's round one behind the other. */
    public void evidence(Reader<Evidence> reader) throws SQLException {
        String columns =
                columns(
                        "feed",
                        "instrument",
                        "round",
                        "first_value",
                        "first_signature",
                        "second_value",
                        "second_signature");
        String sql =
                "SELECT %s FROM %s ORDER BY %s"
                        .formatted(
                                columns,
                                dialect.quoteTable(evidence),
                                columns("feed", "instrument", "round"));
        stream(sql, QuorumRows::evidence, reader);
    }

    private String columns(String... names) {
        return Arrays.stream(names).map(dialect::quote).collect(Collectors.joining(", "));
    }

    private <T> void stream(String sql, Decoding<T> decoding, Reader<T> reader)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setFetchSize(FETCH_ROWS);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    reader.read(decoding.decode(row));
                }
            }
        }
        // The next one sees what has come meanwhile.
        connection.commit();
    }

    private static Row<ValueRow> value(ResultSet row) throws SQLException {
        String instrument = row.getString(1);
        long round = row.getLong(2);
        String status = row.getString(3);
        String text = row.getString(4);
        double rounded = row.getDouble(5);
        boolean hasRounded = !row.wasNull();
        boolean isProven = row.getBoolean(6);
        return Row.of(
                "round %d of %s".formatted(round, instrument),
                () -> {
                    BigDecimal value = text == null ? null : SignedText.value(text);
                    if (hasRounded != (value != null)
                            || (value != null && value.doubleValue() != rounded)) {
                        throw new IllegalArgumentException("value_double is not the value");
                    }
                    if (value != null != isCertified(there(status))) {
                        throw new IllegalArgumentException(
                                "a value is there if, and only if, it is certified");
                    }
                    return new ValueRow(
                            there(instrument), round, there(status), text, value, isProven);
                });
    }

    private static boolean isCertified(String word) {
        for (QuorumStatus each : QuorumStatus.values()) {
            if (each.word().equals(word)) {
                return each == QuorumStatus.CERTIFIED;
            }
        }
        throw new IllegalArgumentException("there is no status " + word);
    }

    private static Row<Certificate> certificate(ResultSet row) throws SQLException {
        String instrument = row.getString(1);
        long round = row.getLong(2);
        String value = row.getString(3);
        String observations = row.getString(4);
        return Row.of(
                "the certificate of round %d of %s".formatted(round, instrument),
                () ->
                        new Certificate(
                                there(instrument),
                                round,
                                SignedText.value(there(value)),
                                CertificateJson.read(
                                        there(observations), there(instrument), round)));
    }

    private static Row<Evidence> evidence(ResultSet row) throws SQLException {
        String feed = row.getString(1);
        String instrument = row.getString(2);
        long round = row.getLong(3);
        List<@Nullable String> signed = new ArrayList<>();
        for (int i = 4; i <= 7; i++) {
            signed.add(row.getString(i));
        }
        return Row.of(
                "the evidence against %s in round %d of %s".formatted(feed, round, instrument),
                () -> {
                    List<Observation> both =
                            Stream.of(0, 2)
                                    .map(
                                            at ->
                                                    new Observation(
                                                            there(feed),
                                                            there(instrument),
                                                            round,
                                                            SignedText.value(there(signed.get(at))),
                                                            there(signed.get(at + 1))))
                                    .toList();
                    return new Evidence(both.get(0), both.get(1));
                });
    }

    private static String there(@Nullable String text) {
        if (text == null) {
            throw new IllegalArgumentException("it lacks what it must have");
        }
        return text;
    }
}
