package io.oncestream.bench.measure;

import io.oncestream.launcher.failure.FailureException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * How long a transaction of one changed row takes where nothing else goes on.
 *
 * @param leastMillis of some
 * @param millis the median of these
 */
record LoneCommit(double leastMillis, double millis) {

    private static final int COMMITS = 21;

    static LoneCommit measure(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS lone");
            statement.execute("CREATE TABLE lone (number bigint)");
            statement.execute("INSERT INTO lone VALUES (0)");
            connection.setAutoCommit(false);
            long[] nanos = new long[COMMITS];
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE lone SET number = number + 1")) {
                for (int i = 0; i < COMMITS; i++) {
                    update.executeUpdate();
                    long start = System.nanoTime();
                    connection.commit();
                    nanos[i] = System.nanoTime() - start;
                }
            }
            Arrays.sort(nanos);
            return new LoneCommit(nanos[0] / 1e6, nanos[COMMITS / 2] / 1e6);
        }
    }

    /**
     * A line that says so.
     *
     * @throws FailureException when the delay that was asked for is not there
     */
    String line(String server, int delayMillis) {
        String line =
                "%s: a commit is delayed by %d ms, and takes %.2f ms alone, %.2f at least"
                        .formatted(server, delayMillis, millis, leastMillis);
        if (leastMillis < delayMillis) {
            throw new FailureException(line);
        }
        return line;
    }
}
