package io.oncestream.connector.source.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Random appends, deletions, restarts and crashes, against a list. A crash keeps what was forced to
 * disk, and of what was written behind that any number of bytes, some of them wrong.
 */
class SpoolPropertyTest {

    /** The list, and where it begins. */
    private final List<String> model = new ArrayList<>();

    private long start;

    @Property(tries = 60)
    void aSpoolIsAListThatKeepsWhatWasAcknowledged(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        model.clear();
        start = 0;
        Path folder = Files.createTempDirectory("spool");
        try {
            Spool spool = open(folder, new CrashingDisk());
            for (int step = 0; step < 60; step++) {
                switch (random.nextInt(10)) {
                    case 0 -> {
                        spool.close();
                        spool = open(folder, new CrashingDisk());
                    }
                    case 1 -> spool = crash(spool, folder, random);
                    case 2, 3 -> delete(spool, random);
                    default -> append(spool, random);
                }
                check(spool, random);
            }
            spool.close();
        } finally {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static Spool open(Path folder, Disk disk) throws IOException {
        return Spool.open(
                new SpoolOptions(folder, "test", 1 << 20, 500, Duration.ZERO), disk, () -> {});
    }

    private void append(Spool spool, Random random) throws IOException {
        List<SpoolRecord> records = records(random);
        assertThat(spool.append(records)).isEqualTo(model.size() + records.size());
        records.forEach(record -> model.add(new String(record.payload(), UTF_8)));
    }

    private List<SpoolRecord> records(Random random) {
        List<SpoolRecord> records = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            String text = random.nextInt(1_000) + "x".repeat(random.nextInt(100));
            records.add(new SpoolRecord((byte) 1, text.getBytes(UTF_8)));
        }
        return records;
    }

    private void delete(Spool spool, Random random) throws IOException {
        start += random.nextInt((int) (model.size() - start) + 1);
        spool.deleteUpTo(start);
    }

    /** In the middle of an append that is never acknowledged. */
    private Spool crash(Spool healthy, Path folder, Random random) throws IOException {
        healthy.close();
        CrashingDisk disk = new CrashingDisk();
        Spool spool = open(folder, disk);
        disk.crashes = true;
        List<SpoolRecord> unacknowledged = records(random);
        try {
            spool.append(unacknowledged);
        } catch (SpoolException e) {
            assertThat(e).hasMessageContaining("the power failed");
        }
        spool.close();
        disk.leaveTail(folder, unacknowledged, random);
        Spool recovered = open(folder, new CrashingDisk());
        assertThat(recovered.end()).isBetween((long) model.size(), model.size() + 5L);
        for (int i = 0; model.size() < recovered.end(); i++) {
            model.add(new String(unacknowledged.get(i).payload(), UTF_8));
        }
        return recovered;
    }

    private void check(Spool spool, Random random) throws IOException {
        assertThat(spool.start()).isEqualTo(start);
        assertThat(spool.end()).isEqualTo(model.size());
        long from = start + random.nextInt((int) (model.size() - start) + 1);
        List<String> read = new ArrayList<>();
        try (SpoolCursor cursor = spool.cursor(from)) {
            for (SpoolRecord record = cursor.next(); record != null; record = cursor.next()) {
                read.add(new String(record.payload(), UTF_8));
            }
        }
        assertThat(read).isEqualTo(model.subList((int) from, model.size()));
    }

    private static final class CrashingDisk implements Disk {

        private boolean crashes;

        @Override
        public void force(FileChannel channel) throws IOException {
            if (crashes) {
                throw new IOException("the power failed");
            }
        }

        /**
         * What had been written behind the last force: any part of it, perhaps with a wrong bit.
         */
        void leaveTail(Path folder, List<SpoolRecord> records, Random random) throws IOException {
            List<Segment> segments = Segment.in(folder);
            Segment last = segments.get(segments.size() - 1);
            byte[] before = Files.readAllBytes(last.file());
            if (before.length < Segment.HEADER_BYTES) {
                return;
            }
            int bytes = records.stream().mapToInt(RecordFormat::bytes).sum();
            ByteBuffer tail = ByteBuffer.allocate(bytes);
            records.forEach(
                    record -> RecordFormat.write(tail, last.first(), before.length, record));
            byte[] left = Arrays.copyOf(tail.array(), random.nextInt(bytes + 1));
            if (left.length > 0 && random.nextBoolean()) {
                left[random.nextInt(left.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(last.file(), left, StandardOpenOption.APPEND);
        }
    }
}
