package io.oncestream.connector.source.file;

import io.oncestream.connector.compression.Compression;
import io.oncestream.connector.format.RecordFormat;
import io.oncestream.connector.format.RecordFormats;
import io.oncestream.connector.format.RecordReader;
import io.oncestream.state.reading.Decoded;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.apache.flink.core.fs.Path;
import org.apache.flink.util.IOUtils;
import org.jspecify.annotations.Nullable;

/** Reads a file, or a part of one, in batches. */
final class FileReader<T> implements BulkFormat.Reader<Decoded<T>> {

    private static final int BATCH_RECORDS = 2_000;
    private static final long BATCH_BYTES = 1 << 20;

    private final String source;
    private final InputStream in;
    private final RecordReader<T> records;

    /** Where the record that was read last ends. */
    private long offset;

    private boolean atEnd;

    /** Read, but held back until it is known whether it is the last and takes the file's rest. */
    private @Nullable RecordAndPosition<Decoded<T>> held;

    private FileReader(String source, InputStream in, RecordReader<T> records, long offset) {
        this.source = source;
        this.in = in;
        this.records = records;
        this.offset = offset;
    }

    /**
     * @param offset where a record of the part ended, or the part begins
     */
    static <T> FileReader<T> open(Path path, RecordFormats<T> formats, FilePart part, long offset)
            throws IOException {
        String source = path.getPath();
        RecordFormat<T> format = formats.of(Compression.withoutSuffix(source));
        InputStream in = null;
        try {
            RecordReader<T> records;
            if (part.isWhole()) {
                in = path.getFileSystem().open(path);
                in = FileContent.decompress(in, source);
                records = format.open(in, source);
            } else {
                PartInput input = PartInput.open(path, format, part);
                in = input;
                records = input.placed(format.open(in, source));
            }
            records.skipTo(offset);
            return new FileReader<>(source, in, records, offset);
        } catch (IOException e) {
            IOUtils.closeQuietly(in);
            throw FileErrors.unreadable(source, e);
        }
    }

    @Override
    public BulkFormat.@Nullable RecordIterator<Decoded<T>> readBatch() throws IOException {
        List<RecordAndPosition<Decoded<T>>> batch = new ArrayList<>();
        long from = offset;
        try {
            // An empty batch would mean the end of the file.
            while (!atEnd && (batch.isEmpty() || !isFull(batch, offset - from))) {
                readInto(batch);
            }
        } catch (IOException e) {
            throw FileErrors.unreadable(source, e);
        }
        return batch.isEmpty() ? null : new Batch<>(batch.iterator());
    }

    private static boolean isFull(List<?> batch, long bytes) {
        return batch.size() >= BATCH_RECORDS || bytes >= BATCH_BYTES;
    }

    private void readInto(List<RecordAndPosition<Decoded<T>>> batch) throws IOException {
        atEnd = !records.next();
        long bytes = records.endOffset() - offset;
        offset = records.endOffset();
        if (held != null) {
            batch.add(atEnd ? withRest(held, bytes) : held);
        }
        held = atEnd ? null : at(records.decode(bytes), offset);
    }

    private static <T> RecordAndPosition<Decoded<T>> withRest(
            RecordAndPosition<Decoded<T>> last, long bytes) {
        Decoded<T> record = last.getRecord();
        return at(
                new Decoded<>(record.value(), record.rejected(), record.bytes() + bytes),
                last.getOffset());
    }

    private static <T> RecordAndPosition<Decoded<T>> at(Decoded<T> record, long offset) {
        return new RecordAndPosition<>(record, offset, 0);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private record Batch<R>(Iterator<RecordAndPosition<R>> records)
            implements BulkFormat.RecordIterator<R> {

        @Override
        public @Nullable RecordAndPosition<R> next() {
            return records.hasNext() ? records.next() : null;
        }

        @Override
        public void releaseBatch() {}
    }
}
