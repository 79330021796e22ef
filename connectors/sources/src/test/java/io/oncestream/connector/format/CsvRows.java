package io.oncestream.connector.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a {@link CsvReader} makes of a text: the line and the fields, or why not and of what. */
final class CsvRows {

    private CsvRows() {}

    static List<String> rows(String csv, String... columns) throws IOException {
        byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
        return rows(open(new ByteArrayInputStream(bytes), columns), columns.length);
    }

    static List<String> rows(CsvReader reader, int columns) throws IOException {
        List<String> rows = new ArrayList<>();
        while (reader.next()) {
            List<String> fields = new ArrayList<>();
            for (int i = 0; reader.broken() == null && i < columns; i++) {
                fields.add(reader.text(i));
            }
            rows.add(
                    reader.line()
                            + ": "
                            + (reader.broken() == null
                                    ? String.join("/", fields)
                                    : reader.broken() + " <" + reader.excerpt() + ">"));
        }
        return rows;
    }

    static CsvReader open(InputStream in, String... columns) throws IOException {
        return CsvReader.open(in, "test.csv", wanted(List.of(columns)));
    }

    static List<WantedColumn> wanted(List<String> names) {
        return names.stream().map(name -> new WantedColumn(name, name)).toList();
    }
}
