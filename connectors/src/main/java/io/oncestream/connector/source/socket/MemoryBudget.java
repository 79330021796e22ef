package io.oncestream.connector.source.socket;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that connections share; what each may take is known before it takes it. */
final class MemoryBudget {

    private final AtomicLong free;

    MemoryBudget(long bytes) {
        this.free = new AtomicLong(bytes);
    }

    /** At most so much, and a quarter of the heap. */
    static MemoryBudget ofHeap(long bytesMax) {
        return new MemoryBudget(Math.min(bytesMax, Runtime.getRuntime().maxMemory() / 4));
    }

    private boolean take(long bytes) {
        if (free.addAndGet(-bytes) < 0) {
            free.addAndGet(bytes);
            return false;
        }
        return true;
    }

    /** What one connection has of it; for one thread at a time. */
    final class Share implements AutoCloseable {

        private long taken;

        /** Makes it so large; false when there is not enough. */
        boolean resize(long bytes) {
            if (!take(bytes - taken)) {
                return false;
            }
            taken = bytes;
            return true;
        }

        /** Gives all of it back. */
        @Override
        public void close() {
            free.addAndGet(taken);
            taken = 0;
        }
    }
}
