package io.oncestream.connector.format;

import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.RejectedRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Files in CSV with a header: see {@link CsvReader}.
 *
 * @param <T> what the mapper makes of each row
 */
public record CsvFormat<T>(RecordMapper<T> mapper, FieldRules rules) implements RecordFormat<T> {

    @Override
    public RecordReader<T> open(InputStream in, String source) throws IOException {
        List<WantedColumn> columns = mapper.columns();
        CsvReader csv = CsvReader.open(in, source, columns);
        return new Rows<>(csv, new CsvFields(columns, rules), mapper, source);
    }

    @Override
    public void check(InputStream in, String source) throws IOException {
        FirstRecords<T> first = new FirstRecords<>(mapper);
        try {
            first.check(new CsvFormat<>(first, rules), in, source);
        } catch (CsvHeaderException e) {
            if (String.valueOf(e.getMessage()).contains("; its columns are: {")) {
                throw new FormatException(
                        source + " looks like JSON: give --format json, or name it .json");
            }
            throw e;
        }
    }

    @Override
    public boolean recordsEndWithUnquotedLines() {
        return true;
    }

    @Override
    public TypeInformation<T> type() {
        return mapper.type();
    }

    private record Rows<T>(CsvReader csv, CsvFields fields, RecordMapper<T> mapper, String source)
            implements RecordReader<T> {

        @Override
        public boolean next() throws IOException {
            return csv.next();
        }

        @Override
        public Decoded<T> decode(long bytes) {
            try {
                T value = mapper.map(fields.of(csv));
                return csv.lines() == 1
                        ? Decoded.of(value, bytes)
                        : new Decoded<>(value, overLines(), bytes);
            } catch (BadFieldException e) {
                return e.decoded(source, csv.line(), csv::excerpt, bytes);
            }
        }

        /** A stray quote would make one row of many, and nobody would miss them. */
        private RejectedRecord overLines() {
            return new RejectedRecord(
                    source,
                    csv.line(),
                    "",
                    "a quoted field takes the row over " + csv.lines() + " lines");
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
