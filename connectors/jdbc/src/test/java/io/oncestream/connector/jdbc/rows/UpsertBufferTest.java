package io.oncestream.connector.jdbc.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.ledger.RowMemory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An upsert's buffer beside a sorted map of whole arrays. */
class UpsertBufferTest {
    private static final int ROWS = 20_000;

    @TempDir Path folder;

    /**
     * In the heap, and with limits of some runs to hundreds. Red in all cases with runs where of
     * one key the oldest run won, and in all cases where a key came behind those that it begins.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 0, true", "2, 0, false", "3, 16000, true", "4, 16000, false", "5, 100000, true",
        "6, 100000, false", "7, 1000000, true", "8, 1000000, false", "9, 1, true", "10, 1, false"
    })
    void itGivesOutTheLastRowOfEachKeyByKey(long seed, long heapBytesMax, boolean keyIsTogether)
            throws IOException {
        Random random = new Random(seed);
        RawEncoder encoder = new RawEncoder(keyIsTogether);
        RowMemory memory = RowMemory.of(heapBytesMax, folder.toString());
        try (UpsertBuffer buffer = new UpsertBuffer(RawEncoder.table(keyIsTogether), memory)) {
            for (int transaction = 0; transaction < 2; transaction++) {
                TreeMap<byte[], byte[]> expected = new TreeMap<>(Arrays::compareUnsigned);
                for (int i = 0; i < ROWS; i++) {
                    byte[] key = key(random);
                    buffer.add(encoder.encode(key, bytes(random, size(random))));
                    expected.put(key, encoder.row());
                }
                assertHolds(buffer.seal(), expected);
                assertThat(buffer.isEmpty()).isTrue();
            }
        }
        memory.close();
        assertNothingIsTaken();
    }

    private static void assertHolds(SealedRows sealed, Map<byte[], byte[]> expected) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        expected.values().forEach(all::writeBytes);
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        sealed.chunks().all().forEach(rows::writeBytes);
        assertThat(sealed.count()).isEqualTo(expected.size());
        assertThat(Arrays.equals(rows.toByteArray(), all.toByteArray())).isTrue();
        assertThat(sealed.checksum()).isEqualTo(SealedRows.checksum(sealed.chunks()));
        sealed.chunks().close();
    }

    /** Some often, some once; empty ones, beginnings of others, and with much in common. */
    private static byte[] key(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new byte[random.nextInt(9)];
            case 1 -> ("a long beginning ".repeat(20) + random.nextInt(50)).getBytes(UTF_8);
            case 2 -> bytes(random, random.nextInt(3));
            default -> bytes(random, random.nextInt(12));
        };
    }

    private static int size(Random random) {
        return random.nextInt(1000) == 0 ? random.nextInt(100_000) : random.nextInt(100);
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Red where what was replaced was never left out: less than 96 of the 100 MiB were free. */
    @Test
    void aFewKeysTakeLittleHoweverOftenTheyComeAndGrow() throws IOException {
        RawEncoder encoder = new RawEncoder(true);
        long limit = 100 << 20;
        RowMemory memory = RowMemory.of(limit, folder.toString());
        try (UpsertBuffer buffer = new UpsertBuffer(RawEncoder.table(true), memory)) {
            for (int i = 0; i < 2_000_000; i++) {
                byte[] key = {(byte) (i % 10)};
                buffer.add(encoder.encode(key, new byte[i / 10 % 160]));
            }
            assertThat(memory.take(limit - (4 << 20))).as("all but 4 MiB is free").isTrue();
        }
        memory.close();
        assertNothingIsTaken();
    }

    private static void assertNothingIsTaken() {
        try (RowMemory other = RowMemory.of(1 << 20)) {
            assertThat(other.take(1 << 20)).as("nothing is taken any more").isTrue();
        }
    }
}
