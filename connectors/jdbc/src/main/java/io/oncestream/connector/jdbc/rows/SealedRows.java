package io.oncestream.connector.jdbc.rows;

import io.oncestream.state.ledger.Chunks;
import java.util.zip.CRC32C;

/**
 * What a buffer gives out.
 *
 * @param count how many rows
 * @param checksum as {@link #checksum(Chunks)} finds it
 */
public record SealedRows(long count, long checksum, Chunks chunks) {

    /** CRC-32C over all chunks. */
    public static long checksum(Chunks chunks) {
        CRC32C checksum = new CRC32C();
        for (byte[] chunk : chunks.all()) {
            checksum.update(chunk, 0, chunk.length);
        }
        return checksum.getValue();
    }
}
