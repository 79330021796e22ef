package io.oncestream.connector.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.reading.ReadingMapper;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.reading.RejectedRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in which a line is not an object. */
class JsonValuesTest {

    private static final JsonLines<Reading> FORMAT =
            new JsonLines<>(
                    new JsonMessages<>(new ReadingMapper("k", "t", "v", null), FieldRules.DEFAULT));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\n  {A},\n  {B},\n  {C}\n]\n",
                "[{A},{B},{C}]",
                " \r\n[\r\n{A}\r\n,\r\n{B},{C}\r\n]\r\n\r\n",
                "[\n{\nA\n}\n, {\nB}\n,{C\n}]",
                "[{A}]\n[{B},\n{C}]\n[]",
                "{\n  A\n}\n{\n  B\n}\n{\n  C\n}\n",
                "\uFEFF{\n  A}{B}{C}",
                "{A}\n{B}\n{C}\n",
            })
    void objectsAreReadWhateverTheirLines(String json) throws IOException {
        List<Decoded<Reading>> read = read(filled(json));
        assertThat(read).extracting(decoded -> decoded.value().value()).containsExactly(1., 2., 3.);
    }

    /**
     * Seen red where the line that opens the array was taken for a broken one: C alone was read.
     */
    @Test
    void anArrayInsideOfAnObjectIsOneRecordAndNoneOfItsElementsIsReadAlone() throws IOException {
        for (String json :
                List.of(
                        "{\"meta\":{\"n\":3}, \"data\": [\n{A},\n{B},\n{C}\n]}\n",
                        "{\"data\":[{A},\n{B},\n{C}]}",
                        "{\"data\":[ \r\n{A},\n{B},\n{C}]}")) {
            assertThat(read(filled(json)))
                    .singleElement()
                    .satisfies(decoded -> assertThat(decoded.rejected()).isNotNull());
        }
    }

    @Test
    void whatIsNoObjectInAnArrayIsARejectWithTheLineThatItBeginsOn() throws IOException {
        String json = "[\n {A}, 7,\n null,\n {\n\"t\":\"soon\"},\n\"a]\",[1,\n2],\n{B}]x";
        assertThat(read(filled(json)).stream().filter(d -> d.value() == null))
                .extracting(Decoded::rejected)
                .containsExactly(
                        rejected(2, "7", "is no JSON object"),
                        rejected(3, "null", "is no JSON object"),
                        rejected(4, "{\n\"t\":\"soon\"}", "there is no field k"),
                        rejected(6, "\"a]\"", "is no JSON object"),
                        rejected(6, "[1,\n2]", "is no JSON object"),
                        rejected(8, "x", "is no JSON"));
    }

    @Test
    void aLineThatBreaksOffBeforeTheNextObjectTakesNoOtherWithIt() throws IOException {
        assertThat(read(filled("{\"k\":\n{A}\n{B}\n")))
                .extracting(decoded -> decoded.rejected() == null)
                .containsExactly(false, true, true);
    }

    @Test
    void anElementThatIsTooLongIsPassedOver() throws IOException {
        String json = "[{A},\n{\"x\":[\"" + "}\n".repeat(3 << 20) + "\"]},\n{B}]";
        List<Decoded<Reading>> read = read(filled(json));
        assertThat(read.get(1).rejected().reason()).isEqualTo("a JSON value over 1 MiB");
        assertThat(read.get(1).rejected().text()).hasSize(1_000);
        assertThat(read.get(2).value().value()).isEqualTo(2);
        assertThat(read).hasSize(3);
    }

    /** 200 MB of elements on one line; the heap of a window is 1 MiB. */
    @Test
    void anArrayIsNeverInMemory() throws IOException {
        byte[] element = (filled("{A},") + " ".repeat(1_000)).getBytes(StandardCharsets.UTF_8);
        int elements = 200_000;
        List<InputStream> parts = new ArrayList<>();
        parts.add(new ByteArrayInputStream(new byte[] {'['}));
        IntStream.range(0, elements).forEach(i -> parts.add(new ByteArrayInputStream(element)));
        parts.add(new ByteArrayInputStream(filled("{B}]").getBytes(StandardCharsets.UTF_8)));
        RecordReader<Reading> reader =
                FORMAT.open(new SequenceInputStream(Collections.enumeration(parts)), "x");
        int count = 0;
        while (reader.next()) {
            assertThat(reader.decode(0).value()).isNotNull();
            count++;
        }
        assertThat(count).isEqualTo(elements + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{A},\n{B}", "[{A},\n{B},", "[{A},{\"k\":[\n", "{\nA},{\n\n"})
    void aFileThatIsCutOffIsNoShorterFile(String json) {
        assertThatThrownBy(() -> read(filled(json)))
                .isInstanceOf(CutOffException.class)
                .hasMessageMatching(
                        "ends in the middle of .*line [12]: it is truncated, or not written to its"
                                + " end yet");
    }

    private static RejectedRecord rejected(long line, String text, String reason) {
        return new RejectedRecord("x", line, text, reason);
    }

    private static String filled(String json) {
        return json.replace("A", "\"k\":\"}]\\\"\",\"t\":1700000000,\"v\":1")
                .replace("B", "\"k\":\"b\",\"t\":1700000000,\"v\":2")
                .replace("C", "\"k\":\"c\",\"t\":1700000000,\"v\":3");
    }

    private static List<Decoded<Reading>> read(String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        RecordReader<Reading> reader = FORMAT.open(new ByteArrayInputStream(bytes), "x");
        List<Decoded<Reading>> read = new ArrayList<>();
        while (reader.next()) {
            read.add(reader.decode(0));
        }
        assertThat(reader.endOffset()).isEqualTo(bytes.length);
        return read;
    }
}
