package io.oncestream.launcher.demo.store;

import io.oncestream.connector.jdbc.store.Partitioning;
import io.oncestream.connector.jdbc.store.StoreRead;
import io.oncestream.launcher.demo.RepeatedReads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Read keys again and again: strong by one reader that goes on and by ones that know nothing yet,
 * strong from an answer on, and eventual, in a thread each. No strong read may see fewer changes of
 * a bucket than one that was over before it began, and no reader fewer than it has seen. Whether
 * what was read was ever the key's is for {@link StoreChecks} to say, when all answers are there.
 */
public final class Readers implements AutoCloseable {

    /** That one reader reads one after the other, before it rests. */
    private static final int BATCH = 20;

    private final Supplier<Reads> opening;
    private final int keys;
    private final Seen seen;
    private final BooleanSupplier moving;
    private final RepeatedReads reads = new RepeatedReads();
    private final AtomicLong strong = new AtomicLong();
    private final AtomicLong strongWhileMoving = new AtomicLong();
    private final AtomicLong eventual = new AtomicLong();

    /**
     * Starts them.
     *
     * @param load whose keys they read
     * @param seen is told what they read
     * @param moving whether buckets move at the moment
     */
    public Readers(Supplier<Reads> opening, StoreLoad load, Seen seen, BooleanSupplier moving) {
        this.opening = opening;
        this.keys = load.keys();
        this.seen = seen;
        this.moving = moving;
        long seed = load.seed();
        Random one = new Random(seed);
        reads.start("strong", opening, reader -> readStrong(reader, one));
        Random two = new Random(seed + 1);
        reads.start("new", () -> () -> {}, none -> readStrongAnew(two));
        Random three = new Random(seed + 2);
        reads.start("answered", opening, reader -> readAnswered(reader, three));
        Random four = new Random(seed + 3);
        Map<Integer, Long> own = new HashMap<>();
        reads.start("eventual", opening, reader -> readEventual(reader, four, own));
    }

    private void readStrongAnew(Random random) throws InterruptedException {
        try (Reads reader = opening.get()) {
            readStrong(reader, random);
        }
    }

    private void readStrong(Reads reader, Random random) throws InterruptedException {
        for (int i = 0; i < BATCH; i++) {
            readStrong(reader, CommandStream.key(random, keys), 0);
        }
    }

    private void readAnswered(Reads reader, Random random) throws InterruptedException {
        for (int i = 0; i < BATCH; i++) {
            String key = CommandStream.key(random, keys);
            readStrong(reader, key, seen.answered(key));
        }
    }

    private void readStrong(Reads reader, String key, long answered) throws InterruptedException {
        long known = seen.strong(Partitioning.hash().bucket(key));
        boolean moves = moving.getAsBoolean();
        StoreRead read = reader.strong(key, answered);
        check("a strong read", read, Math.max(known, answered));
        seen.read(read, true);
        strong.incrementAndGet();
        if (moves) {
            strongWhileMoving.incrementAndGet();
        }
    }

    private void readEventual(Reads reader, Random random, Map<Integer, Long> own)
            throws InterruptedException {
        for (int i = 0; i < BATCH; i++) {
            StoreRead read = reader.eventual(CommandStream.key(random, keys));
            check("an eventual read", read, own.getOrDefault(read.bucket(), 0L));
            own.put(read.bucket(), read.seq());
            seen.read(read, false);
            eventual.incrementAndGet();
        }
    }

    private void check(String kind, StoreRead read, long least) {
        if (read.seq() < least) {
            reads.violate(
                    List.of("%s went back behind change %d: %s".formatted(kind, least, read)));
        }
    }

    /** What all of them have in common. */
    public RepeatedReads reads() {
        return reads;
    }

    /** How many strong reads were taken. */
    public long strong() {
        return strong.get();
    }

    /** How many of these began while buckets moved. */
    public long strongWhileMoving() {
        return strongWhileMoving.get();
    }

    /** How many eventual reads were taken. */
    public long eventual() {
        return eventual.get();
    }

    @Override
    public void close() throws InterruptedException {
        reads.close();
    }
}
