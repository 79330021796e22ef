package io.oncestream.connector.jdbc.cut;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.testing.DatabaseKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client of one database reads who has but SQL. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class CutFunctionsITCase {
    private static final String TABLE = "account_versions";
    private static final String BALANCE =
            """
            SELECT account, balance FROM account_versions v WHERE _tx = (
                SELECT MAX(_tx) FROM account_versions w WHERE w.account = v.account
                    AND w._tx <= (SELECT oncestream_cut('account_versions')))
            """;

    @Parameter DatabaseKind kind;
    private WrittenDatabase written;

    @BeforeEach
    void install() throws SQLException {
        written = WrittenDatabase.create(kind);
        try (Connection connection = written.database.address().connect()) {
            CutFunctions.install(connection);
            CutFunctions.install(connection);
        }
        written.begin("a").index(0, 2, 1).row(1, 10, 1).row(1, 15, 2).commit();
    }

    @AfterEach
    void close() throws SQLException {
        written.close();
    }

    @Test
    void onlyWhatWasPublishedIsRead() throws Exception {
        assertThat(written.database.query("SELECT oncestream_cut('account_versions')"))
                .containsExactly("null");
        assertThat(written.database.query(BALANCE)).isEmpty();
        written.publish(TABLE, 1).commit();
        assertThat(written.database.query(BALANCE)).containsExactly("1|10");
        assertThat(
                        written.database.query(
                                "SELECT balance FROM account_versions WHERE _tx <="
                                        + " oncestream_cut('account_versions')"))
                .containsExactly("10");
        written.publish(TABLE, 2).commit();
        assertThat(written.database.query(BALANCE)).containsExactly("1|15");
    }

    /** Red without the join on the sink. */
    @Test
    void theCutsOfOtherSinksDoNotCount() throws Exception {
        written.begin("other", "a").publish("other", 7).publish(TABLE, 1).commit();
        assertThat(written.database.query("SELECT oncestream_cut('account_versions')"))
                .containsExactly("1");
        assertThat(written.database.query("SELECT oncestream_cut('other')")).containsExactly("7");
    }

    /** A function that is taken for constant is not kept from one execution to the next. */
    @Test
    void aStatementThatIsRunAgainSeesTheNextCut() throws Exception {
        written.publish(TABLE, 1).commit();
        try (Connection connection = written.database.address().connect();
                PreparedStatement query = connection.prepareStatement(BALANCE)) {
            for (int i = 0; i < 10; i++) {
                assertThat(balance(query)).isEqualTo(10);
            }
            written.publish(TABLE, 2).commit();
            assertThat(balance(query)).isEqualTo(15);
        }
    }

    private static long balance(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            assertThat(row.next()).isTrue();
            return row.getLong(2);
        }
    }
}
