package io.oncestream.connector.source.spool;

import static io.oncestream.connector.source.spool.SpoolFixtures.append;
import static io.oncestream.connector.source.spool.SpoolFixtures.options;
import static io.oncestream.connector.source.spool.SpoolFixtures.read;
import static io.oncestream.connector.source.spool.SpoolFixtures.records;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.testing.Patience;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on disk when, as a disk sees it. */
class SpoolDurabilityTest {

    @TempDir private Path folder;

    /** Seen red without the force in the writer, as the two below. */
    @Test
    void whatAppendReturnedFromHadBeenForcedToDisk() throws Exception {
        ForcedBytes disk = new ForcedBytes();
        try (Spool spool = Spool.open(options(folder, Duration.ZERO), disk, () -> {})) {
            for (int i = 0; i < 100; i++) {
                spool.append(records("line " + i));
                assertThat(disk.forced).isEqualTo(disk.written);
            }
        }
    }

    @Test
    void nothingIsReadBeforeItIsOnDisk() throws Exception {
        GatedForce disk = new GatedForce();
        try (Spool spool = Spool.open(options(folder, Duration.ZERO), disk, () -> {})) {
            CompletableFuture<Void> sender = send(spool);
            disk.reached.get(Patience.LIMIT.toSeconds(), SECONDS);
            assertThat(read(spool, 0)).isEmpty();
            disk.gate.complete(null);
            sender.get(Patience.LIMIT.toSeconds(), SECONDS);
            assertThat(read(spool, 0)).containsExactly("line");
        }
    }

    /** What seven threads write while the force of the first one lasts takes one more force. */
    @Test
    void manySendersShareAForce() throws Exception {
        GatedForce disk = new GatedForce();
        AtomicInteger signals = new AtomicInteger();
        try (Spool spool =
                Spool.open(options(folder, Duration.ZERO), disk, signals::incrementAndGet)) {
            List<CompletableFuture<Void>> senders = new ArrayList<>(List.of(send(spool)));
            disk.reached.get(Patience.LIMIT.toSeconds(), SECONDS);
            long one = spool.bytes() - Segment.HEADER_BYTES;
            IntStream.range(1, 8).forEach(sender -> senders.add(send(spool)));
            Patience.await().until(() -> spool.bytes() == Segment.HEADER_BYTES + 8 * one);
            disk.gate.complete(null);
            for (CompletableFuture<Void> sender : senders) {
                sender.get(Patience.LIMIT.toSeconds(), SECONDS);
            }
            assertThat(read(spool, 0)).hasSize(8);
            assertThat(disk.forces.get()).isEqualTo(2);
            assertThat(signals.get()).isEqualTo(2);
        }
    }

    /**
     * The disk is full for the second sender while the force of the first one lasts. Seen red with
     * the file cut at what was durable: the first one's line was acknowledged, and gone.
     */
    @Test
    void aWriteThatFailsDuringAForceCutsNothingOffThatIsAcknowledged() throws Exception {
        GatedForce disk =
                new GatedForce() {
                    @Override
                    public void write(FileChannel channel, ByteBuffer bytes, long position)
                            throws IOException {
                        if (reached.isDone()) {
                            throw new IOException("No space left on device");
                        }
                        super.write(channel, bytes, position);
                    }
                };
        try (Spool spool = Spool.open(options(folder, Duration.ZERO), disk, () -> {})) {
            CompletableFuture<Void> kept = send(spool);
            disk.reached.get(Patience.LIMIT.toSeconds(), SECONDS);
            CompletableFuture<Void> refused = send(spool);
            assertThatThrownBy(() -> refused.get(Patience.LIMIT.toSeconds(), SECONDS))
                    .hasStackTraceContaining("No space left on device");
            disk.gate.complete(null);
            kept.get(Patience.LIMIT.toSeconds(), SECONDS);
        }
        try (Spool spool = open()) {
            assertThat(read(spool, 0)).containsExactly("line");
        }
    }

    /** In a thread of its own each: a shared pool may have fewer threads than senders. */
    private static CompletableFuture<Void> send(Spool spool) {
        return CompletableFuture.runAsync(
                () -> append(spool, "line"), sender -> new Thread(sender).start());
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
        try (Spool spool = Spool.open(options(folder, Duration.ZERO), failing, () -> {})) {
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

    /** Nothing gets to disk before the gate opens. */
    private static class GatedForce implements Disk {

        final CompletableFuture<Void> gate = new CompletableFuture<>();
        final CompletableFuture<Void> reached = new CompletableFuture<>();
        final AtomicInteger forces = new AtomicInteger();

        @Override
        public void force(FileChannel channel) {
            forces.incrementAndGet();
            reached.complete(null);
            gate.orTimeout(Patience.LIMIT.toSeconds(), SECONDS).join();
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
        return Spool.open(options(folder, Duration.ZERO), () -> {});
    }
}
