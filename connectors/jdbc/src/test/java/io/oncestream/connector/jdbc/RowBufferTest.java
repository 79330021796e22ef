package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.SinkHarness.Entry;
import io.oncestream.connector.jdbc.rows.RowBuffer;
import io.oncestream.connector.jdbc.rows.RowEncoder;
import io.oncestream.connector.jdbc.rows.SealedRows;
import io.oncestream.connector.jdbc.rows.ServerLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowBufferTest {
    private final RowEncoder encoder =
            Dialects.of("jdbc:postgresql:")
                    .newEncoder(SinkHarness.append("t").table(), ServerLimits.NONE);

    private List<byte[]> seal(TableMapping<Entry> mapping, Entry... rows) throws IOException {
        try (RowBuffer buffer = RowBuffer.of(mapping.table(), SinkHarness.memory())) {
            for (Entry row : rows) {
                mapping.encode(row, encoder);
                buffer.add(encoder);
            }
            SealedRows sealed = buffer.seal();
            assertThat(sealed.checksum()).isEqualTo(SealedRows.checksum(sealed.chunks()));
            assertThat(buffer.isEmpty()).isTrue();
            List<byte[]> chunks = new ArrayList<>();
            sealed.chunks().all().forEach(chunks::add);
            return chunks;
        }
    }

    private static Entry row(String key, long value) {
        return new Entry(key, value);
    }

    @Test
    void anUpsertKeepsTheLastRowOfEachKeySortedByKey() throws IOException {
        TableMapping<Entry> mapping = SinkHarness.upsert("t");
        assertThat(seal(mapping, row("b", 1), row("a", 2), row("b", 3)).get(0))
                .isEqualTo(seal(mapping, row("a", 2), row("b", 3)).get(0));
    }

    @Test
    void theOrderOfAnUpsertDependsOnTheKeysAlone() throws IOException {
        TableMapping<Entry> mapping = SinkHarness.upsert("t");
        assertThat(seal(mapping, row("ä", 1), row("z", 2), row("", 3), row("aa", 4)).get(0))
                .isEqualTo(
                        seal(mapping, row("aa", 4), row("", 3), row("z", 2), row("ä", 1)).get(0));
    }

    @Test
    void anAppendKeepsEveryRowInItsOrder() throws IOException {
        TableMapping<Entry> mapping = SinkHarness.append("t");
        assertThat(seal(mapping, row("b", 1), row("a", 2), row("b", 1)).get(0))
                .isNotEqualTo(seal(mapping, row("a", 2), row("b", 1), row("b", 1)).get(0))
                .hasSize(3 * (2 + 4 + 1 + 4 + 8));
    }

    @Test
    void manyRowsComeInChunksOfAboutAMebibyte() throws IOException {
        Entry[] rows = new Entry[3000];
        java.util.Arrays.fill(rows, row("x".repeat(1000), 1));
        List<byte[]> chunks = seal(SinkHarness.append("t"), rows);
        assertThat(chunks).hasSize(3).allMatch(chunk -> chunk.length <= 1 << 20);
    }

    @Test
    void aRowLargerThanAChunkIsAChunk() throws IOException {
        Entry large = row("x".repeat(3 << 20), 2);
        assertThat(seal(SinkHarness.append("t"), row("a", 1), large, row("b", 3))).hasSize(3);
        assertThat(seal(SinkHarness.upsert("t"), row("a", 1), large, row("b", 3)))
                .as("by key, a longer text behind shorter ones")
                .hasSize(2);
    }
}
