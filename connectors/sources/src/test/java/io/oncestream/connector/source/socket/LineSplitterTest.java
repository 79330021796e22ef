package io.oncestream.connector.source.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSplitterTest {

    private final LineSplitter lines = new LineSplitter();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void linesAreTheSameInWhateverPiecesTheyCome(int piece) {
        byte[] bytes = "a\nbc\r\n\n\r\nd\re\nrest".getBytes(UTF_8);
        for (int from = 0; from < bytes.length; from += piece) {
            byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece));
            lines.feed(part, part.length);
        }
        assertThat(taken()).containsExactly("a", "bc", "d\re");
        assertThat(lines.ended()).isEqualTo(5);
        assertThat(new String(lines.rest(), UTF_8)).isEqualTo("rest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void theLongestLineIsOneMebibyteWithoutItsEnd(String end) {
        feed("x".repeat(LineSplitter.LINE_BYTES_MAX) + end + "next\n");
        assertThat(taken())
                .hasSize(2)
                .satisfies(line -> assertThat(line.get(0)).hasSize(LineSplitter.LINE_BYTES_MAX))
                .endsWith("next");
    }

    @Test
    void aLongerLineIsRejectedOnceAndSkipped() {
        for (int i = 0; i < 50; i++) {
            feed("x".repeat(100_000));
        }
        assertThat(lines.rest()).isEmpty();
        feed("\nnext\n");
        var records = lines.take();
        assertThat(records).hasSize(2);
        assertThat(SpooledLine.isRejected(records.get(0))).isTrue();
        assertThat(records.get(0).payload()).hasSizeLessThan(5_000);
        assertThat(new String(records.get(0).payload(), UTF_8))
                .contains("the line is longer than 1048576 bytes")
                .endsWith("xxx");
        assertThat(new String(records.get(1).payload(), UTF_8)).isEqualTo("next");
        assertThat(lines.ended()).isEqualTo(2);
    }

    /** Of 200 senders who each sent one. Seen red with buffers that only grow: 400 MiB. */
    @Test
    void aLongLineLeavesNoMemoryBehind() {
        byte[] line = ("x".repeat(LineSplitter.LINE_BYTES_MAX - 1) + "\n").getBytes(UTF_8);
        List<LineSplitter> senders = new ArrayList<>();
        long before = usedBytes();
        for (int i = 0; i < 200; i++) {
            LineSplitter sender = new LineSplitter();
            sender.feed(line, line.length);
            assertThat(sender.take()).hasSize(1);
            senders.add(sender);
        }
        assertThat(usedBytes() - before).isLessThan(100L * LineSplitter.LINE_BYTES_MAX);
        assertThat(senders).allMatch(sender -> sender.ended() == 1);
    }

    /** A full spool lets it wait there. Seen red where it was given back with the line's end. */
    @Test
    void theMemoryOfALongLineIsGivenBackWhenItIsKept() throws Exception {
        List<Long> sizes = new ArrayList<>();
        LineSplitter sender = new LineSplitter(sizes::add);
        byte[] line = ("x".repeat(100_000) + "\nbegun").getBytes(UTF_8);
        sender.feed(line, 0, line.length, 10);
        assertThat(sender.take()).hasSize(1);
        assertThat(sizes).containsExactly(400_000L);
        sender.release();
        assertThat(sizes).containsExactly(400_000L, 0L);
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void feed(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        lines.feed(bytes, bytes.length);
    }

    private List<String> taken() {
        return lines.take().stream().map(record -> new String(record.payload(), UTF_8)).toList();
    }
}
