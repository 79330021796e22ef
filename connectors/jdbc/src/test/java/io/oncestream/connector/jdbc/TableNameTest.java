package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "averages||averages|averages",
                "shop.averages|shop|averages|shop.averages",
                "Shop.Mixed Case|Shop|Mixed Case|Shop.Mixed Case",
                "\"shop.averages\"||shop.averages|\"shop.averages\"",
                "\"shop\".\"averages\"|shop|averages|shop.averages",
                "\"a.b\".\"c\"\"d\"|a.b|c\"d|\"a.b\".c\"d",
                "\"\"\"q\"\"\"||\"q\"|\"\"\"q\"\"\"",
                "in\"side||in\"side|in\"side",
            })
    void aDotIsASchemaAndWhatIsQuotedIsMeantLiterally(
            String text, String schema, String name, String again) {
        TableName table = TableName.of(text);
        assertThat(table).isEqualTo(new TableName(schema, name));
        assertThat(table).hasToString(again);
        assertThat(TableName.of(again)).isEqualTo(table);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b.c", "\"open", "\"a\"b", "a.\"open", "\"a.b\".c.d"})
    void whatIsNeitherIsRefused(String text) {
        assertThatThrownBy(() -> TableName.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("table " + text);
    }

    @Test
    void furtherTablesAreInTheSameSchema() {
        assertThat(TableName.of("shop.\"a.b\"").withSuffix("_late"))
                .hasToString("shop.\"a.b_late\"");
    }
}
