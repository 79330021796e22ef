package io.oncestream.connector.jdbc.rows;

import io.oncestream.state.ledger.ChunkWriter;
import io.oncestream.state.ledger.RowMemory;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Joins rows into chunks; a row is in one chunk whole. */
final class RowWriter implements AutoCloseable {
    /** An array of it fills regions of G1. */
    private static final int CHUNK_BYTES = (1 << 20) - 64;

    private final ChunkWriter chunks;
    private final CRC32C checksum = new CRC32C();
    private byte[] chunk = new byte[1 << 13];
    private int length;
    private long rows;

    RowWriter(RowMemory memory) {
        chunks = new ChunkWriter(memory);
    }

    void add(byte[] bytes, int offset, int count) throws IOException {
        if (length > 0 && length + count > CHUNK_BYTES) {
            flush();
        }
        if (length + count > chunk.length) {
            int atLeast = Math.max(length + count, Math.min(2 * chunk.length, CHUNK_BYTES));
            chunk = Arrays.copyOf(chunk, atLeast);
        }
        System.arraycopy(bytes, offset, chunk, length, count);
        length += count;
        rows++;
    }

    private void flush() throws IOException {
        checksum.update(chunk, 0, length);
        chunks.add(Arrays.copyOf(chunk, length));
        length = 0;
        if (chunk.length > CHUNK_BYTES) { // behind a row that is larger
            chunk = new byte[CHUNK_BYTES];
        }
    }

    long rows() {
        return rows;
    }

    /** What was added; the writer is empty then. */
    SealedRows seal() throws IOException {
        if (length > 0) {
            flush();
        }
        SealedRows sealed = new SealedRows(rows, checksum.getValue(), chunks.seal());
        checksum.reset();
        rows = 0;
        return sealed;
    }

    @Override
    public void close() {
        chunks.close();
    }
}
