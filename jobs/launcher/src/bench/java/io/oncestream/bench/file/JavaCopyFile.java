package io.oncestream.bench.file;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.measure.Work;
import io.oncestream.bench.windows.PlainStatistics;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * The limit: one thread reads lines, adds doubles in a map, and writes all rows by COPY BINARY in
 * one transaction.
 */
final class JavaCopyFile implements Work {

    private static final long HOUR_MILLIS = 3_600_000;
    private static final int BUFFER_BYTES = 1 << 16;

    /** A key's window. */
    private record Window(String key, long start) {}

    private final OwnDatabase database;
    private final Path file;

    private JavaCopyFile(OwnDatabase database, Path file) {
        this.database = database;
        this.file = file;
    }

    static Work prepare(Case one) throws SQLException {
        Path file = CsvFile.of(one);
        OwnDatabase database = OwnDatabase.create(one);
        AveragesTable.create(database);
        return new JavaCopyFile(database, file);
    }

    @Override
    public Instant run() throws IOException, SQLException {
        Map<Window, PlainStatistics> windows = read();
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            PGConnection postgres = connection.unwrap(PGConnection.class);
            try (PGCopyOutputStream out =
                    new PGCopyOutputStream(
                            postgres, "COPY averages FROM STDIN (FORMAT binary)", BUFFER_BYTES)) {
                CopyRows rows = new CopyRows(out);
                for (Map.Entry<Window, PlainStatistics> one : windows.entrySet()) {
                    long start = one.getKey().start;
                    rows.add(one.getKey().key, start, start + HOUR_MILLIS, one.getValue());
                }
                rows.end();
            }
            connection.commit();
        }
        return Instant.now();
    }

    private Map<Window, PlainStatistics> read() throws IOException {
        Map<Window, PlainStatistics> windows = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int time = line.indexOf(',') + 1;
                int value = line.indexOf(',', time) + 1;
                int weight = line.indexOf(',', value) + 1;
                long millis = Instant.parse(line.substring(time, value - 1)).toEpochMilli();
                Window window =
                        new Window(line.substring(0, time - 1), millis - millis % HOUR_MILLIS);
                windows.computeIfAbsent(window, key -> new PlainStatistics())
                        .add(
                                millis,
                                Double.parseDouble(line.substring(value, weight - 1)),
                                Double.parseDouble(line.substring(weight)));
            }
        }
        return windows;
    }

    @Override
    public Check check() throws SQLException {
        return AveragesTable.check(database);
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
