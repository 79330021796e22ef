package io.oncestream.launcher.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.sql.RowFormat.Column;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvFormatTest {

    private static String csv(String... values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CsvFormat csv = new CsvFormat(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        csv.begin(List.of(new Column("a", false), new Column("b,c", true)));
        csv.row(Arrays.asList(values));
        csv.end();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void linesEndAsRfc4180SaysAndTheHeaderIsQuotedWhereNeeded() {
        assertThat(csv("1", "2")).isEqualTo("a,\"b,c\"\n1,2\n");
    }

    @Test
    void quotesCommasAndLineBreaksAreQuoted() {
        assertThat(csv("say \"x\"", "1\n2")).endsWith("\"say \"\"x\"\"\",\"1\n2\"\n");
    }

    @Test
    void nullIsEmptyAndTheEmptyTextIsQuoted() {
        assertThat(csv(null, "")).endsWith("\n,\"\"\n");
    }
}
