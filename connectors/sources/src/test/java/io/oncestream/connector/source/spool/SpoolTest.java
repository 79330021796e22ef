package io.oncestream.connector.source.spool;

import static io.oncestream.connector.source.spool.SpoolFixtures.append;
import static io.oncestream.connector.source.spool.SpoolFixtures.options;
import static io.oncestream.connector.source.spool.SpoolFixtures.read;
import static io.oncestream.connector.source.spool.SpoolFixtures.records;
import static io.oncestream.connector.source.spool.SpoolFixtures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.testing.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appends, reads, deletes, and the limit of a spool. */
class SpoolTest {

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
    void aSecondUserIsRefused() throws Exception {
        try (Spool spool = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(SpoolException.class)
                    .hasMessageContaining(folder + " is in use by the job test");
            spool.append(records("a"));
        }
        open().close();
    }

    @Test
    void aFullSpoolRefusesAndKeepsWhatItHas() throws Exception {
        try (Spool spool = open()) {
            List<String> kept = fill(spool);
            assertThat(spool.bytes())
                    .isLessThanOrEqualTo(options(folder, Duration.ZERO).limitBytes());
            assertThat(sizes()).isEqualTo(spool.bytes());
            assertThat(read(spool, 0)).isEqualTo(kept);
            spool.deleteUpTo(spool.end());
            spool.append(records("again"));
        }
    }

    @Test
    void anAppendToAFullSpoolWaitsForRoom() throws Exception {
        try (Spool spool = Spool.open(options(folder, Duration.ofMinutes(1)), () -> {})) {
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
            long limit = options(folder, Duration.ZERO).limitBytes();
            while (spool.end() < all) {
                int before = appended.get();
                Patience.await().until(() -> spool.bytes() > limit - 100 || spool.end() == all);
                assertThat(spool.bytes()).isLessThanOrEqualTo(limit);
                spool.deleteUpTo(spool.end());
                Patience.await().until(() -> appended.get() > before || appended.get() == all);
            }
            assertThat(sender).succeedsWithin(Patience.LIMIT);
        }
    }

    @Test
    void anAppendThatWaitsEndsWhenTheSpoolIsClosed() throws Exception {
        Spool spool = Spool.open(options(folder, Duration.ofMinutes(1)), () -> {});
        CompletableFuture<Void> sender =
                CompletableFuture.runAsync(
                        () -> {
                            while (true) {
                                append(spool, "x".repeat(100));
                            }
                        });
        Patience.await()
                .until(() -> spool.bytes() > options(folder, Duration.ZERO).limitBytes() - 150);
        spool.close();
        assertThat(sender)
                .failsWithin(Patience.LIMIT)
                .withThrowableThat()
                .havingRootCause()
                .withMessageContaining("is closed");
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

    private Spool open() throws IOException {
        return Spool.open(options(folder, Duration.ZERO), () -> {});
    }
}
