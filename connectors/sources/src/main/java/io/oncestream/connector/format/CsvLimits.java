package io.oncestream.connector.format;

/**
 * What bounds a record, and with it the memory of a reader.
 *
 * @param recordBytes the longest record, without its line break
 * @param recordLines the most lines of a record
 * @param windowBytes how much is read at first
 */
record CsvLimits(int recordBytes, int recordLines, int windowBytes) {

    static final CsvLimits DEFAULT = new CsvLimits(1 << 20, 100, 1 << 16);
}
