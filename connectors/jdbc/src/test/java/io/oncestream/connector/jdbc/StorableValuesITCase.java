package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.util.Random;
import java.util.UUID;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

/**
 * What this very PostgreSQL cannot store is refused when it comes. In a checkpoint it would be
 * there for good: no resume could ever commit it.
 */
class StorableValuesITCase {

    private record Document(String key, String json) {}

    private static TableMapping<Document> mapping() {
        return TableMapping.<Document>table("documents")
                .text("key", Document::key)
                .json("doc", Document::json)
                .primaryKey("key")
                .build();
    }

    /** Seen red without the limits: the row was refused by the commit. */
    @Test
    void aCharacterThatTheDatabasesEncodingHasNotIsRefused() throws Exception {
        TestDatabase database = latin1();
        try (LedgerWriter<Document> writer = writer(database)) {
            writer.add(new Document("caf\u00e9", "\"\u00e9 \\u00e9 \\\\u\""));
            assertThatThrownBy(() -> writer.add(new Document("\ud83d\ude00", "1")))
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("column key of table documents is given a text with")
                    .hasMessageContaining("(U+1F600), and the database stores texts in ISO-8859-1");
            assertThatThrownBy(() -> writer.add(new Document("a", "\"\u20ac\"")))
                    .hasMessageContaining("column doc of table documents")
                    .hasMessageContaining("(U+20AC)");
            assertThatThrownBy(() -> writer.add(new Document("a", "\"\\u20ac\"")))
                    .hasMessageContaining("(U+20AC)");
            writer.commit(writer.seal(1).orElseThrow());
        }
        assertThat(database.query("SELECT key FROM documents")).containsExactly("caf\u00e9");
    }

    /** Random, so that PostgreSQL cannot compress it. */
    @Test
    void aKeyThatNoIndexEntryHasRoomForIsRefused() throws Exception {
        String key =
                new Random(1)
                        .ints(2_600, 'a', 'z')
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        try (LedgerWriter<Document> writer = writer(PostgresServer.newDatabase())) {
            writer.add(new Document(key, "1"));
            assertThatThrownBy(() -> writer.add(new Document(key + "x", "1")))
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("column key of table documents is given 2601 bytes");
            assertThatCode(() -> writer.commit(writer.seal(1).orElseThrow()))
                    .doesNotThrowAnyException();
        }
    }

    private static LedgerWriter<Document> writer(TestDatabase database) throws Exception {
        LedgerWriter<Document> writer =
                new LedgerWriter<>(
                        SinkHarness.options(database.address()),
                        mapping(),
                        new UnregisteredMetricsGroup());
        writer.start(SinkHarness.firstAttempt("one"));
        return writer;
    }

    private static TestDatabase latin1() throws Exception {
        TestDatabase server = PostgresServer.newDatabase();
        String name = "latin1_" + UUID.randomUUID().toString().replace("-", "");
        server.execute(
                "CREATE DATABASE %s ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"
                        .formatted(name));
        DatabaseAddress address = server.address();
        return new TestDatabase(
                new DatabaseAddress(
                        address.url().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1"),
                        address.password()));
    }
}
