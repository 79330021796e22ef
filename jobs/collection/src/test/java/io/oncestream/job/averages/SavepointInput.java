package io.oncestream.job.averages;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

/** The file that the savepoints' job reads. */
final class SavepointInput {

    static final String NAME = "readings.csv";

    /**
     * The input's folder as it stands in the savepoint: in the source's splits, and, for a rejected
     * line is stored with its file, in rows that were never committed, under their checksum. So it
     * is the same for all, and one build at a time has it.
     */
    private static final Path FOLDER = Path.of("/tmp/oncestream-savepoint-test");

    static final int READINGS = 2_000;
    static final int REJECT_EVERY = 10;
    static final Path FILE = FOLDER.resolve(NAME);

    private SavepointInput() {}

    /** Waits while another build has it; the end of this process lets go of it, too. */
    static FileChannel own() throws Exception {
        Files.createDirectories(FOLDER);
        FileChannel file = FileChannel.open(FOLDER.resolve("lock"), CREATE, WRITE);
        file.lock();
        return file;
    }

    /** Ten keys, a reading each 10 ms of event time, each tenth line a reject. */
    static void write() throws Exception {
        StringBuilder lines = new StringBuilder("time,key,value\n");
        Random random = new Random(7);
        for (int i = 0; i < READINGS; i++) {
            lines.append(Instant.ofEpochMilli(10L * i))
                    .append(",key")
                    .append(random.nextInt(10))
                    .append(',')
                    .append(i % REJECT_EVERY == 3 ? "none" : random.nextInt(1000) / 8.0)
                    .append('\n');
        }
        Files.writeString(FILE, lines);
    }
}
