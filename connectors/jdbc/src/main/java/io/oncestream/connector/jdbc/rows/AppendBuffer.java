package io.oncestream.connector.jdbc.rows;

import io.oncestream.state.ledger.RowMemory;
import java.io.IOException;

/** Keeps every row, in the order of arrival. */
final class AppendBuffer implements RowBuffer {
    private final RowWriter rows;

    AppendBuffer(RowMemory memory) {
        rows = new RowWriter(memory);
    }

    @Override
    public void add(RowEncoder encoder) throws IOException {
        RowBytes row = encoder.encoded();
        rows.add(row.array(), 0, row.length());
    }

    @Override
    public boolean isEmpty() {
        return rows.rows() == 0;
    }

    @Override
    public SealedRows seal() throws IOException {
        return rows.seal();
    }

    @Override
    public void close() {
        rows.close();
    }
}
