package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.util.Random;
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
        TestDatabase database = PostgresServer.newLatin1Database();
        try (OneTableWriter<Document> writer = writer(database, mapping())) {
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

    /** A record that was refused elsewhere must not end the job here. */
    @Test
    void aTextForPeopleHasWhatCannotBeStoredAsItsNumbers() throws Exception {
        TestDatabase database = PostgresServer.newLatin1Database();
        TableMapping<String> texts =
                TableMapping.<String>table("texts").escapedText("text", text -> text).build();
        try (OneTableWriter<String> writer = writer(database, texts)) {
            writer.add("caf\u00e9 \ud83d\ude00 \0 \ud83d");
            writer.add("caf\u00e9");
            writer.commit(writer.seal(1).orElseThrow());
        }
        assertThat(database.query("SELECT text FROM texts ORDER BY length(text)"))
                .containsExactly("caf\u00e9", "caf\u00e9 \\ud83d\\ude00 \\u0000 \\ud83d");
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
        try (OneTableWriter<Document> writer = writer(PostgresServer.newDatabase(), mapping())) {
            writer.add(new Document(key, "1"));
            assertThatThrownBy(() -> writer.add(new Document(key + "x", "1")))
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("column key of table documents is given 2601 bytes");
            assertThatCode(() -> writer.commit(writer.seal(1).orElseThrow()))
                    .doesNotThrowAnyException();
        }
    }

    private static <T> OneTableWriter<T> writer(TestDatabase database, TableMapping<T> mapping)
            throws Exception {
        OneTableWriter<T> writer =
                new OneTableWriter<>(
                        SinkHarness.options(database.address()),
                        mapping,
                        SinkHarness.memory(),
                        new UnregisteredMetricsGroup());
        writer.start(SinkHarness.firstAttempt("one"));
        return writer;
    }
}
