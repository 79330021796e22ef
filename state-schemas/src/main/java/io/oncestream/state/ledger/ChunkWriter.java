package io.oncestream.state.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the chunks of a transaction: in the heap while {@link RowMemory} has room, and all of
 * them in a local file from the first on for which it has none.
 */
public final class ChunkWriter implements AutoCloseable {
    private final RowMemory memory;
    private List<byte[]> heap = new ArrayList<>();
    private long heapBytes;
    private @Nullable LocalFile file;
    private long[] ends = new long[16];
    private int count;

    public ChunkWriter(RowMemory memory) {
        this.memory = memory;
    }

    /** Takes a chunk, which nobody may change any more. */
    public void add(byte[] chunk) throws IOException {
        LocalFile target = file;
        if (target == null && memory.take(chunk.length)) {
            heap.add(chunk);
            heapBytes += chunk.length;
            return;
        }
        append(target == null ? spill() : target, chunk);
    }

    private LocalFile spill() throws IOException {
        LocalFile target = memory.newFile();
        file = target;
        for (byte[] chunk : heap) {
            append(target, chunk);
        }
        releaseHeap();
        return target;
    }

    private void append(LocalFile target, byte[] chunk) throws IOException {
        target.append(chunk, 0, chunk.length);
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count++] = target.length();
    }

    /** What was added. The writer is empty then, and belongs to the next transaction. */
    public Chunks seal() {
        LocalFile target = file;
        long[] all = Arrays.copyOf(ends, count);
        file = null;
        count = 0;
        if (target != null) {
            return new FileChunks(target, all);
        }
        long held = heapBytes;
        Chunks chunks = new HeapChunks(heap, () -> memory.release(held));
        heap = new ArrayList<>();
        heapBytes = 0;
        return chunks;
    }

    private void releaseHeap() {
        heap = new ArrayList<>();
        memory.release(heapBytes);
        heapBytes = 0;
    }

    /** Frees what is not sealed. */
    @Override
    public void close() {
        releaseHeap();
        if (file != null) {
            file.close();
            file = null;
        }
        count = 0;
    }
}
