package io.oncestream.bench.store;

import io.oncestream.bench.measure.Latencies;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Reads one key after the other, any of them, with a pause behind each. */
final class PacedReader {

    private static final long PAUSE_MILLIS = 1;

    private final Map<String, String> right;
    private final List<String> keys;
    private final Read read;

    /** What a key has. */
    interface Read {
        @Nullable String of(String key) throws Exception;
    }

    /** What goes on beside. */
    interface Beside {
        void run() throws Exception;
    }

    /** Of keys that have these values all the time. */
    PacedReader(Map<String, String> right, Read read) {
        this.right = right;
        this.keys = List.copyOf(right.keySet());
        this.read = read;
    }

    /** Reads some keys first, so that it knows where most buckets are. */
    void warmUp(int reads) throws Exception {
        for (String key : keys.subList(0, Math.min(reads, keys.size()))) {
            read(key);
        }
    }

    /**
     * Reads until the other thing is done.
     *
     * @throws java.util.concurrent.ExecutionException when a read fails, or has a wrong value
     */
    Latencies during(Beside beside) throws Exception {
        AtomicBoolean isDone = new AtomicBoolean();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Latencies> reading = thread.submit(() -> readUntil(isDone));
            try {
                beside.run();
            } finally {
                isDone.set(true);
            }
            return reading.get();
        } finally {
            thread.shutdown();
        }
    }

    private Latencies readUntil(AtomicBoolean isDone) throws Exception {
        Latencies latencies = new Latencies();
        SplittableRandom random = new SplittableRandom(1);
        while (!isDone.get()) {
            long start = System.nanoTime();
            read(keys.get(random.nextInt(keys.size())));
            latencies.add(start, System.nanoTime());
            Thread.sleep(PAUSE_MILLIS);
        }
        return latencies;
    }

    private void read(String key) throws Exception {
        String value = read.of(key);
        if (!right.get(key).equals(value)) {
            throw new IllegalStateException("%s has %s".formatted(key, value));
        }
    }
}
