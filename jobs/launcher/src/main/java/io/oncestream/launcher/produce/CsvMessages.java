package io.oncestream.launcher.produce;

import com.fasterxml.jackson.core.JsonGenerator;
import io.oncestream.connector.format.CsvReader;
import io.oncestream.connector.source.file.InputFiles;
import io.oncestream.launcher.failure.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Each row of a CSV file as a JSON object with the header's names. */
final class CsvMessages implements MessageInput {

    /** A number as JSON writes it, and short enough for everyone who reads it. */
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?");

    private final Path path;
    private final InputStream in;
    private final CsvReader rows;
    private final List<String> columns;
    private final FileKey key;
    private final int keyColumn;
    private final int opColumn;

    CsvMessages(Path path, FileKey key) throws IOException {
        this.path = path;
        this.key = key;
        this.in = InputFiles.open(path);
        boolean opened = false;
        try {
            this.rows = CsvReader.openAll(in, path.toString());
            this.columns = rows.columns();
            this.keyColumn = position(key.column(), true);
            this.opColumn = position(key.op(), key.opNeeded());
            opened = true;
        } finally {
            if (!opened) {
                in.close();
            }
        }
    }

    /** -1 where no column is wanted, or it is not there and need not be. */
    private int position(@Nullable String column, boolean needed) {
        int position = column == null ? -1 : columns.indexOf(column);
        if (column != null && position < 0 && needed) {
            throw new IllegalArgumentException(
                    "--key: no column \"%s\" in %s; its columns are: %s"
                            .formatted(column, path, String.join(", ", columns)));
        }
        return position;
    }

    @Override
    public @Nullable Message next() throws IOException {
        if (!rows.next()) {
            return null;
        }
        String broken = rows.broken();
        if (broken == null && rows.fields() > columns.size()) {
            broken =
                    "the row has %d fields, the header %d".formatted(rows.fields(), columns.size());
        }
        if (broken != null) {
            throw new FailureException("%s, line %d: %s".formatted(path, rows.line(), broken));
        }
        byte[] row = JsonObject.of(this::write);
        if (FileKey.isTick(text(opColumn))) {
            return Message.forAllPartitions(row);
        }
        return FileKey.message(text(keyColumn), row);
    }

    private @Nullable String text(int column) {
        return column < 0 ? null : rows.text(column);
    }

    private void write(JsonGenerator json) throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            String text = rows.text(i);
            if (text == null || (text.isEmpty() && key.hasOps())) {
                continue; // The row is shorter than the header, or a command does not have it.
            }
            json.writeFieldName(columns.get(i));
            if (NUMBER.matcher(text).matches()) {
                json.writeNumber(text);
            } else {
                json.writeString(text);
            }
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
