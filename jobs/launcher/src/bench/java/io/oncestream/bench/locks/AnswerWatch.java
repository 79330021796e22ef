package io.oncestream.bench.locks;

import io.oncestream.bench.measure.Latencies;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Looks for the answers to all commands that wait for theirs, in one query. */
final class AnswerWatch implements AutoCloseable {

    private static final String FOUND =
            """
            SELECT id, outcome FROM unnest(?::text[], ?::text[]) AS asked (domain, id)
            JOIN locks_answers USING (domain, id)\
            """;

    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
    private final Connection connection;
    private final PreparedStatement find;

    private record Waiting(String domain, long dueNanos) {}

    AnswerWatch(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // By the index, however many answers there are.
            statement.execute("SET enable_hashjoin = off; SET enable_mergejoin = off");
        }
        this.connection = connection;
        this.find = connection.prepareStatement(FOUND);
    }

    /** Before the command is sent. */
    void add(String domain, String id, long dueNanos) {
        waiting.put(id, new Waiting(domain, dueNanos));
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Takes what is there now; the latencies of the grants among it are added. */
    void look(Latencies latencies) throws SQLException {
        List<String> domains = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        waiting.forEach(
                (id, each) -> {
                    domains.add(each.domain);
                    ids.add(id);
                });
        find.setArray(1, connection.createArrayOf("text", domains.toArray()));
        find.setArray(2, connection.createArrayOf("text", ids.toArray()));
        try (ResultSet row = find.executeQuery()) {
            long seen = System.nanoTime();
            while (row.next()) {
                Waiting answered = waiting.remove(row.getString(1));
                if (row.getString(2).equals("granted")) {
                    latencies.add(answered.dueNanos, seen);
                }
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
