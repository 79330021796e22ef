package io.oncestream.launcher.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.format.CommandFormat;
import io.oncestream.connector.reading.ReadingSequences;
import io.oncestream.launcher.failure.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageInputTest {

    @TempDir private Path folder;

    @Test
    void generatedReadingsAreJsonUnderTheirKey() throws Exception {
        assertThat(read("gen:?keys=1&count=2&step=1s", null))
                .hasSize(2)
                .element(1)
                .asString()
                .startsWith("k0 {\"key\":\"k0\",\"time\":\"2020-01-01T00:00:01Z\",\"value\":")
                .contains("\"weight\":");
    }

    @Test
    void aRowIsAnObjectWithNumbersWhereTheyAreNumbersInJson() throws Exception {
        Path file = write("a.csv", "name;at;v\n\"a \"\"b\";2020-01-01;-1.5e3\nc;;+1\nd;007\n");
        assertThat(read("file:" + file, "name"))
                .containsExactly(
                        "a \"b {\"name\":\"a \\\"b\",\"at\":\"2020-01-01\",\"v\":-1.5e3}",
                        "c {\"name\":\"c\",\"at\":\"\",\"v\":\"+1\"}",
                        "d {\"name\":\"d\",\"at\":\"007\"}");
    }

    @Test
    void linesAreSentAsTheyAre() throws Exception {
        Path file = write("a.jsonl", "{\"k\": 1, \"v\":[2]}\r\n\n{\"v\":{\"k\":3},\"k\":\"x\"}");
        assertThat(read("file:" + file, "k"))
                .containsExactly("1 {\"k\": 1, \"v\":[2]}", "x {\"v\":{\"k\":3},\"k\":\"x\"}");
        assertThat(read("file:" + file, null)).element(0).asString().startsWith("- {\"k\": 1");
    }

    @Test
    void commandsHaveTheKeyOfTheirJobAndTicksAreForAllPartitions() throws Exception {
        FileKey key =
                FileKey.ofCommands(
                        new CommandFormat(
                                "account", "id", "op", "time", List.of("amount"), List.of()));
        Path csv = write("a.csv", "account,id,op,time,amount\na,1,add,9,1.50\n,,tick,9,\n");
        assertThat(messages("file:" + csv, key))
                .containsExactly(
                        "a {\"account\":\"a\",\"id\":1,\"op\":\"add\",\"time\":9,\"amount\":1.50}",
                        "* {\"op\":\"tick\",\"time\":9}");
        Path json = write("a.json", "{\"op\":\"tick\"}\n{\"op\":\"add\",\"account\":1}\n");
        assertThat(messages("file:" + json, key))
                .containsExactly("* {\"op\":\"tick\"}", "1 {\"op\":\"add\",\"account\":1}");
        Path keyless = write("b.json", "{\"op\":\"add\"}\n");
        assertThatThrownBy(() -> messages("file:" + keyless, key))
                .hasMessageEndingWith("line 1: --key: there is no field account");
    }

    /** Seen red where the header had to have a column for it. */
    @Test
    void commandsWhoseOpIsImpliedNeedNoColumnForIt() throws Exception {
        FileKey key =
                FileKey.ofCommands(
                        new CommandFormat(
                                "account",
                                "id",
                                "op",
                                "time",
                                List.of("amount"),
                                List.of(),
                                new CommandFormat.ImpliedOp("amount", "add", "look")));
        Path csv = write("a.csv", "account,id,time,amount\na,1,9,1.50\n");
        assertThat(messages("file:" + csv, key))
                .containsExactly("a {\"account\":\"a\",\"id\":1,\"time\":9,\"amount\":1.50}");
    }

    @Test
    void filesAreReadInTheOrderOfTheirPaths() throws Exception {
        write("2.csv", "v\n2\n");
        write("1.csv", "v\n1\n");
        assertThat(read("file:" + folder, null)).containsExactly("- {\"v\":1}", "- {\"v\":2}");
    }

    @Test
    void aKeyThatIsNoColumnIsSaidBeforeAnythingIsSent() throws Exception {
        write("1.csv", "k,v\n1,1\n");
        Path second = write("2.csv", "v,w\n2,3\n");
        assertThatThrownBy(
                        () ->
                                MessageInput.of(
                                        "file:" + folder,
                                        FileKey.ofColumn("k"),
                                        ReadingSequences::new))
                .hasMessage("--key: no column \"k\" in %s; its columns are: v, w", second);
    }

    @Test
    void aBrokenRowIsNamed() throws Exception {
        Path file = write("a.csv", "v\n1\n2,3\n");
        assertThatThrownBy(() -> read("file:" + file, null))
                .isInstanceOf(FailureException.class)
                .hasMessage("%s, line 3: the row has 2 fields, the header 1", file);
    }

    @Test
    void aLineWithoutTheKeyIsNamed() throws Exception {
        Path file = write("a.json", "{\"k\":1}\n{\"v\":1}\n");
        assertThatThrownBy(() -> read("file:" + file, "k"))
                .isInstanceOf(FailureException.class)
                .hasMessage("%s, line 2: --key: there is no field k", file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\n{\"k\":1},\n{\"k\":2}\n]", "{\n  \"k\": 1\n}\n"})
    void jsonOverSeveralLinesIsRefusedBeforeAnythingIsSent(String json) throws Exception {
        Path file = write("a.json", json);
        assertThatThrownBy(
                        () ->
                                MessageInput.of(
                                        "file:" + file,
                                        FileKey.ofColumn(null),
                                        ReadingSequences::new))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + " holds JSON over several lines");
    }

    @Test
    void otherUrisAndKeysOfGeneratedReadingsAreRefused() {
        assertThatThrownBy(
                        () ->
                                MessageInput.of(
                                        "http://x", FileKey.ofColumn(null), ReadingSequences::new))
                .hasMessageContaining("gen: or");
        assertThatThrownBy(
                        () -> MessageInput.of("gen:", FileKey.ofColumn("k"), ReadingSequences::new))
                .hasMessageContaining("leave --key");
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    /** Key and value with a blank between them, - for no key. */
    private static List<String> read(String from, String key) throws Exception {
        return messages(from, FileKey.ofColumn(key));
    }

    private static List<String> messages(String from, FileKey key) throws Exception {
        List<String> messages = new ArrayList<>();
        try (MessageInput input = MessageInput.of(from, key, ReadingSequences::new)) {
            for (Message each = input.next(); each != null; each = input.next()) {
                String none = each.isForAllPartitions() ? "*" : "-";
                String shown = each.key() == null ? none : new String(each.key(), UTF_8);
                messages.add(shown + " " + new String(each.value(), UTF_8));
            }
        }
        return messages;
    }
}
