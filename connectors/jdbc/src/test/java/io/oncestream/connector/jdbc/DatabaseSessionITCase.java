package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.database.Backoff;
import io.oncestream.connector.jdbc.database.DatabaseSession;
import io.oncestream.testing.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a session says when it gives up. */
class DatabaseSessionITCase {

    @Test
    void oneAttemptIsOne() throws Exception {
        Backoff none = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO);
        try (DatabaseSession session =
                PostgresServer.newDatabase().address().session(none, () -> {})) {
            assertThatThrownBy(() -> session.inTransaction("fail", DatabaseSessionITCase::fail))
                    .isInstanceOf(DatabaseUnavailable.class)
                    .hasMessageContaining("gave up after 1 attempt in 0 s: deadlock");
        }
    }

    private static Void fail(Object connection) throws SQLException {
        throw new SQLException("deadlock", "40P01");
    }
}
