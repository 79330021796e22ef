package io.oncestream.connector.jdbc.rows;

import io.oncestream.state.ledger.Column;
import io.oncestream.state.ledger.TableDefinition;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the last row of each key, and gives them out sorted by key. Two reasons: a statement that
 * upserts many rows refuses two with one key, and transactions that lock the rows of overlapping
 * key sets in different orders deadlock.
 */
final class UpsertBuffer implements RowBuffer {
    private final int[] keyFields;
    private final Map<ByteBuffer, byte[]> rows = new HashMap<>();
    private long bytes;

    UpsertBuffer(TableDefinition table) {
        List<String> names = table.columns().stream().map(Column::name).toList();
        keyFields = table.primaryKey().stream().mapToInt(names::indexOf).toArray();
    }

    @Override
    public void add(RowEncoder encoder) {
        byte[] row = encoder.row();
        byte[] replaced = rows.put(ByteBuffer.wrap(encoder.key(keyFields)), row);
        bytes += row.length - (replaced == null ? 0 : replaced.length);
    }

    @Override
    public long rows() {
        return rows.size();
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public List<byte[]> drain() {
        Chunks chunks = new Chunks();
        rows.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> chunks.add(entry.getValue()));
        rows.clear();
        bytes = 0;
        return chunks.drain();
    }
}
