package io.oncestream.launcher.demo.store;

import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.connector.jdbc.store.ShardTable;
import io.oncestream.launcher.ask.Client;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A connection with each shard of a store, made when it is needed, and again where it has failed.
 * For one thread at a time.
 */
public final class ShardConnections implements AutoCloseable {

    private final Map<String, Client.Database> databases;
    private final String table;
    private final Map<String, Connection> open = new HashMap<>();

    /** None is connected to yet. */
    public ShardConnections(Map<String, ? extends Client.Database> databases, String table) {
        this.databases = new LinkedHashMap<>(databases);
        this.table = table;
    }

    /** What is done with the table of a shard. */
    public interface Work<R> {
        R run(ShardTable table, Connection connection) throws SQLException;
    }

    /** Their names. */
    public Set<String> shards() {
        return databases.keySet();
    }

    /** Does something in one of them, each statement by itself. */
    public <R> R in(String shard, Work<R> work) throws SQLException {
        Client.Database database = databases.get(shard);
        if (database == null) {
            throw new IllegalArgumentException("there is no shard " + shard);
        }
        Connection connection = open.get(shard);
        if (connection == null) {
            connection = database.connect();
            open.put(shard, connection);
        }
        try {
            return work.run(
                    new ShardTable(Dialects.of(connection.getMetaData().getURL()), table),
                    connection);
        } catch (SQLException e) {
            open.remove(shard);
            connection.close();
            throw e;
        }
    }

    /** The same in each. */
    public <R> Map<String, R> inEach(Work<R> work) throws SQLException {
        Map<String, R> results = new LinkedHashMap<>();
        for (String shard : shards()) {
            results.put(shard, in(shard, work));
        }
        return results;
    }

    @Override
    public void close() throws SQLException {
        for (Connection each : open.values()) {
            each.close();
        }
    }
}
