package io.oncestream.bench.measure;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A database on the common PostgreSQL, for one contestant and one case. */
public final class OwnDatabase implements AutoCloseable {

    /** What a case is told: the address of the server's own database. */
    public static final String SERVER = "server-url";

    private final String server;
    private final String name;

    private OwnDatabase(String server, String name) {
        this.server = server;
        this.name = name;
    }

    public static OwnDatabase create(Case one) throws SQLException {
        String name = "bench_" + ProcessHandle.current().pid() + "_" + System.nanoTime();
        OwnDatabase database = new OwnDatabase(one.text(SERVER), name);
        try (Connection connection = DriverManager.getConnection(database.server);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
            // What those before left to be written is not this one's.
            statement.execute("CHECKPOINT");
        }
        return database;
    }

    public String url() {
        return server.replaceFirst("/postgres\\?", "/" + name + "?");
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Looks at what is left of how the result was made. */
    public void checkNothingPrepared() throws SQLException {
        checkNone("prepared transactions", "SELECT count(*) FROM pg_prepared_xacts");
    }

    /**
     * Asks for a number that must be 0.
     *
     * @param what is counted
     * @throws IllegalStateException when it is another
     */
    public void checkNone(String what, String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            if (row.getLong(1) != 0) {
                throw new IllegalStateException(what + ": " + row.getLong(1));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = DriverManager.getConnection(server);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + name + " WITH (FORCE)");
        }
    }
}
