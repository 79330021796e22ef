package io.oncestream.connector.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV with a header (RFC 4180, UTF-8) from bytes. Whatever the bytes are, each record is
 * either a row or {@link #broken() broken}: no input makes it throw after the header.
 *
 * <ul>
 *   <li>Lines end with {@code \n} or {@code \r\n}, the last one also with the end of the stream. A
 *       byte order mark and empty lines are skipped.
 *   <li>A field that begins with a quote ends with the next single one; {@code ""} inside stands
 *       for one quote, and delimiters and line breaks inside belong to the field. A quote anywhere
 *       else is a character like any other ({@code 5" pipe}), and so are blanks around a field.
 *   <li>A quote that is not closed within 100 lines, 1 MiB and the stream, or that is followed by
 *       text, breaks only the line where its record began: reading goes on with the next line, so
 *       that one stray quote never takes other lines with it.
 *   <li>A line over 1 MiB is broken and skipped to its end without being held in memory.
 *   <li>Bytes that are not UTF-8 break the record that they are in. NUL is a character.
 * </ul>
 *
 * The delimiter is the first of comma, semicolon, tab and {@code |} under which the header holds
 * all wanted columns. Not thread-safe; the caller closes the stream.
 */
public final class CsvReader implements CsvRow {

    private final CsvRecords records;
    private final int[] positions;
    private final int headerFields;
    private final List<String> columns;

    private CsvReader(CsvRecords records, CsvHeader header, List<String> columns) {
        this.records = records;
        this.columns = List.copyOf(columns);
        this.positions = columns.stream().mapToInt(header::position).toArray();
        this.headerFields = header.names().size();
    }

    /**
     * Reads the header.
     *
     * @param source what errors call the stream: a file's path
     * @param columns to read; their names are compared exactly once blanks around those in the
     *     header are removed
     * @throws CsvHeaderException when there is no header, or none that names each column once
     */
    static CsvReader open(InputStream in, String source, List<WantedColumn> columns)
            throws IOException {
        return open(in, source, columns, CsvLimits.DEFAULT);
    }

    /**
     * Reads the header, and wants all of its columns; the delimiter is the one that makes most.
     *
     * @param source what errors call the stream: a file's path
     * @throws CsvHeaderException when there is no header, or one with two columns of a name
     */
    public static CsvReader openAll(InputStream in, String source) throws IOException {
        CsvRecords records = new CsvRecords(in, CsvLimits.DEFAULT);
        CsvHeader header = CsvHeader.readAll(records, source);
        return new CsvReader(records, header, header.names());
    }

    static CsvReader open(
            InputStream in, String source, List<WantedColumn> columns, CsvLimits limits)
            throws IOException {
        CsvRecords records = new CsvRecords(in, limits);
        CsvHeader header = CsvHeader.read(records, source, columns);
        return new CsvReader(records, header, columns.stream().map(WantedColumn::name).toList());
    }

    /** Moves to the next record; false at the end. */
    public boolean next() throws IOException {
        return records.next();
    }

    /** Why this record is not a row, or null when it is one. */
    @Override
    public @Nullable String broken() {
        return records.broken();
    }

    /** The wanted columns, in the order in which they were asked for. */
    public List<String> columns() {
        return columns;
    }

    /** How many fields this row has. */
    @Override
    public int fields() {
        return records.fields();
    }

    /** How many fields the header has. */
    @Override
    public int headerFields() {
        return headerFields;
    }

    /** At which field of a row, from 0, the wanted column stands; -1 where no row has it. */
    @Override
    public int position(int column) {
        return positions[column];
    }

    /** The text of the wanted column in this row, or null when the row ends before it. */
    @Override
    public @Nullable String text(int column) {
        int field = positions[column];
        return field < records.fields() ? records.field(field) : null;
    }

    @Override
    public byte[] bytes() {
        return records.lines().window().bytes();
    }

    @Override
    public int start(int column) {
        int field = positions[column];
        return field < records.fields() ? records.start(field) : -1;
    }

    @Override
    public int end(int column) {
        return records.end(positions[column]);
    }

    /** The number of the line, from 1, on which this record begins. */
    public long line() {
        return records.lines().number();
    }

    /** How many lines this record takes. */
    int lines() {
        return records.lines().taken();
    }

    /** The offset of the first byte after this record and its line break. */
    public long endOffset() {
        return records.lines().endOffset();
    }

    /**
     * This record as it was read, without its line break: at most 1,000 characters, with bytes that
     * are not UTF-8 and NUL replaced by U+FFFD.
     */
    public String excerpt() {
        return records.lines().excerpt();
    }

    /**
     * Goes on after the record that ended at the given offset, counting the lines before it. No
     * record is current until {@link #next()}.
     *
     * @throws EOFException when the stream is shorter
     */
    public void skipTo(long offset) throws IOException {
        records.lines().skipTo(offset);
    }
}
