package io.oncestream.bench.measure;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A database on a common server, for one contestant and one case. */
public final class OwnDatabase implements AutoCloseable {

    /** What a case is told: the address of the server's own database. */
    public static final String SERVER = "server-url";

    /** The same of several servers, separated by blanks. */
    public static final String SERVERS = "server-urls";

    /** A setting of a case: on how many of the servers. */
    public static final String COUNT = "databases";

    private final String server;
    private final String name;

    private OwnDatabase(String server, String name) {
        this.server = server;
        this.name = name;
    }

    public static OwnDatabase create(Case one) throws SQLException {
        return create(one.text(SERVER));
    }

    /** One on each of the first servers. */
    public static List<OwnDatabase> createAll(Case one) throws SQLException {
        String[] servers = one.text(SERVERS).split(" ", -1);
        List<OwnDatabase> all = new ArrayList<>();
        for (String server : Arrays.copyOf(servers, one.number(COUNT))) {
            all.add(create(server));
        }
        return all;
    }

    private static OwnDatabase create(String server) throws SQLException {
        String name = "bench_" + ProcessHandle.current().pid() + "_" + System.nanoTime();
        try (Connection connection = DriverManager.getConnection(server);
                Statement statement = connection.createStatement()) {
            for (String sql : ServerKind.of(server).creation(name)) {
                statement.execute(sql);
            }
        }
        return new OwnDatabase(server, name);
    }

    public ServerKind kind() {
        return ServerKind.of(server);
    }

    public String url() {
        return server.replaceFirst("/\\w+\\?", "/" + name + "?");
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

    /** Takes the rows of a query. */
    public interface Rows {
        void take(ResultSet row) throws SQLException;
    }

    /** Hands over each row of a query. */
    public void query(String sql, Rows rows) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.take(row);
            }
        }
    }

    /** Looks at what is left of how the result was made. */
    public void checkNothingPrepared() throws SQLException {
        query(
                kind().prepared(),
                row -> {
                    throw new IllegalStateException(
                            "a prepared transaction is left: " + row.getString(1));
                });
    }

    /**
     * Asks for a number that must be 0.
     *
     * @param what is counted
     * @throws IllegalStateException when it is another
     */
    public void checkNone(String what, String sql) throws SQLException {
        query(
                sql,
                row -> {
                    if (row.getLong(1) != 0) {
                        throw new IllegalStateException(what + ": " + row.getLong(1));
                    }
                });
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = DriverManager.getConnection(server);
                Statement statement = connection.createStatement()) {
            statement.execute(kind().removal(name));
        }
    }
}
