package io.oncestream.connector.jdbc.rows;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Joins encoded rows into pieces of about a mebibyte: no array of the whole transaction's size. */
public final class Chunks {
    private static final int CHUNK_BYTES = 1024 * 1024;

    private final List<byte[]> full = new ArrayList<>();
    private final ByteArrayOutputStream last = new ByteArrayOutputStream();
    private long bytes;

    void add(byte[] row) {
        if (last.size() > 0 && last.size() + row.length > CHUNK_BYTES) {
            full.add(last.toByteArray());
            last.reset();
        }
        last.write(row, 0, row.length);
        bytes += row.length;
    }

    long bytes() {
        return bytes;
    }

    List<byte[]> drain() {
        List<byte[]> all = new ArrayList<>(full);
        if (last.size() > 0) {
            all.add(last.toByteArray());
        }
        full.clear();
        last.reset();
        bytes = 0;
        return all;
    }

    public static long checksum(List<byte[]> chunks) {
        CRC32C checksum = new CRC32C();
        for (byte[] chunk : chunks) {
            checksum.update(chunk, 0, chunk.length);
        }
        return checksum.getValue();
    }
}
