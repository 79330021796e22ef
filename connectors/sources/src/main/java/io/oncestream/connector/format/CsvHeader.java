package io.oncestream.connector.format;

import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The names in a header, as one delimiter separates them. */
record CsvHeader(List<String> names) {

    private static final byte[] DELIMITERS = {',', ';', '\t', '|'};
    private static final Pattern BARE_CARRIAGE_RETURN = Pattern.compile("\\r(?!\\n)");
    private static final int NAMES_SHOWN_MAX = 40;
    private static final int NAME_CHARS_SHOWN_MAX = 60;

    /**
     * Reads the header with the first delimiter under which it holds all the columns that are not
     * optional, which the records are read with from then on.
     */
    static CsvHeader read(CsvRecords records, String source, List<WantedColumn> wanted)
            throws IOException {
        requireNotEmpty(records, source);
        List<String> columns =
                wanted.stream()
                        .filter(column -> !column.optional())
                        .map(WantedColumn::name)
                        .toList();
        CsvHeader closest = new CsvHeader(List.of());
        for (byte delimiter : DELIMITERS) {
            records.readAgainWith(delimiter);
            CsvHeader header = of(records);
            header.requireLineFeeds(source);
            if (new HashSet<>(header.names).containsAll(columns)) {
                header.requireOnce(wanted.stream().map(WantedColumn::name).toList(), source);
                return header;
            }
            closest = header.isCloserThan(closest, columns) ? header : closest;
        }
        throw closest.unusable(records, source, columns);
    }

    /**
     * Reads the header with the delimiter under which it holds most columns, which the records are
     * read with from then on.
     */
    static CsvHeader readAll(CsvRecords records, String source) throws IOException {
        requireNotEmpty(records, source);
        CsvHeader widest = new CsvHeader(List.of());
        byte delimiterOfWidest = DELIMITERS[0];
        for (byte delimiter : DELIMITERS) {
            records.readAgainWith(delimiter);
            CsvHeader header = of(records);
            if (header.names.size() > widest.names.size()) {
                widest = header;
                delimiterOfWidest = delimiter;
            }
        }
        records.readAgainWith(delimiterOfWidest);
        widest.requireLineFeeds(source);
        if (widest.names.isEmpty()) {
            throw widest.unusable(records, source, List.of());
        }
        widest.requireOnce(widest.names, source);
        return widest;
    }

    private static void requireNotEmpty(CsvRecords records, String source) throws IOException {
        if (!records.next()) {
            throw new CsvHeaderException(
                    source + " is empty: a CSV file begins with a line that names its columns");
        }
    }

    private static CsvHeader of(CsvRecords records) {
        if (records.broken() != null) {
            return new CsvHeader(List.of());
        }
        return new CsvHeader(
                IntStream.range(0, records.fields())
                        .mapToObj(field -> records.field(field).strip())
                        .toList());
    }

    int position(String column) {
        return names.indexOf(column);
    }

    /** Where lines end with CR alone, the file would be one header, and no row be seen. */
    private void requireLineFeeds(String source) throws CsvHeaderException {
        if (names.stream().anyMatch(name -> BARE_CARRIAGE_RETURN.matcher(name).find())) {
            throw new CsvHeaderException(
                    source
                            + " has a carriage return without a line feed in its header: convert"
                            + " its line ends to LF or CR LF");
        }
    }

    private void requireOnce(List<String> columns, String source) throws CsvHeaderException {
        for (String column : columns) {
            int count = Collections.frequency(names, column);
            if (count > 1) {
                throw new CsvHeaderException(
                        "%d columns of %s are named \"%s\"; a column that is read needs a name of its own"
                                .formatted(count, source, column));
            }
        }
    }

    private boolean isCloserThan(CsvHeader other, List<String> columns) {
        long more = found(columns) - other.found(columns);
        return more > 0 || (more == 0 && names.size() > other.names.size());
    }

    private long found(List<String> columns) {
        return columns.stream().filter(names::contains).count();
    }

    private CsvHeaderException unusable(CsvRecords records, String source, List<String> columns) {
        if (names.isEmpty()) {
            return new CsvHeaderException(
                    "%s has no usable header: %s"
                            .formatted(source, Objects.requireNonNull(records.broken())));
        }
        String missing =
                columns.stream()
                        .filter(column -> !names.contains(column))
                        .findFirst()
                        .orElseThrow();
        return new CsvHeaderException(
                "no column \"%s\" in %s; its columns are: %s"
                        .formatted(missing, source, shownNames()));
    }

    private String shownNames() {
        String shown =
                names.stream()
                        .limit(NAMES_SHOWN_MAX)
                        .map(name -> Utf8.cut(name, NAME_CHARS_SHOWN_MAX))
                        .map(name -> name.isEmpty() ? "\"\"" : name)
                        .collect(Collectors.joining(", "));
        int more = names.size() - NAMES_SHOWN_MAX;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }
}
