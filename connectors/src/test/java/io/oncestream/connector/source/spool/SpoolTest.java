package io.oncestream.connector.source.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    private static final Duration AT_ONCE = Duration.ZERO;

    @TempDir private Path folder;

    @Test
    void whatWasAppendedIsReadInItsOrder() throws Exception {
        try (Spool spool = open()) {
            assertThat(spool.append(records("a", "b"))).isEqualTo(2);
            assertThat(spool.append(records("c"))).isEqualTo(3);
            assertThat(read(spool, 0)).containsExactly("a", "b", "c");
            assertThat(read(spool, 2)).containsExactly("c");
            assertThat(read(spool, 3)).isEmpty();
        }
    }

    @Test
    void aCursorGoesOnWithWhatIsAppendedLater() throws Exception {
        try (Spool spool = open();
                SpoolCursor cursor = spool.cursor(0)) {
            assertThat(cursor.next()).isNull();
            for (int i = 0; i < 300; i++) {
                spool.append(records("line " + i));
                assertThat(text(cursor.next())).isEqualTo("line " + i);
                assertThat(cursor.next()).isNull();
            }
            assertThat(Segment.in(folder)).hasSizeGreaterThan(2);
        }
    }

    @Test
    void aSpoolThatIsOpenedAgainGoesOn() throws Exception {
        String id;
        try (Spool spool = open()) {
            id = spool.id();
            spool.append(records("a", "b"));
        }
        try (Spool spool = open()) {
            assertThat(spool.id()).isEqualTo(id).isEqualTo(Spool.idIn(folder).orElseThrow());
            spool.append(records("c"));
            assertThat(read(spool, 0)).containsExactly("a", "b", "c");
        }
        assertThat(Spool.idIn(folder.resolve("none"))).isEmpty();
    }

    @Test
    void offsetsOfASpoolThatWasEmptiedGoOn() throws Exception {
        try (Spool spool = open()) {
            spool.append(records("a", "b"));
            spool.deleteUpTo(2);
        }
        for (Segment segment : Segment.in(folder)) {
            Files.delete(segment.file());
        }
        try (Spool spool = open()) {
            assertThat(spool.start()).isEqualTo(2);
            assertThat(spool.append(records("c"))).isEqualTo(3);
            assertThat(read(spool, 2)).containsExactly("c");
        }
    }

    /** What a crash in the middle of a write leaves. */
    @Test
    void aTailThatIsTornAtAnyByteIsCutOff() throws Exception {
        Segment segment;
        try (Spool spool = open()) {
            spool.append(records("kept"));
            spool.append(records("torn"));
            segment = spool.segmentOf(0);
        }
        byte[] whole = Files.readAllBytes(segment.file());
        int begin = whole.length - RecordFormat.HEADER_BYTES - 4;
        for (int length = begin; length < whole.length; length++) {
            Files.write(segment.file(), Arrays.copyOf(whole, length));
            try (Spool spool = open()) {
                assertThat(spool.end()).isEqualTo(1);
                spool.append(records("next"));
                assertThat(read(spool, 0)).containsExactly("kept", "next");
            }
            try (Spool spool = open()) {
                assertThat(read(spool, 0)).containsExactly("kept", "next");
            }
        }
    }

    /** The file system had made room for a record that it never wrote. */
    @Test
    void zerosBehindTheLastRecordAreCutOff() throws Exception {
        Segment segment;
        try (Spool spool = open()) {
            spool.append(records("kept"));
            segment = spool.segmentOf(0);
        }
        Files.write(segment.file(), new byte[100], StandardOpenOption.APPEND);
        try (Spool spool = open()) {
            assertThat(read(spool, 0)).containsExactly("kept");
        }
    }

    /** Of the records that one force would have brought to disk a later one may be there alone. */
    @Test
    void aTornAppendIsCutOffWithWhatOfItIsWhole() throws Exception {
        Segment segment;
        try (Spool spool = open()) {
            spool.append(records("kept"));
            spool.append(records("torn", "whole"));
            segment = spool.segmentOf(0);
        }
        flip(segment.file(), Segment.HEADER_BYTES + 2 * RecordFormat.HEADER_BYTES + 5);
        try (Spool spool = open()) {
            assertThat(read(spool, 0)).containsExactly("kept");
        }
    }

    @Test
    void aRecordThatHadBeenOnDiskIsNeverCutOff() throws Exception {
        Segment segment;
        try (Spool spool = open()) {
            spool.append(records("lost"));
            spool.append(records("there"));
            segment = spool.segmentOf(0);
        }
        flip(segment.file(), Segment.HEADER_BYTES + RecordFormat.HEADER_BYTES + 1);
        assertThatThrownBy(this::open)
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining(segment.file() + " is damaged at byte 32");
    }

    @Test
    void damageInAnEarlierSegmentIsAnError() throws Exception {
        Segment first;
        try (Spool spool = open()) {
            for (int i = 0; i < 500; i++) {
                spool.append(records("line " + i));
            }
            first = spool.segmentOf(0);
        }
        flip(first.file(), 1_000);
        try (Spool spool = open()) {
            assertThatThrownBy(() -> read(spool, 0))
                    .isInstanceOf(SpoolException.class)
                    .hasMessageContaining(first.file() + " is damaged at byte");
        }
    }

    @Test
    void aSegmentThatIsMissingInTheMiddleIsAnError() throws Exception {
        try (Spool spool = open()) {
            for (int i = 0; i < 500; i++) {
                spool.append(records("line " + i));
            }
        }
        Files.delete(Segment.in(folder).get(2).file());
        try (Spool spool = open()) {
            assertThatThrownBy(() -> read(spool, 0)).hasMessageContaining("is damaged");
        }
    }

    @Test
    void aSegmentOfAnotherSpoolIsRefused() throws Exception {
        try (Spool spool = open()) {
            spool.append(records("a"));
        }
        SpoolState.create().write(folder);
        assertThatThrownBy(this::open).hasMessageContaining("does not belong to the spool");
    }

    @Test
    void aSpoolWithoutItsStateIsRefused() throws Exception {
        open().close();
        Files.delete(folder.resolve("state"));
        assertThatThrownBy(this::open).hasMessageContaining("has lost its file state");
    }

    @Test
    void aCrashWhileASegmentWasMadeIsMended() throws Exception {
        try (Spool spool = open()) {
            spool.append(records("a"));
        }
        Files.write(Segment.of(folder, 1).file(), new byte[7]);
        try (Spool spool = open()) {
            spool.append(records("b"));
            assertThat(read(spool, 0)).containsExactly("a", "b");
        }
    }

    @Test
    void aSecondUserIsRefused() throws Exception {
        try (Spool spool = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(SpoolException.class)
                    .hasMessageContaining(folder + " is in use by another job");
            spool.append(records("a"));
        }
        open().close();
    }

    @Test
    void deletedSegmentsAreGoneAndTheirOffsetsRefused() throws Exception {
        try (Spool spool = open()) {
            for (int i = 0; i < 500; i++) {
                spool.append(records("line " + i));
            }
            long bytes = spool.bytes();
            spool.deleteUpTo(300);
            assertThat(spool.start()).isEqualTo(300);
            assertThat(spool.bytes()).isLessThan(bytes).isEqualTo(sizes());
            assertThat(read(spool, 300)).hasSize(200).startsWith("line 300");
            assertThatThrownBy(() -> spool.cursor(0))
                    .isInstanceOf(SpoolException.class)
                    .hasMessageContaining("has deleted offset 0")
                    .hasMessageContaining("later checkpoint");
            assertThatThrownBy(() -> spool.cursor(501)).hasMessageContaining("ends at offset 500");
            spool.deleteUpTo(100);
            assertThat(spool.start()).isEqualTo(300);
        }
        try (Spool spool = open()) {
            assertThat(spool.start()).isEqualTo(300);
            assertThat(read(spool, 300)).hasSize(200);
            assertThat(spool.bytes()).isEqualTo(sizes());
        }
    }

    @Test
    void aFullSpoolRefusesAndKeepsWhatItHas() throws Exception {
        try (Spool spool = open()) {
            List<String> kept = fill(spool);
            assertThat(spool.bytes()).isLessThanOrEqualTo(options(AT_ONCE).limitBytes());
            assertThat(sizes()).isEqualTo(spool.bytes());
            assertThat(read(spool, 0)).isEqualTo(kept);
            spool.deleteUpTo(spool.end());
            spool.append(records("again"));
        }
    }

    @Test
    void anAppendToAFullSpoolWaitsForRoom() throws Exception {
        try (Spool spool = Spool.open(options(Duration.ofMinutes(1)), () -> {})) {
            AtomicInteger appended = new AtomicInteger();
            int all = 4_000;
            CompletableFuture<Void> sender =
                    CompletableFuture.runAsync(
                            () -> {
                                for (int i = 0; i < all; i++) {
                                    append(spool, "line " + i);
                                    appended.incrementAndGet();
                                }
                            });
            long limit = options(AT_ONCE).limitBytes();
            while (spool.end() < all) {
                int before = appended.get();
                await().until(() -> spool.bytes() > limit - 100 || spool.end() == all);
                assertThat(spool.bytes()).isLessThanOrEqualTo(limit);
                spool.deleteUpTo(spool.end());
                await().until(() -> appended.get() > before || appended.get() == all);
            }
            assertThat(sender).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void anAppendThatWaitsEndsWhenTheSpoolIsClosed() throws Exception {
        Spool spool = Spool.open(options(Duration.ofMinutes(1)), () -> {});
        CompletableFuture<Void> sender =
                CompletableFuture.runAsync(
                        () -> {
                            while (true) {
                                append(spool, "x".repeat(100));
                            }
                        });
        await().until(() -> spool.bytes() > options(AT_ONCE).limitBytes() - 150);
        spool.close();
        assertThat(sender)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingRootCause()
                .withMessageContaining("is closed");
    }

    @Test
    void whatAppendReturnedFromHadBeenForcedToDisk() throws Exception {
        ForcedBytes disk = new ForcedBytes();
        try (Spool spool = Spool.open(options(AT_ONCE), disk, () -> {})) {
            for (int i = 0; i < 100; i++) {
                spool.append(records("line " + i));
                assertThat(disk.forced).isEqualTo(disk.written);
            }
        }
    }

    @Test
    void nothingIsReadBeforeItIsOnDisk() throws Exception {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        CompletableFuture<Void> reached = new CompletableFuture<>();
        Disk slow =
                new Disk() {
                    @Override
                    public void force(FileChannel channel) throws IOException {
                        reached.complete(null);
                        gate.join();
                        channel.force(false);
                    }
                };
        try (Spool spool = Spool.open(options(AT_ONCE), slow, () -> {})) {
            CompletableFuture<Void> sender =
                    CompletableFuture.runAsync(() -> append(spool, "line"));
            reached.join();
            assertThat(read(spool, 0)).isEmpty();
            gate.complete(null);
            sender.join();
            assertThat(read(spool, 0)).containsExactly("line");
        }
    }

    @Test
    void manySendersShareAForce() throws Exception {
        ForcedBytes disk = new ForcedBytes();
        AtomicInteger signals = new AtomicInteger();
        try (Spool spool = Spool.open(options(AT_ONCE), disk, signals::incrementAndGet)) {
            CompletableFuture.allOf(
                            IntStream.range(0, 8)
                                    .mapToObj(
                                            sender ->
                                                    CompletableFuture.runAsync(
                                                            () -> {
                                                                for (int i = 0; i < 50; i++) {
                                                                    append(spool, "line");
                                                                }
                                                            }))
                                    .toArray(CompletableFuture[]::new))
                    .join();
            assertThat(read(spool, 0)).hasSize(400);
            assertThat(signals.get()).isPositive().isLessThanOrEqualTo(400);
        }
    }

    @Test
    void aDiskThatFailsIsAnErrorAndWhatWasAcknowledgedIsKept() throws Exception {
        AtomicInteger forces = new AtomicInteger();
        Disk failing =
                new Disk() {
                    @Override
                    public void force(FileChannel channel) throws IOException {
                        if (forces.incrementAndGet() > 1) {
                            throw new IOException("No space left on device");
                        }
                    }
                };
        try (Spool spool = Spool.open(options(AT_ONCE), failing, () -> {})) {
            spool.append(records("kept"));
            assertThatThrownBy(() -> spool.append(records("refused")))
                    .isInstanceOf(SpoolException.class)
                    .hasMessageContaining("%s cannot be written".formatted(folder))
                    .hasMessageContaining("No space left on device");
            assertThatThrownBy(() -> spool.append(records("again")))
                    .hasMessageContaining("No space left on device");
            assertThat(read(spool, 0)).containsExactly("kept");
        }
        try (Spool spool = open()) {
            assertThat(read(spool, 0)).containsExactly("kept");
        }
    }

    private static final class ForcedBytes implements Disk {

        private long written;
        private long forced;

        @Override
        public synchronized void write(FileChannel channel, ByteBuffer bytes, long position)
                throws IOException {
            written += bytes.remaining();
            Disk.super.write(channel, bytes, position);
        }

        @Override
        public synchronized void force(FileChannel channel) {
            forced = written;
        }
    }

    private Spool open() throws IOException {
        return Spool.open(options(AT_ONCE), () -> {});
    }

    private SpoolOptions options(Duration refuseAfter) {
        return new SpoolOptions(folder, 20_000, 2_000, refuseAfter);
    }

    private static List<String> fill(Spool spool) {
        List<String> kept = new ArrayList<>();
        assertThatThrownBy(
                        () -> {
                            while (true) {
                                spool.append(records("line " + kept.size()));
                                kept.add("line " + kept.size());
                            }
                        })
                .isInstanceOf(SpoolFullException.class)
                .hasMessageContaining("is full");
        return kept;
    }

    private long sizes() throws IOException {
        long sum = 0;
        for (Segment segment : Segment.in(folder)) {
            sum += Files.size(segment.file());
        }
        return sum;
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    private static void append(Spool spool, String line) {
        try {
            spool.append(records(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<SpoolRecord> records(String... texts) {
        return Arrays.stream(texts)
                .map(text -> new SpoolRecord((byte) 1, text.getBytes(UTF_8)))
                .toList();
    }

    private static String text(SpoolRecord record) {
        return new String(record.payload(), UTF_8);
    }

    private static List<String> read(Spool spool, long offset) throws IOException {
        List<String> texts = new ArrayList<>();
        try (SpoolCursor cursor = spool.cursor(offset)) {
            SpoolRecord record = cursor.next();
            while (record != null) {
                texts.add(text(record));
                record = cursor.next();
            }
        }
        return texts;
    }
}
