package io.oncestream.bench.counters;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import io.oncestream.bench.measure.CommandReader;
import io.oncestream.bench.measure.OwnDatabase;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Takes commands from its partitions and counts some of them in each transaction. As the job's,
 * an answer says what the counter is behind its command, and a command that comes again is not
 * counted again.
 */
final class UpdateWorker implements AutoCloseable {

    /** Room in each page of counters, so that a change need not touch the index. */
    static final List<String> TABLES =
            List.of(
                    """
                    CREATE TABLE counters (counter text PRIMARY KEY, n bigint NOT NULL)
                    WITH (fillfactor = 50)\
                    """,
                    """
                    CREATE TABLE counters_answers (counter text, id text, "time" timestamptz,
                      amount bigint, n bigint, PRIMARY KEY (counter, id))\
                    """);

    /** All in one statement, which is a transaction: there is nothing more to wait for. */
    private static final String ONE =
            """
            WITH counted AS (
              INSERT INTO counters AS c (counter, n)
              SELECT given.counter, given.amount FROM (VALUES (?, ?, ?)) AS given (counter, id, amount)
              WHERE NOT EXISTS (SELECT FROM counters_answers AS a
                WHERE a.counter = given.counter AND a.id = given.id)
              ON CONFLICT (counter) DO UPDATE SET n = c.n + excluded.n RETURNING c.n)
            INSERT INTO counters_answers (counter, id, "time", amount, n)
            SELECT ?, ?, ?::timestamptz, ?, n FROM counted\
            """;

    private static final String MANY =
            """
            INSERT INTO counters AS c (counter, n) SELECT * FROM unnest(?, ?)
            ON CONFLICT (counter) DO UPDATE SET n = c.n + excluded.n RETURNING c.counter, c.n\
            """;

    private static final String ANSWERS =
            """
            INSERT INTO counters_answers (counter, id, "time", amount, n)
            SELECT * FROM unnest(?, ?, ?, ?, ?) ON CONFLICT DO NOTHING\
            """;

    private final CommandReader commands;
    private final Connection connection;
    private final PreparedStatement one;
    private final PreparedStatement many;
    private final PreparedStatement answers;

    /** A worker that has a connection of its own. */
    UpdateWorker(CommandReader commands, OwnDatabase database) throws SQLException {
        this.commands = commands;
        connection = database.connect();
        one = connection.prepareStatement(ONE);
        many = connection.prepareStatement(MANY);
        answers = connection.prepareStatement(ANSWERS);
    }

    /** Until there are no more. */
    void work(int commandsMax) throws SQLException, IOException {
        List<Add> some = next(commandsMax);
        while (!some.isEmpty()) {
            if (some.size() == 1 || !countAll(some)) {
                for (Add add : some) {
                    count(add);
                }
            }
            some = next(commandsMax);
        }
    }

    private List<Add> next(int most) throws IOException {
        return commands.next(most).stream().map(Add::of).toList();
    }

    private void count(Add add) throws SQLException {
        one.setString(1, add.counter());
        one.setString(2, add.id());
        one.setLong(3, add.amount());
        one.setString(4, add.counter());
        one.setString(5, add.id());
        one.setString(6, add.time());
        one.setLong(7, add.amount());
        one.executeUpdate();
    }

    /** False, and nothing is done, where one of them is answered already. */
    private boolean countAll(List<Add> some) throws SQLException {
        connection.setAutoCommit(false);
        boolean isAllNew = answer(some, countSums(some)) == some.size();
        if (isAllNew) {
            connection.commit();
        } else {
            connection.rollback();
        }
        connection.setAutoCommit(true);
        return isAllNew;
    }

    /** In the order of their names, so that no two workers wait for each other; what they were. */
    private Map<String, Long> countSums(List<Add> some) throws SQLException {
        SortedMap<String, Long> sums =
                some.stream()
                        .collect(groupingBy(Add::counter, TreeMap::new, summingLong(Add::amount)));
        many.setArray(1, connection.createArrayOf("text", sums.keySet().toArray()));
        many.setArray(2, connection.createArrayOf("bigint", sums.values().toArray()));
        Map<String, Long> before = new HashMap<>();
        try (ResultSet row = many.executeQuery()) {
            while (row.next()) {
                String counter = row.getString(1);
                before.put(counter, row.getLong(2) - sums.get(counter));
            }
        }
        return before;
    }

    private int answer(List<Add> some, Map<String, Long> counters) throws SQLException {
        answers.setArray(1, array("text", some, Add::counter));
        answers.setArray(2, array("text", some, Add::id));
        answers.setArray(3, array("timestamptz", some, Add::time));
        answers.setArray(4, array("bigint", some, Add::amount));
        answers.setArray(
                5,
                array(
                        "bigint",
                        some,
                        add -> counters.merge(add.counter(), add.amount(), Long::sum)));
        return answers.executeUpdate();
    }

    private Array array(String type, List<Add> some, Function<Add, Object> part)
            throws SQLException {
        return connection.createArrayOf(type, some.stream().map(part).toArray());
    }

    @Override
    public void close() throws SQLException {
        commands.close();
        connection.close();
    }
}
