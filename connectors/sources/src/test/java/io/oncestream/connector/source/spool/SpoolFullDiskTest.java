package io.oncestream.connector.source.spool;

import static io.oncestream.connector.source.spool.SpoolFixtures.append;
import static io.oncestream.connector.source.spool.SpoolFixtures.options;
import static io.oncestream.connector.source.spool.SpoolFixtures.read;
import static io.oncestream.connector.source.spool.SpoolFixtures.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.testing.Patience;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room, which still takes what replaces bytes that are there. */
class SpoolFullDiskTest {

    private static final String FULL = "No space left on device";

    @TempDir private Path folder;
    private final FullDisk disk = new FullDisk();

    /** Seen red where a write that fails ends the writer: "again" was refused. */
    @Test
    void aFullDiskRefusesLinesUntilThereIsRoomAndKeepsWhatWasAcknowledged() throws Exception {
        try (Spool spool = open(Duration.ZERO)) {
            spool.append(records("kept"));
            disk.full = true;
            assertThatThrownBy(() -> spool.append(records("refused")))
                    .isInstanceOf(SpoolFullException.class)
                    .hasMessageContaining("%s cannot be written (%s)".formatted(folder, FULL))
                    .hasMessageContaining("free space there");
            assertThat(read(spool, 0)).containsExactly("kept");
            disk.full = false;
            spool.append(records("again"));
        }
        try (Spool spool = open(Duration.ZERO)) {
            assertThat(read(spool, 0)).containsExactly("kept", "again");
        }
    }

    @Test
    void aLineWaitsForRoomOnTheDisk() throws Exception {
        try (Spool spool = open(Duration.ofMinutes(1))) {
            disk.full = true;
            CompletableFuture<Void> sender =
                    CompletableFuture.runAsync(
                            () -> append(spool, "line"), thread -> new Thread(thread).start());
            Patience.await().until(() -> disk.refused.get() > 1);
            disk.full = false;
            assertThat(sender).succeedsWithin(Patience.LIMIT);
            assertThat(read(spool, 0)).containsExactly("line");
        }
    }

    /** At each place where a segment may end; seen red with the unfinished file left there. */
    @Test
    void aSegmentThatCannotBeMadeIsTriedAgain() throws Exception {
        try (Spool spool = open(Duration.ZERO)) {
            for (int i = 0; i < 300; i++) {
                String line = "line " + i;
                disk.full = true;
                assertThatThrownBy(() -> spool.append(records(line)))
                        .isInstanceOf(SpoolFullException.class);
                disk.full = false;
                spool.append(records(line));
            }
            assertThat(Segment.in(folder)).hasSizeGreaterThan(2);
            assertThat(read(spool, 0)).hasSize(300).endsWith("line 299");
        }
    }

    /** Seen red where the state is a new file: it needs room, and nothing was deleted. */
    @Test
    void whatIsReadMakesRoomOnAFullDisk() throws Exception {
        try (Spool spool = open(Duration.ZERO)) {
            for (int i = 0; i < 300; i++) {
                spool.append(records("line " + i));
            }
            disk.full = true;
            spool.deleteUpTo(290);
            assertThat(Segment.in(folder)).hasSize(1);
            assertThat(spool.start()).isEqualTo(290);
            spool.deleteUpTo(300);
        }
        disk.full = false;
        try (Spool spool = open(Duration.ZERO)) {
            assertThat(spool.start()).isEqualTo(300);
            assertThat(spool.append(records("next"))).isEqualTo(301);
        }
    }

    private Spool open(Duration refuseAfter) throws IOException {
        return Spool.open(options(folder, refuseAfter), disk, () -> {});
    }

    /** Takes a part of what does not fit, as a real one does. */
    private static final class FullDisk implements Disk {

        private final AtomicInteger refused = new AtomicInteger();
        private volatile boolean full;

        @Override
        public void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
            if (full && position + bytes.remaining() > channel.size()) {
                refused.incrementAndGet();
                bytes.limit(bytes.position() + bytes.remaining() / 2);
                Disk.super.write(channel, bytes, position);
                throw new IOException(FULL);
            }
            Disk.super.write(channel, bytes, position);
        }
    }
}
