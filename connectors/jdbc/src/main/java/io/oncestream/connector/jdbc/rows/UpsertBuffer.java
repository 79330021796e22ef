package io.oncestream.connector.jdbc.rows;

import io.oncestream.state.ledger.Column;
import io.oncestream.state.ledger.RowMemory;
import io.oncestream.state.ledger.TableDefinition;
import java.io.IOException;
import java.util.List;

/**
 * Keeps the last row of each key, and gives them out sorted by key. Two reasons: a statement that
 * upserts many rows refuses two with one key, and transactions that lock the rows of overlapping
 * key sets in different orders deadlock.
 *
 * <p>What has no room in the heap becomes a run: sorted by key, in a local file, of which the
 * sealing merges all into one (D. E. Knuth, The Art of Computer Programming 3, section 5.4).
 */
final class UpsertBuffer implements RowBuffer {
    private final int[] keyFields;
    private final RecordTable table;
    private final Runs runs;
    private final RowWriter sealed;

    UpsertBuffer(TableDefinition definition, RowMemory memory) {
        List<String> names = definition.columns().stream().map(Column::name).toList();
        keyFields = definition.primaryKey().stream().mapToInt(names::indexOf).toArray();
        table = new RecordTable(memory);
        runs = new Runs(memory);
        sealed = new RowWriter(memory);
    }

    @Override
    public void add(RowEncoder encoder) throws IOException {
        RowBytes row = encoder.encoded();
        row.findKey(keyFields);
        while (!table.put(row)) {
            runs.add(table::drain);
        }
    }

    @Override
    public boolean isEmpty() {
        return table.isEmpty() && runs.isEmpty();
    }

    @Override
    public SealedRows seal() throws IOException {
        if (runs.isEmpty()) {
            table.drain(this::seal);
        } else {
            runs.add(table::drain);
            runs.drain(this::seal);
        }
        return sealed.seal();
    }

    private void seal(byte[] bytes, int record) throws IOException {
        sealed.add(bytes, RecordBytes.rowAt(record), RecordBytes.rowLength(bytes, record));
    }

    @Override
    public void close() {
        table.close();
        runs.close();
        sealed.close();
    }
}
