package io.oncestream.connector.source.spool;

import static io.oncestream.connector.source.spool.SpoolFixtures.options;
import static io.oncestream.connector.source.spool.SpoolFixtures.read;
import static io.oncestream.connector.source.spool.SpoolFixtures.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash, or more than a crash, left on disk is opened again. */
class SpoolDamageTest {

    @TempDir private Path folder;

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

    /**
     * Of the records that one force would have brought to disk a later one may be there alone. Seen
     * red without the cut: "whole" was there again after the next crash, behind "next".
     */
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
            // As long as the torn one: it ends where the whole one began.
            spool.append(records("next"));
        }
        try (Spool spool = open()) {
            assertThat(read(spool, 0)).containsExactly("kept", "next");
        }
    }

    /** Seen red with each damage taken for a torn tail: the spool opened, and began anew. */
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
        SpoolState.random().create(folder);
        assertThatThrownBy(this::open).hasMessageContaining("does not belong to the spool");
    }

    @Test
    void aSpoolWithoutItsStateIsRefused() throws Exception {
        open().close();
        Files.delete(folder.resolve("state"));
        assertThatThrownBy(this::open).hasMessageContaining("has lost its file state");
    }

    /** Seen red with 32 zeros: the segment "does not belong to the spool". */
    @Test
    void aCrashWhileASegmentWasMadeIsMended() throws Exception {
        try (Spool spool = open()) {
            spool.append(records("a"));
        }
        for (int bytes : new int[] {0, 7, Segment.HEADER_BYTES, 5_000}) {
            Files.write(Segment.of(folder, 1).file(), new byte[bytes]);
            try (Spool spool = open()) {
                assertThat(spool.end()).isEqualTo(1);
            }
        }
        try (Spool spool = open()) {
            spool.append(records("b"));
            assertThat(read(spool, 0)).containsExactly("a", "b");
        }
    }

    @Test
    void zerosWhereASegmentWasAreNeverRecords() throws Exception {
        Segment first;
        try (Spool spool = open()) {
            for (int i = 0; i < 500; i++) {
                spool.append(records("line " + i));
            }
            first = spool.segmentOf(0);
        }
        Files.write(first.file(), new byte[(int) Files.size(first.file())]);
        try (Spool spool = open()) {
            assertThatThrownBy(() -> read(spool, 0))
                    .hasMessageContaining(first.file() + " does not belong to the spool");
        }
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    private Spool open() throws IOException {
        return Spool.open(options(folder, Duration.ZERO), () -> {});
    }
}
