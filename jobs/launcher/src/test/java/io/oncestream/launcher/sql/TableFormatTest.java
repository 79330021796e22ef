package io.oncestream.launcher.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.sql.RowFormat.Column;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableFormatTest {

    private static final Column TEXT = new Column("name", false);
    private static final Column NUMBER = new Column("n", true);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private TableFormat table(int columns) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new TableFormat(out, columns, true);
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void numbersAreAlignedToTheRightAndTextToTheLeft() {
        TableFormat table = table(80);
        table.begin(List.of(TEXT, NUMBER));
        table.row(List.of("a", "1"));
        table.row(List.of("bcdef", "1000"));
        table.end();
        assertThat(lines())
                .containsExactly(
                        "name      n", "-----  ----", "a         1", "bcdef  1000", "(2 rows)");
    }

    @Test
    void nullIsVisible() {
        TableFormat table = table(80);
        table.begin(List.of(TEXT, NUMBER));
        table.row(Arrays.asList(null, null));
        table.end();
        assertThat(lines()).contains("NULL  NULL", "(1 row)");
    }

    @Test
    void columnsThatDoNotFitAreLeftOutAndNamed() {
        TableFormat table = table(12);
        table.begin(List.of(TEXT, NUMBER, new Column("third", true)));
        table.row(List.of("abcdef", "12", "3"));
        table.end();
        assertThat(lines().subList(0, 3)).containsExactly("name     n", "------  --", "abcdef  12");
        assertThat(lines()).last().asString().contains("third").doesNotContain("name");
    }

    @Test
    void noLineIsWiderThanTheTerminalAlsoBehindTheMeasuredRows() {
        TableFormat table = table(20);
        table.begin(List.of(TEXT));
        for (int i = 0; i < 300; i++) {
            table.row(List.of("x".repeat(i)));
        }
        table.end();
        assertThat(lines()).filteredOn(line -> line.startsWith("x")).hasSize(299);
        assertThat(lines())
                .filteredOn(line -> line.startsWith("x"))
                .allMatch(l -> l.length() <= 20);
    }

    @Test
    void aPipeGetsWholeCells() {
        TableFormat table = table(Integer.MAX_VALUE);
        table.begin(List.of(TEXT));
        table.row(List.of("x".repeat(500)));
        table.end();
        assertThat(lines()).contains("x".repeat(500));
    }

    @Test
    void controlCharactersReachNoTerminal() {
        TableFormat table = table(80);
        table.begin(List.of(TEXT));
        table.row(List.of("a\u001b[2Jb\nc"));
        table.end();
        assertThat(lines()).contains("a\\u001b[2Jb\\nc");
    }

    @Test
    void twoColumnsOfOneNameAreBothShown() {
        TableFormat table = table(80);
        table.begin(List.of(TEXT, TEXT));
        table.row(List.of("a", "longer"));
        table.end();
        assertThat(lines()).contains("name  name", "----  ------", "a     longer");
    }
}
