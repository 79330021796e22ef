package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableRulesTest {

    private static TableMapping.Builder<Double> columns() {
        return TableMapping.<Double>table("t")
                .doublePrecision("number", number -> number)
                .json("doc", String::valueOf)
                .text("name", String::valueOf);
    }

    private static void refused(TableMapping.Builder<?> mapping, String message) {
        assertThatThrownBy(mapping::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void keysThatDoNotTellOneValueFromAnotherAreRefused() {
        refused(
                columns().primaryKey("name", "number"),
                "the column number is a floating-point number and cannot be of the primary key");
        refused(
                columns().primaryKey("doc"),
                "the column doc is JSON and cannot be of the primary key");
    }

    @Test
    void columnsThatAreNotThereAreRefused() {
        refused(columns().primaryKey("other"), "primary key [other] is not among the columns");
        refused(columns().index("other"), "the index on [other] is not on some of the columns");
        refused(columns().index(), "the index on []");
    }

    @Test
    void anIndexOnJsonOrBesideAPrimaryKeyIsRefused() {
        refused(columns().index("name", "doc"), "those without JSON");
        refused(columns().primaryKey("name").index("number"), "without a primary key");
    }

    @Test
    void theSinksOwnColumnIsRefused() {
        refused(columns().text("_tx", String::valueOf), "the column _tx is the sink's own");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "66, 2", "10, -1", "10, 11", "40, 31"})
    void decimalsThatNotEveryDatabaseHasAreRefused(int precision, int scale) {
        refused(
                columns().decimal("price", precision, scale, BigDecimal::valueOf),
                "the column price is decimal(" + precision + ", " + scale + ")");
    }

    @Test
    void notNullNeedsAColumn() {
        assertThatThrownBy(() -> TableMapping.table("t").notNull())
                .isInstanceOf(IllegalStateException.class);
    }
}
