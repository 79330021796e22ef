package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.database.DatabaseSession;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a sink sets for its connections, whatever the server has as its default. */
class SessionITCase {

    /** Its locks are kept no longer than that when its machine is gone without a word. */
    @ParameterizedTest
    @EnumSource
    void theTransactionOfAVanishedClientIsEndedByTheServerAfterAMinute(DatabaseKind kind)
            throws Exception {
        String limit =
                kind.choose(
                        "SELECT current_setting('idle_in_transaction_session_timeout')",
                        "SELECT @@idle_transaction_timeout");
        assertThat(seenBySink(kind.newDatabase(), limit)).isEqualTo(kind.choose("1min", "60"));
    }

    /** Another instance's start may be emptying a large table. Seen red without the setting: 50. */
    @Test
    void mariaDbWaitsForALockLongerThanItDoesByItself() throws Exception {
        assertThat(
                        seenBySink(
                                DatabaseKind.MARIADB.newDatabase(),
                                "SELECT @@innodb_lock_wait_timeout"))
                .isEqualTo("290");
    }

    /** Seen red without the setting: off, by which a crash of the server takes commits back. */
    @Test
    void aCommitIsOnDiskAlthoughTheDatabaseSaysOtherwise() throws Exception {
        TestDatabase database = PostgresServer.newDatabase();
        database.execute(
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off',"
                        + " current_database()); END $$");
        assertThat(seenBySink(database, "SELECT current_setting('synchronous_commit')"))
                .isEqualTo("on");
    }

    /**
     * Each table that is created and dropped leaves dead rows in the catalogue. Seen red with one a
     * transaction: there was none between two commits.
     */
    @Test
    void upsertsOfASessionGoThroughOneTemporaryTable() throws Exception {
        TestDatabase database = PostgresServer.newDatabase();
        Set<String> stages = new HashSet<>();
        try (SinkHarness sink =
                new SinkHarness(
                                SinkHarness.options(database.address()),
                                SinkHarness.upsert("upserted"))
                        .start()) {
            for (int checkpoint = 1; checkpoint <= 3; checkpoint++) {
                sink.write("key", checkpoint);
                sink.snapshot(checkpoint);
                sink.complete(checkpoint);
                stages.addAll(
                        database.query(
                                "SELECT oid FROM pg_class WHERE relname LIKE 'oncestream_upsert%'"
                                        + " AND relpersistence = 't'"));
                assertThat(stages).hasSize(1);
            }
        }
        assertThat(database.query("SELECT value FROM upserted")).containsExactly("3");
    }

    private static String seenBySink(TestDatabase database, String query) throws Exception {
        SinkOptions options = SinkHarness.options(database.address());
        try (DatabaseSession session =
                options.participants().get(0).address().session(options.backoff(), () -> {})) {
            return session.inTransaction(
                    "read a setting",
                    connection -> {
                        try (Statement statement = connection.createStatement();
                                ResultSet row = statement.executeQuery(query)) {
                            row.next();
                            return row.getString(1);
                        }
                    });
        }
    }
}
