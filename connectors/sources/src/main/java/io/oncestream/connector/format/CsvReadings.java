package io.oncestream.connector.format;

import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import java.io.IOException;
import java.io.InputStream;

/** CSV with a header. */
public record CsvReadings(ReadingDecoder decoder) implements ReadingFormat {

    @Override
    public RecordReader open(InputStream in, String source) throws IOException {
        return new Rows(CsvReader.open(in, source, decoder.columns()), decoder, source);
    }

    @Override
    public void check(InputStream in, String source) throws IOException {
        try {
            open(in, source);
        } catch (CsvHeaderException e) {
            if (String.valueOf(e.getMessage()).contains("; its columns are: {")) {
                throw new FormatException(
                        source + " looks like JSON: give --format json, or name it .json");
            }
            throw e;
        }
    }

    private record Rows(CsvReader csv, ReadingDecoder decoder, String source)
            implements RecordReader {

        @Override
        public boolean next() throws IOException {
            return csv.next();
        }

        @Override
        public Decoded<Reading> decode(long bytes) {
            return decoder.decode(csv, source, bytes);
        }

        @Override
        public long endOffset() {
            return csv.endOffset();
        }

        @Override
        public void skipTo(long offset) throws IOException {
            csv.skipTo(offset);
        }
    }
}
