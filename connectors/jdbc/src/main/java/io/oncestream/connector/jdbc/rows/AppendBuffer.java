package io.oncestream.connector.jdbc.rows;

import java.util.List;

/** Keeps every row, in the order of arrival. */
final class AppendBuffer implements RowBuffer {
    private final Chunks chunks = new Chunks();
    private long rows;

    @Override
    public void add(RowEncoder encoder) {
        chunks.add(encoder.row());
        rows++;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public long bytes() {
        return chunks.bytes();
    }

    @Override
    public List<byte[]> drain() {
        rows = 0;
        return chunks.drain();
    }
}
