package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.testing.DatabaseKind;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server does with the locks of a sink whose machine is gone without a word. */
class VanishedClientITCase {

    @ParameterizedTest
    @EnumSource
    void itsTransactionIsEndedByTheServerAfterAMinute(DatabaseKind kind) throws Exception {
        SinkOptions options = SinkHarness.options(kind.newDatabase().address());
        String limit =
                kind.choose(
                        "SELECT current_setting('idle_in_transaction_session_timeout')",
                        "SELECT @@idle_transaction_timeout");
        try (DatabaseSession session =
                new DatabaseSession(options.database(), options.backoff(), () -> {})) {
            String seen =
                    session.inTransaction(
                            "read a setting",
                            connection -> {
                                try (Statement statement = connection.createStatement();
                                        ResultSet row = statement.executeQuery(limit)) {
                                    row.next();
                                    return row.getString(1);
                                }
                            });
            assertThat(seen).isEqualTo(kind.choose("1min", "60"));
        }
    }
}
