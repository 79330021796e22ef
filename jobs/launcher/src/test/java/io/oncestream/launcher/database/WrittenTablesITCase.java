package io.oncestream.launcher.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.testing.DatabaseKind;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WrittenTablesITCase {

    @ParameterizedTest
    @EnumSource
    void aTableIsQuotedInAQueryWhereItMustBe(DatabaseKind kind) throws Exception {
        String quote = kind.choose("\"", "`");
        Map<String, String> names =
                Map.of(
                        "averages", "averages",
                        "select", "'select'",
                        "shop.order", "shop.'order'",
                        "\"a.b\"", "'a.b'",
                        "Averages", "'Averages'");
        try (Connection connection = kind.newDatabase().address().connect()) {
            WrittenTables tables = new WrittenTables(connection);
            for (Map.Entry<String, String> name : names.entrySet()) {
                assertThat(tables.inQuery(name.getKey()))
                        .isEqualTo(name.getValue().replace("'", quote));
            }
        }
    }
}
