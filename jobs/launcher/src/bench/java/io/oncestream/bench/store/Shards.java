package io.oncestream.bench.store;

import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.connector.jdbc.store.Partitioning;
import io.oncestream.job.store.Ring;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The databases of a store. */
final class Shards {

    /** Entries that count, of the job's table. */
    private static final String LIVE =
            """
            SELECT e.key, e.value FROM store e JOIN store h ON h.bucket = e.bucket AND h.key = ''
            WHERE e.key <> '' AND e.move = h.move AND NOT e.deleted AND h.state <> 'moved'\
            """;

    private static final String SEVERAL_ANSWERS =
            """
            SELECT count(*) FROM (
              SELECT 1 FROM store_answers GROUP BY key, id HAVING count(*) > 1) AS several\
            """;

    private static final String PUTS_DONE =
            "SELECT count(*) FROM store_answers WHERE op = 'put' AND outcome = 'ok'";

    private Shards() {}

    /** What the job calls so many shards that were not given a name. */
    static List<String> names(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "db-" + i).toList();
    }

    static Ring ring(int count) {
        return Ring.of(names(count));
    }

    static int buckets() {
        return Partitioning.hash().buckets();
    }

    /** The buckets that go to one that joins so many. */
    static List<Integer> joined(int before) {
        Ring after = ring(before + 1);
        String joining = names(before + 1).get(before);
        return IntStream.range(0, buckets())
                .filter(bucket -> after.owner(bucket).equals(joining))
                .boxed()
                .toList();
    }

    /** All that the job has written; nothing may be left of how it did. */
    static Map<String, String> live(List<OwnDatabase> shards) throws SQLException {
        for (OwnDatabase shard : shards) {
            shard.checkNothingPrepared();
        }
        return entries(shards, LIVE);
    }

    /** How many puts are done, as the job has answered. */
    static long putsDone(OwnDatabase answers) throws SQLException {
        answers.checkNone("commands with several answers", SEVERAL_ANSWERS);
        long[] puts = new long[1];
        answers.query(PUTS_DONE, row -> puts[0] = row.getLong(1));
        return puts[0];
    }

    /**
     * Keys and values of all shards.
     *
     * @throws IllegalStateException when two shards have one key
     */
    static Map<String, String> entries(List<OwnDatabase> shards, String sql) throws SQLException {
        Map<String, String> entries = new HashMap<>();
        for (OwnDatabase shard : shards) {
            shard.query(sql, row -> add(entries, row.getString(1), row.getString(2)));
        }
        return entries;
    }

    /** Refuses a key that is there already. */
    static void add(Map<String, String> entries, String key, String value) {
        if (entries.put(key, value) != null) {
            throw new IllegalStateException("two shards have " + key);
        }
    }
}
