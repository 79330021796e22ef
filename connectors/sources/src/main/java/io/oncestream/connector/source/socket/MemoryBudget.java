package io.oncestream.connector.source.socket;

/** Memory that connections share; what each may take is known before it takes it. */
final class MemoryBudget {

    private long free;

    MemoryBudget(long bytes) {
        this.free = bytes;
    }

    /** At most so much, and a quarter of the heap. */
    static MemoryBudget ofHeap(long bytesMax) {
        return new MemoryBudget(Math.min(bytesMax, Runtime.getRuntime().maxMemory() / 4));
    }

    private synchronized boolean take(long bytes, long left) {
        if (bytes + left > free) {
            return false;
        }
        free -= bytes;
        return true;
    }

    private synchronized void giveBack(long bytes) {
        free += bytes;
    }

    /** What one connection has of it; for one thread at a time. */
    final class Share implements AutoCloseable {

        private long taken;

        /** Makes it so large; less than before it always can. False when there is not enough. */
        boolean resize(long bytes) {
            return resize(bytes, 0);
        }

        /**
         * As the other one; not when less than that would be left for all.
         *
         * @param left bytes that nobody has yet
         */
        boolean resize(long bytes, long left) {
            if (bytes > taken && !take(bytes - taken, left)) {
                return false;
            }
            if (bytes < taken) {
                giveBack(taken - bytes);
            }
            taken = bytes;
            return true;
        }

        /** Gives all of it back. */
        @Override
        public void close() {
            giveBack(taken);
            taken = 0;
        }
    }
}
