package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two keys are one if and only if they have the same characters, on every database. Red in MariaDB
 * with keys of the collation utf8mb4_general_ci: seven of thirteen were left. Red in PostgreSQL
 * with keys of type character(20), which is padded: "cannot affect row a second time".
 */
class KeySemanticsITCase {
    private static final List<String> KEYS =
            List.of("ABC", "abc", "a", "a ", "a  ", "", " ", "ä", "a\u0308", "ß", "ss", "𝒂", "A");

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void keysThatDifferInAnythingAreDifferentKeys(DatabaseKind kind) throws Exception {
        TestDatabase database = kind.newDatabase();
        try (SinkHarness sink =
                new SinkHarness(SinkHarness.options(database.address()), SinkHarness.upsert("t"))
                        .start()) {
            for (int checkpoint = 1; checkpoint <= 2; checkpoint++) {
                for (String key : KEYS) {
                    sink.write(key, 100 * checkpoint + KEYS.indexOf(key));
                }
                sink.snapshot(checkpoint);
                sink.complete(checkpoint);
            }
        }
        assertThat(database.query("SELECT key, value FROM t"))
                .containsExactlyInAnyOrderElementsOf(
                        KEYS.stream().map(key -> key + "|" + (200 + KEYS.indexOf(key))).toList());
    }

    /** Red without the check: both became a question mark, and one row. */
    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void halvesOfCharactersAreRefused(DatabaseKind kind) throws Exception {
        try (SinkHarness sink =
                new SinkHarness(
                                SinkHarness.options(kind.newDatabase().address()),
                                SinkHarness.upsert("t"))
                        .start()) {
            for (String key : List.of("\ud800", "a\udc01", "\ud800b", "\udc00\ud800")) {
                assertThatThrownBy(() -> sink.write(key, 1))
                        .isInstanceOf(SinkFailure.class)
                        .hasMessageStartingWith(
                                "column key of table t is given a text with half of a surrogate"
                                        + " pair");
            }
            sink.write("\ud835\udc82", 1);
        }
    }

    /** Red without the check: ABC and abc became one row. */
    @Test
    void aKeyOfACollationInWhichDifferentTextsAreEqualIsRefused() throws Exception {
        TestDatabase database = DatabaseKind.POSTGRES.newDatabase();
        database.execute(
                "CREATE COLLATION caseless (provider = icu, locale = 'und-u-ks-level2',"
                        + " deterministic = false)");
        database.execute(
                "CREATE TABLE t (key text COLLATE caseless PRIMARY KEY, value bigint,"
                        + " note text COLLATE caseless)");
        try (SinkHarness sink =
                new SinkHarness(SinkHarness.options(database.address()), SinkHarness.upsert("t"))) {
            assertThatThrownBy(
                            () -> {
                                sink.start();
                                sink.write("ABC", 1);
                                sink.snapshot(1);
                                sink.complete(1);
                                sink.write("abc", 2);
                                sink.snapshot(2);
                                sink.complete(2);
                            })
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("t does not fit: column key of its primary key has the")
                    .hasMessageContaining("collation caseless, by which different texts are equal");
        }
    }
}
