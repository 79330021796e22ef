package io.oncestream.connector.jdbc.postgres;

import static java.util.stream.Collectors.joining;

import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.connector.jdbc.TableName;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.database.ExistingTable;
import io.oncestream.connector.jdbc.rows.RowEncoder;
import io.oncestream.connector.jdbc.rows.ServerLimits;
import io.oncestream.state.ledger.Column;
import io.oncestream.state.ledger.TableDefinition;
import io.oncestream.state.ledger.TableRows;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Encoding;

/** PostgreSQL 12 and newer. */
public final class PostgresDialect implements Dialect {
    /** PostgreSQL cuts longer names without an error. */
    private static final int IDENTIFIER_BYTES_MAX = 63;

    /** Any number, the same in all versions: it names the lock of starting sinks. */
    private static final long START_LOCK = 0x6f6e63657374726dL;

    @Override
    public String driver() {
        return "org.postgresql.Driver";
    }

    /**
     * A connection whose other end vanished ends in an error and not in silence; the time is long
     * because the answer to one large statement may take minutes. With a limit for logging in, the
     * driver does that in a thread of its own, and a task that waits for it can be cancelled.
     */
    @Override
    public Map<String, String> connectionDefaults() {
        return Map.of(
                "ApplicationName", "oncestream",
                "connectTimeout", "10",
                "loginTimeout", "30",
                "socketTimeout", "300",
                "tcpKeepAlive", "true");
    }

    /**
     * A client that vanished in the middle of a transaction would hold its locks for hours: by
     * these the server notices it within a minute, between two statements or behind the one that
     * runs. And what is committed must outlive a crash of the server, although role or database say
     * otherwise.
     */
    @Override
    public void prepareSession(Connection connection) throws SQLException {
        execute(
                connection,
                "SELECT set_config('idle_in_transaction_session_timeout', '60s', false),"
                        + " set_config('tcp_keepalives_idle', '30', false),"
                        + " set_config('tcp_keepalives_interval', '10', false),"
                        + " set_config('tcp_keepalives_count', '3', false),"
                        + " CASE current_setting('synchronous_commit') WHEN 'off'"
                        + " THEN set_config('synchronous_commit', 'on', false) END");
    }

    @Override
    public void beginSnapshot(Connection connection) throws SQLException {
        execute(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    }

    @Override
    public String codec() {
        return PostgresRowEncoder.CODEC;
    }

    /** A database of another encoding than UTF-8 stores the characters of that one alone. */
    @Override
    public ServerLimits limits(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW server_encoding")) {
            row.next();
            return new ServerLimits(charset(row.getString(1)), ServerLimits.NONE.rowBytesMax());
        }
    }

    /** SQL_ASCII is none, and takes all bytes. One that Java does not know is taken for ASCII. */
    private static Charset charset(String encoding) {
        if (encoding.equals("UTF8") || encoding.equals("SQL_ASCII")) {
            return StandardCharsets.UTF_8;
        }
        String name = Encoding.getDatabaseEncoding(encoding).name();
        return name.equals("UTF-8") ? StandardCharsets.US_ASCII : Charset.forName(name);
    }

    @Override
    public RowEncoder newEncoder(TableDefinition table, ServerLimits limits) {
        return new PostgresRowEncoder(table, limits);
    }

    @Override
    public String quote(String identifier) {
        int bytes = identifier.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > IDENTIFIER_BYTES_MAX || identifier.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "\"%s\" cannot be a name in PostgreSQL: it needs 1 to %d bytes without NUL"
                            .formatted(identifier, IDENTIFIER_BYTES_MAX));
        }
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public @Nullable String currentSchema(Connection connection) throws SQLException {
        return connection.getSchema();
    }

    /** The search path may find a table in another schema than the current one. */
    @Override
    public boolean isSame(Connection connection, String table, String other) throws SQLException {
        String sql = "SELECT to_regclass(?) = to_regclass(?)";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, quoteTable(table));
            query.setString(2, quoteTable(other));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    @Override
    public void lockStarts(Connection connection) throws SQLException {
        execute(connection, "SELECT pg_advisory_xact_lock(" + START_LOCK + ")");
    }

    @Override
    public List<String> missingPrivileges(
            Connection connection, TableDefinition table, boolean keepsCuts, StartPolicy policy)
            throws SQLException {
        return PostgresPrivileges.missing(connection, this, table, keepsCuts, policy);
    }

    @Override
    public void createLedger(Connection connection) throws SQLException {
        execute(
                connection,
                """
                CREATE TABLE oncestream_sinks (
                    table_name text PRIMARY KEY,
                    lineage text NOT NULL,
                    operator text NOT NULL,
                    job text NOT NULL,
                    job_id text NOT NULL,
                    started_at timestamptz NOT NULL,
                    run varchar(64),
                    former_runs varchar(400),
                    participant integer,
                    participants integer,
                    claimed_by varchar(64),
                    horizon bigint)
                """);
        execute(
                connection,
                """
                CREATE TABLE oncestream_rewinds (
                    lineage text,
                    operator text,
                    table_name text,
                    epoch bigint,
                    job_id text NOT NULL,
                    checkpoint_id bigint NOT NULL,
                    row_count bigint NOT NULL,
                    rewound_at timestamptz NOT NULL,
                    run varchar(64),
                    from_epoch bigint,
                    next_checkpoint bigint,
                    PRIMARY KEY (lineage, operator, table_name, epoch))
                """);
        execute(
                connection,
                """
                CREATE TABLE oncestream_transactions (
                    lineage text,
                    operator text,
                    table_name text,
                    subtask integer,
                    fence bigint NOT NULL,
                    job_id text NOT NULL,
                    started_at timestamptz NOT NULL,
                    epoch bigint NOT NULL,
                    checkpoint_id bigint NOT NULL,
                    row_count bigint NOT NULL,
                    committed_at timestamptz,
                    cut bigint,
                    cut_parallelism integer,
                    ended boolean,
                    PRIMARY KEY (lineage, operator, table_name, subtask))
                """);
    }

    @Override
    public void createCuts(Connection connection) throws SQLException {
        execute(
                connection,
                """
                CREATE TABLE oncestream_cuts (
                    lineage text,
                    operator text,
                    checkpoint_id bigint,
                    published_at timestamptz NOT NULL,
                    PRIMARY KEY (lineage, operator, checkpoint_id))
                """);
    }

    @Override
    public boolean exists(Connection connection, String table) throws SQLException {
        return PostgresCatalog.exists(connection, table, quoteTable(table));
    }

    @Override
    public boolean mayExist(Connection connection, String table) throws SQLException {
        return PostgresCatalog.mayExist(connection, TableName.of(table));
    }

    @Override
    public Optional<ExistingTable> describe(Connection connection, String table)
            throws SQLException {
        return PostgresCatalog.describe(connection, table, quoteTable(table));
    }

    @Override
    public String sqlType(TableDefinition table, Column column) {
        return switch (column.type()) {
            case TEXT -> "text";
            case BIGINT, TRANSACTION -> "bigint";
            case DOUBLE -> "double precision";
            case TIMESTAMP -> "timestamp with time zone";
            case DECIMAL -> "numeric(%d,%d)".formatted(column.precision(), column.scale());
            case BOOL -> "boolean";
            case INTEGER -> "integer";
            case DATE -> "date";
            case BYTES -> "bytea";
            case JSON -> "jsonb";
        };
    }

    @Override
    public void createTable(
            Connection connection, TableDefinition table, List<List<String>> indexes)
            throws SQLException {
        String columns =
                table.columns().stream()
                        .map(column -> declaration(table, column))
                        .collect(joining(", "));
        String key = table.hasKey() ? ", PRIMARY KEY (" + quoteAll(table.storedKey()) + ")" : "";
        execute(
                connection,
                "CREATE TABLE " + quoteTable(table.name()) + " (" + columns + key + ")");
        for (List<String> index : indexes) {
            execute(
                    connection,
                    "CREATE INDEX ON " + quoteTable(table.name()) + " (" + quoteAll(index) + ")");
        }
    }

    private String declaration(TableDefinition table, Column column) {
        return quote(column.name())
                + " "
                + sqlType(table, column)
                + (column.required() ? " NOT NULL" : "");
    }

    @Override
    public void createView(Connection connection, String view, TableDefinition table)
            throws SQLException {
        execute(connection, "CREATE VIEW " + quoteTable(view) + " AS " + lastVersions(table));
    }

    @Override
    public String deleteReplaced(TableDefinition table) {
        return "DELETE FROM %s v USING %1$s w WHERE %2$s AND %3$s"
                .formatted(quoteTable(table.name()), sameKey(table, "v", "w"), isReplaced());
    }

    @Override
    public void empty(Connection connection, String table) throws SQLException {
        execute(connection, "TRUNCATE " + quoteTable(table));
    }

    @Override
    public void apply(Connection connection, TableRows rows, long checkpointId)
            throws SQLException {
        new PostgresInsert(this, rows, checkpointId).run(connection);
    }

    @Override
    public String onConflict(TableDefinition table, List<String> set, @Nullable String above) {
        if (set.isEmpty()) {
            return " ON CONFLICT DO NOTHING";
        }
        String sets =
                set.stream()
                        .map(column -> "%s = EXCLUDED.%1$s".formatted(quote(column)))
                        .collect(joining(", "));
        String condition =
                above == null
                        ? ""
                        : " WHERE %s.%s < EXCLUDED.%2$s"
                                .formatted(quoteTable(table.name()), quote(above));
        return " ON CONFLICT (%s) DO UPDATE SET %s%s"
                .formatted(quoteAll(table.primaryKey()), sets, condition);
    }

    @Override
    public String byCodePoint(String column) {
        return quote(column) + " COLLATE \"C\"";
    }

    @Override
    public String forShare() {
        return " FOR SHARE";
    }

    @Override
    public void setTime(PreparedStatement statement, int parameter, Instant time)
            throws SQLException {
        statement.setObject(
                parameter, time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
    }

    @Override
    public Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    String quoteAll(List<String> names) {
        return names.stream().map(this::quote).collect(joining(", "));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
