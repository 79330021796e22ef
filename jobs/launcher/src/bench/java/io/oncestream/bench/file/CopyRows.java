package io.oncestream.bench.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.oncestream.bench.windows.PlainStatistics;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Rows in PostgreSQL's binary format (its documentation of COPY, "Binary Format"). */
final class CopyRows {

    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
    };

    private static final long EPOCH_MILLIS = 946_684_800_000L; // 2000-01-01
    private static final int COLUMNS = 12;

    private final DataOutputStream out;

    CopyRows(OutputStream out) throws IOException {
        this.out = new DataOutputStream(out);
        this.out.write(SIGNATURE);
        this.out.writeLong(0);
    }

    void add(String key, long startMillis, long endMillis, PlainStatistics row)
            throws IOException {
        out.writeShort(COLUMNS);
        byte[] text = key.getBytes(UTF_8);
        out.writeInt(text.length);
        out.write(text);
        add((startMillis - EPOCH_MILLIS) * 1_000);
        add((endMillis - EPOCH_MILLIS) * 1_000);
        add(row.count);
        for (double statistic : row.statistics()) {
            add(Double.doubleToRawLongBits(statistic));
        }
    }

    private void add(long eightBytes) throws IOException {
        out.writeInt(Long.BYTES);
        out.writeLong(eightBytes);
    }

    void end() throws IOException {
        out.writeShort(-1);
        out.flush();
    }
}
