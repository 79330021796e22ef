package io.oncestream.connector.source.file;

import io.oncestream.connector.format.RecordReader;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.RejectedRecord;
import java.io.IOException;

/** The records of a part of a file at their places in the file. */
record PartRecords<T>(RecordReader<T> records, long bytesBefore, long linesBefore)
        implements RecordReader<T> {

    @Override
    public boolean next() throws IOException {
        return records.next();
    }

    @Override
    public Decoded<T> decode(long bytes) {
        Decoded<T> decoded = records.decode(bytes);
        RejectedRecord rejected = decoded.rejected();
        return rejected == null
                ? decoded
                : new Decoded<>(decoded.value(), placed(rejected), decoded.bytes());
    }

    private RejectedRecord placed(RejectedRecord rejected) {
        return new RejectedRecord(
                rejected.source(),
                rejected.position() + linesBefore,
                rejected.text(),
                rejected.reason());
    }

    @Override
    public long endOffset() {
        return records.endOffset() + bytesBefore;
    }

    @Override
    public void skipTo(long offset) throws IOException {
        records.skipTo(offset - bytesBefore);
    }
}
