package io.oncestream.job.averages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.oncestream.testing.TestDatabase;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.postgresql.PGConnection;

/** What the database had when a savepoint was taken. */
final class SavepointTables {

    private static final List<String> TABLES =
            List.of(
                    "resumed",
                    "resumed_rejected",
                    "resumed_late",
                    "oncestream_sinks",
                    "oncestream_transactions",
                    "oncestream_rewinds");

    private SavepointTables() {}

    static void save(TestDatabase database, Path folder) throws Exception {
        try (Connection connection = database.address().connect()) {
            for (String table : TABLES) {
                try (OutputStream file = Files.newOutputStream(folder.resolve(table + ".csv"))) {
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyOut("COPY " + table + " TO STDOUT (FORMAT csv, HEADER)", file);
                }
            }
        }
    }

    /** Into tables of this version, which may have more columns. */
    static void restore(TestDatabase database, Path folder) throws Exception {
        for (String suffix : List.of("", "_rejected", "_late")) {
            database.execute(
                    "CREATE TABLE resumed%1$s (LIKE clean%1$s INCLUDING ALL)".formatted(suffix));
        }
        try (Connection connection = database.address().connect()) {
            for (String table : TABLES) {
                String rows = Files.readString(folder.resolve(table + ".csv"), UTF_8);
                String columns = rows.lines().findFirst().orElseThrow();
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "COPY %s (%s) FROM STDIN (FORMAT csv, HEADER)"
                                        .formatted(table, columns),
                                new StringReader(rows));
            }
        }
    }
}
