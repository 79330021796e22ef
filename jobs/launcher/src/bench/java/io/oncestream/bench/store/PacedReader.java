package io.oncestream.bench.store;

import io.oncestream.bench.measure.Latencies;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Reads one key after the other, any of them, each millisecond. A read takes from when it was due:
 * what one that hangs holds up counts too.
 */
final class PacedReader {

    private static final long BETWEEN_NANOS = 1_000_000;

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
        long due = System.nanoTime();
        while (!isDone.get()) {
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            String key = keys.get(random.nextInt(keys.size()));
            String value = read.of(key);
            latencies.add(due, System.nanoTime());
            if (!right.get(key).equals(value)) {
                throw new IllegalStateException("%s has %s".formatted(key, value));
            }
            due += BETWEEN_NANOS;
        }
        return latencies;
    }
}
