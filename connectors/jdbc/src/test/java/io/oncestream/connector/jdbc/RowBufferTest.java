package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.SinkHarness.Entry;
import io.oncestream.connector.jdbc.rows.RowBuffer;
import io.oncestream.connector.jdbc.rows.RowEncoder;
import io.oncestream.connector.jdbc.rows.ServerLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowBufferTest {
    private final RowEncoder encoder =
            Dialects.of("jdbc:postgresql:")
                    .newEncoder(SinkHarness.append("t").table(), ServerLimits.NONE);

    private List<byte[]> drain(TableMapping<Entry> mapping, Entry... rows) {
        RowBuffer buffer = RowBuffer.of(mapping.table());
        for (Entry row : rows) {
            mapping.encode(row, encoder);
            buffer.add(encoder);
        }
        long bytes = buffer.bytes();
        List<byte[]> chunks = buffer.drain();
        assertThat(chunks.stream().mapToLong(chunk -> chunk.length).sum()).isEqualTo(bytes);
        assertThat(buffer.rows()).isZero();
        assertThat(buffer.bytes()).isZero();
        return chunks;
    }

    private static Entry row(String key, long value) {
        return new Entry(key, value);
    }

    @Test
    void anUpsertKeepsTheLastRowOfEachKeySortedByKey() {
        TableMapping<Entry> mapping = SinkHarness.upsert("t");
        assertThat(drain(mapping, row("b", 1), row("a", 2), row("b", 3)).get(0))
                .isEqualTo(drain(mapping, row("a", 2), row("b", 3)).get(0));
    }

    @Test
    void theOrderOfAnUpsertDependsOnTheKeysAlone() {
        TableMapping<Entry> mapping = SinkHarness.upsert("t");
        assertThat(drain(mapping, row("ä", 1), row("z", 2), row("", 3), row("aa", 4)).get(0))
                .isEqualTo(
                        drain(mapping, row("aa", 4), row("", 3), row("z", 2), row("ä", 1)).get(0));
    }

    @Test
    void anAppendKeepsEveryRowInItsOrder() {
        TableMapping<Entry> mapping = SinkHarness.append("t");
        assertThat(drain(mapping, row("b", 1), row("a", 2), row("b", 1)).get(0))
                .isNotEqualTo(drain(mapping, row("a", 2), row("b", 1), row("b", 1)).get(0))
                .hasSize(3 * (2 + 4 + 1 + 4 + 8));
    }

    @Test
    void manyRowsComeInChunksOfAboutAMebibyte() {
        Entry[] rows = new Entry[3000];
        java.util.Arrays.fill(rows, row("x".repeat(1000), 1));
        List<byte[]> chunks = drain(SinkHarness.append("t"), rows);
        assertThat(chunks).hasSize(3).allMatch(chunk -> chunk.length <= 1 << 20);
    }

    @Test
    void aRowLargerThanAChunkIsAChunk() {
        assertThat(drain(SinkHarness.append("t"), row("a", 1), row("x".repeat(3 << 20), 2)))
                .hasSize(2);
    }
}
