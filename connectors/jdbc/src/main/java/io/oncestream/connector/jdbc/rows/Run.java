package io.oncestream.connector.jdbc.rows;

import io.oncestream.state.ledger.LocalFile;
import java.io.IOException;
import java.util.Arrays;

/** Records in a local file, sorted by key, each key once. */
final class Run implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final LocalFile file;
    private final int level;

    private Run(LocalFile file, int level) {
        this.file = file;
        this.level = level;
    }

    /** Where records come from, by key. */
    interface Source {
        void drain(RecordBytes.Receiver receiver) throws IOException;
    }

    /** Writes a run of all that the source has; takes the file over, if only to close it. */
    static Run write(LocalFile file, int level, Source source) throws IOException {
        Writer writer = new Writer(file);
        boolean written = false;
        try {
            source.drain(writer);
            writer.flush();
            written = true;
        } finally {
            if (!written) {
                file.close();
            }
        }
        return new Run(file, level);
    }

    /** How often its records were merged. */
    int level() {
        return level;
    }

    /**
     * Reads it from its beginning.
     *
     * @param age among the runs that are merged, the larger the newer
     */
    RunReader read(int age) {
        return new RunReader(file, BUFFER_BYTES, age);
    }

    @Override
    public void close() {
        file.close();
    }

    private static final class Writer implements RecordBytes.Receiver {
        private final LocalFile file;
        private byte[] buffer = new byte[BUFFER_BYTES];
        private int length;

        Writer(LocalFile file) {
            this.file = file;
        }

        @Override
        public void take(byte[] bytes, int record) throws IOException {
            int size = RecordBytes.size(bytes, record);
            if (length + size > buffer.length) {
                flush();
                buffer = size > buffer.length ? Arrays.copyOf(buffer, size) : buffer;
            }
            System.arraycopy(bytes, record, buffer, length, size);
            length += size;
        }

        void flush() throws IOException {
            file.append(buffer, 0, length);
            length = 0;
        }
    }
}
