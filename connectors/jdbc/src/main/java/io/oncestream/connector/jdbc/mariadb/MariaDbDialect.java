package io.oncestream.connector.jdbc.mariadb;

import static java.util.stream.Collectors.joining;

import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.connector.jdbc.TableName;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.database.ExistingTable;
import io.oncestream.connector.jdbc.ledger.LedgerTables;
import io.oncestream.connector.jdbc.rows.RowEncoder;
import io.oncestream.connector.jdbc.rows.ServerLimits;
import io.oncestream.state.ledger.Column;
import io.oncestream.state.ledger.ColumnType;
import io.oncestream.state.ledger.TableDefinition;
import io.oncestream.state.ledger.TableRows;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB 10.11 and newer, by its own driver or by MySQL's. A MySQL server should do from 8.0.17
 * on, and was not tried.
 *
 * <p>Each statement that creates a table commits what was before it and lets go of all locks. So
 * such a statement stands alone: it changes nothing where the table exists, and the caller, who has
 * the lock of starts again behind it, decides anew.
 */
public final class MariaDbDialect implements Dialect {
    /** What MySQL has in place of {@link MySqlTypes#COLLATION}. */
    static final String MYSQL_COLLATION = "utf8mb4_0900_bin";

    static final String STARTS = LedgerTables.STARTS;

    private static final int IDENTIFIER_CHARACTERS_MAX = 64;

    /** For each of at most 1017 columns its type and length, and the statement's head. */
    private static final int PACKET_OVERHEAD = 16 << 10;

    private static final int NO_SUCH_TABLE = 1146;
    private static final int TABLE_ACCESS_DENIED = 1142;
    private static final String TABLE_OPTIONS =
            " ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET utf8mb4 COLLATE "
                    + MySqlTypes.COLLATION;

    private static final String SESSION =
            "sql_mode='STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION',time_zone='+00:00'";

    private final MySqlDriver driver;

    public MariaDbDialect(MySqlDriver driver) {
        this.driver = driver;
    }

    @Override
    public String driver() {
        return driver.className();
    }

    /**
     * A connection whose other end vanished ends in an error and not in silence. Nothing depends on
     * the server's own mode and zone: what does not fit is an error, and times are in UTC.
     */
    @Override
    public Map<String, String> connectionDefaults() {
        Map<String, String> defaults = new HashMap<>(driver.properties());
        defaults.put("connectTimeout", "10000");
        defaults.put("socketTimeout", "300000");
        defaults.put("connectionAttributes", "program_name:oncestream");
        defaults.put("useServerPrepStmts", "true");
        defaults.put("sessionVariables", SESSION);
        return defaults;
    }

    /**
     * A client that vanished in the middle of a transaction would hold its locks for hours. MySQL
     * reads the comment as such: it has no such time limit. A lock is waited for as long as the
     * driver waits for an answer: another instance's start may be emptying a large table, and with
     * the server's 50 seconds each restart would break that off again. The rest is among the
     * properties too, where a URL that names any variables of its own takes their place.
     */
    @Override
    public void prepareSession(Connection connection) throws SQLException {
        execute(
                connection,
                "SET SESSION /*M! idle_transaction_timeout = 60, */ innodb_lock_wait_timeout = 290,"
                        + " "
                        + SESSION);
    }

    /** At a lower isolation each statement would show a moment of its own. */
    @Override
    public void beginSnapshot(Connection connection) throws SQLException {
        execute(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        execute(connection, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    }

    @Override
    public String codec() {
        return MySqlRowEncoder.CODEC;
    }

    /** All texts are utf8mb4, and a row must fit into a packet, beside what describes it. */
    @Override
    public ServerLimits limits(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@max_allowed_packet")) {
            row.next();
            return new ServerLimits(StandardCharsets.UTF_8, row.getLong(1) - PACKET_OVERHEAD);
        }
    }

    @Override
    public RowEncoder newEncoder(TableDefinition table, ServerLimits limits) {
        return new MySqlRowEncoder(table, limits);
    }

    @Override
    public String quote(String identifier) {
        int length = identifier.length();
        if (length == 0
                || length > IDENTIFIER_CHARACTERS_MAX
                || identifier.endsWith(" ")
                || identifier.chars().anyMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
            throw new IllegalArgumentException(
                    ("\"%s\" cannot be a name in MariaDB: it needs 1 to %d characters of Unicode's"
                                    + " first plane, without NUL and without a space at the end")
                            .formatted(identifier, IDENTIFIER_CHARACTERS_MAX));
        }
        return '`' + identifier.replace("`", "``") + '`';
    }

    /** The ledger has room for no more. */
    @Override
    public String quoteTable(String table) {
        String quoted = Dialect.super.quoteTable(table);
        if (table.length() > IDENTIFIER_CHARACTERS_MAX) {
            throw new IllegalArgumentException(
                    "\"%s\" cannot be a table in MariaDB: with its database it has more than %d characters"
                            .formatted(table, IDENTIFIER_CHARACTERS_MAX));
        }
        return quoted;
    }

    @Override
    public @Nullable String currentSchema(Connection connection) throws SQLException {
        return connection.getCatalog();
    }

    /** One without a database is in the current one and nowhere else. */
    @Override
    public boolean isSame(Connection connection, String table, String other) throws SQLException {
        String schema = currentSchema(connection);
        return TableName.of(table)
                .relativeTo(schema)
                .equals(TableName.of(other).relativeTo(schema));
    }

    /** A row and no named lock, for the database lets go of it when the transaction ends. */
    @Override
    public void lockStarts(Connection connection) throws SQLException {
        String lock =
                "INSERT INTO "
                        + STARTS
                        + " (id, starts) VALUES (1, 1)"
                        + " ON DUPLICATE KEY UPDATE starts = starts + 1";
        try {
            execute(connection, lock);
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SUCH_TABLE) {
                throw e;
            }
            create(connection, STARTS + " (id int PRIMARY KEY, starts bigint NOT NULL)");
            execute(connection, lock);
        }
    }

    @Override
    public List<String> missingPrivileges(
            Connection connection, TableDefinition table, boolean keepsCuts, StartPolicy policy)
            throws SQLException {
        return MariaDbPrivileges.missing(connection, this, table, keepsCuts, policy);
    }

    @Override
    public void createLedger(Connection connection) throws SQLException {
        create(
                connection,
                """
                oncestream_sinks (
                    table_name varchar(64) PRIMARY KEY,
                    lineage varchar(64) NOT NULL,
                    operator varchar(255) NOT NULL,
                    job varchar(255) NOT NULL,
                    job_id varchar(64) NOT NULL,
                    started_at datetime(6) NOT NULL,
                    run varchar(64),
                    former_runs varchar(400),
                    participant integer,
                    participants integer,
                    claimed_by varchar(64),
                    horizon bigint)
                """);
        create(
                connection,
                """
                oncestream_rewinds (
                    lineage varchar(64),
                    operator varchar(255),
                    table_name varchar(64),
                    epoch bigint,
                    job_id varchar(64) NOT NULL,
                    checkpoint_id bigint NOT NULL,
                    row_count bigint NOT NULL,
                    rewound_at datetime(6) NOT NULL,
                    run varchar(64),
                    from_epoch bigint,
                    next_checkpoint bigint,
                    PRIMARY KEY (lineage, operator, table_name, epoch))
                """);
        create(
                connection,
                """
                oncestream_transactions (
                    lineage varchar(64),
                    operator varchar(255),
                    table_name varchar(64),
                    subtask integer,
                    fence bigint NOT NULL,
                    job_id varchar(64) NOT NULL,
                    started_at datetime(6) NOT NULL,
                    epoch bigint NOT NULL,
                    checkpoint_id bigint NOT NULL,
                    row_count bigint NOT NULL,
                    committed_at datetime(6),
                    cut bigint,
                    cut_parallelism integer,
                    ended boolean,
                    PRIMARY KEY (lineage, operator, table_name, subtask))
                """);
        lockStarts(connection);
    }

    @Override
    public void createCuts(Connection connection) throws SQLException {
        create(
                connection,
                """
                oncestream_cuts (
                    lineage varchar(64),
                    operator varchar(255),
                    checkpoint_id bigint,
                    published_at datetime(6) NOT NULL,
                    PRIMARY KEY (lineage, operator, checkpoint_id))
                """);
        lockStarts(connection);
    }

    @Override
    public boolean exists(Connection connection, String table) throws SQLException {
        return MariaDbCatalog.exists(connection, table);
    }

    @Override
    public boolean mayExist(Connection connection, String table) throws SQLException {
        if (exists(connection, table)) {
            return true;
        }
        // The catalog hides what the user may not use.
        String sql = "SELECT 1 FROM " + quoteTable(table) + " LIMIT 0";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.executeQuery().close();
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() == NO_SUCH_TABLE) {
                return false;
            }
            if (e.getErrorCode() == TABLE_ACCESS_DENIED) {
                return true;
            }
            throw e;
        }
    }

    @Override
    public Optional<ExistingTable> describe(Connection connection, String table)
            throws SQLException {
        return MariaDbCatalog.describe(connection, table);
    }

    @Override
    public String sqlType(TableDefinition table, Column column) {
        return MySqlTypes.of(table, column);
    }

    @Override
    public void createTable(
            Connection connection, TableDefinition table, List<List<String>> indexes)
            throws SQLException {
        List<String> parts = new ArrayList<>();
        table.columns().forEach(column -> parts.add(declaration(table, column)));
        if (table.hasKey()) {
            parts.add("PRIMARY KEY " + list(table.storedKey(), this::quote));
        }
        for (List<String> index : indexes) {
            parts.add("INDEX " + list(index, column -> indexed(table, index, column)));
        }
        create(connection, quoteTable(table.name()) + " (" + String.join(", ", parts) + ")");
        lockStarts(connection);
    }

    private String declaration(TableDefinition table, Column column) {
        String name = quote(column.name());
        return name
                + " "
                + sqlType(table, column)
                + (column.required() ? " NOT NULL" : "")
                + (column.type() == ColumnType.JSON ? " CHECK (json_valid(" + name + "))" : "");
    }

    /** Of texts and bytes the beginning, for an index has room for no more. */
    private String indexed(TableDefinition table, List<String> index, String name) {
        boolean hasLength =
                table.columns().stream()
                        .filter(column -> column.name().equals(name))
                        .anyMatch(MySqlTypes::hasLength);
        return quote(name) + (hasLength ? "(" + MySqlTypes.lengthMax(table, index) + ")" : "");
    }

    private static String list(List<String> names, UnaryOperator<String> form) {
        return names.stream().map(form).collect(joining(", ", "(", ")"));
    }

    /** It lets go of the lock of starts before it looks whether the view is there. */
    @Override
    public void createView(Connection connection, String view, TableDefinition table)
            throws SQLException {
        execute(
                connection,
                "CREATE VIEW IF NOT EXISTS " + quoteTable(view) + " AS " + lastVersions(table));
        lockStarts(connection);
    }

    @Override
    public String deleteReplaced(TableDefinition table) {
        return "DELETE v FROM %s v JOIN %1$s w ON %2$s WHERE %3$s"
                .formatted(quoteTable(table.name()), sameKey(table, "v", "w"), isReplaced());
    }

    /** TRUNCATE would be faster, and would commit. */
    @Override
    public void empty(Connection connection, String table) throws SQLException {
        execute(connection, "DELETE FROM " + quoteTable(table));
    }

    @Override
    public void apply(Connection connection, TableRows rows, long checkpointId)
            throws SQLException {
        new MySqlInsert(this, rows.table(), driver.sendsBulk())
                .run(connection, rows.chunks(), checkpointId);
    }

    /** Assigned from the left to the right, so what is compared comes last. */
    @Override
    public String onConflict(TableDefinition table, List<String> set, @Nullable String above) {
        List<String> assignments = new ArrayList<>();
        if (set.isEmpty()) {
            assignments.add("%s = %1$s".formatted(quote(table.primaryKey().get(0))));
        }
        for (String column : set) {
            if (!column.equals(above)) {
                assignments.add(assignment(column, above));
            }
        }
        if (above != null) {
            assignments.add(assignment(above, above));
        }
        return " ON DUPLICATE KEY UPDATE " + String.join(", ", assignments);
    }

    private String assignment(String column, @Nullable String above) {
        return above == null
                ? "%s = VALUES(%1$s)".formatted(quote(column))
                : "%s = IF(VALUES(%s) > %2$s, VALUES(%1$s), %1$s)"
                        .formatted(quote(column), quote(above));
    }

    @Override
    public String byCodePoint(String column) {
        return quote(column);
    }

    @Override
    public String forShare() {
        return " LOCK IN SHARE MODE";
    }

    @Override
    public void setTime(PreparedStatement statement, int parameter, Instant time)
            throws SQLException {
        statement.setObject(
                parameter,
                LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC));
    }

    @Override
    public Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    private static void create(Connection connection, String nameAndColumns) throws SQLException {
        String sql = "CREATE TABLE IF NOT EXISTS " + nameAndColumns + TABLE_OPTIONS;
        boolean mariaDb = connection.getMetaData().getDatabaseProductVersion().contains("MariaDB");
        execute(connection, mariaDb ? sql : sql.replace(MySqlTypes.COLLATION, MYSQL_COLLATION));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
