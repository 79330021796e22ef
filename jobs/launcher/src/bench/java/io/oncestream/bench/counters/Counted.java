package io.oncestream.bench.counters;

import io.oncestream.bench.measure.OwnDatabase;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * What is in a database at the end.
 *
 * @param counters the number of each
 * @param answers how many, each to another command
 */
record Counted(Map<String, Long> counters, long answers) {

    private static final String SEVERAL_ANSWERS =
            """
            SELECT count(*) FROM (
              SELECT 1 FROM counters_answers GROUP BY counter, id HAVING count(*) > 1) AS several\
            """;

    /** Nothing is below zero, so that the last answer is the greatest. */
    private static final String OTHER_ANSWER =
            """
            SELECT count(*) FROM counters WHERE n <> (SELECT max(n) FROM counters_answers
              WHERE counters_answers.counter = counters.counter)\
            """;

    static Counted read(OwnDatabase database) throws SQLException {
        database.checkNothingPrepared();
        database.checkNone("commands with several answers", SEVERAL_ANSWERS);
        database.checkNone("counters that are not what the last answer says", OTHER_ANSWER);
        Map<String, Long> counters = new HashMap<>();
        database.query(
                "SELECT counter, n FROM counters",
                row -> counters.put(row.getString(1), row.getLong(2)));
        long[] answers = new long[1];
        database.query(
                "SELECT count(*) FROM counters_answers", row -> answers[0] = row.getLong(1));
        return new Counted(counters, answers[0]);
    }
}
