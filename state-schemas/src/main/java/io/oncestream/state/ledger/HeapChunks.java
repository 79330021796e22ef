package io.oncestream.state.ledger;

import java.util.List;

/**
 * Chunks that are arrays; the garbage collector frees them, {@link #close} gives up their share.
 */
final class HeapChunks implements Chunks {
    private final List<byte[]> chunks;
    private final Runnable release;
    private boolean closed;

    HeapChunks(List<byte[]> chunks, Runnable release) {
        this.chunks = List.copyOf(chunks);
        this.release = release;
    }

    @Override
    public int count() {
        return chunks.size();
    }

    @Override
    public byte[] get(int index) {
        return chunks.get(index);
    }

    @Override
    public Chunks share() {
        return new HeapChunks(chunks, () -> {});
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            release.run();
        }
    }
}
