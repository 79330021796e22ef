package io.oncestream.state.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * How much of the heap the rows of one sink's instance take, of open transactions and of those that
 * wait for their checkpoint, and where the rest goes. The instances of a job in one JVM share a
 * limit: each takes while all of them together are below it, and writes to local files else.
 *
 * <p>It belongs to the task's thread. Flink reads an instance's state on that thread, after it gave
 * the sink its context and before it calls the sink: {@link #useOnThisThread} is how the
 * serializer, of which Flink makes one for all, gets to know it. Elsewhere rows are read into the
 * heap, and into {@code java.io.tmpdir} beyond the limit.
 */
public final class RowMemory implements AutoCloseable {
    /** In place of a number of bytes: a quarter of the heap. */
    public static final long QUARTER_OF_HEAP = 0;

    /** With its header an array of this length fills a region of G1, which is a power of two. */
    private static final int PAGE_BYTES_MAX = (1 << 20) - 64;

    private static final int PAGE_BYTES_MIN = 1 << 10;
    private static final int PAGES = 16;

    private static final AtomicLong ALL_TAKEN = new AtomicLong();
    private static final AtomicInteger FILES = new AtomicInteger();
    private static final ThreadLocal<RowMemory> OF_THREAD =
            ThreadLocal.withInitial(
                    () ->
                            new RowMemory(
                                    new AtomicLong(),
                                    QUARTER_OF_HEAP,
                                    List.of(Path.of(System.getProperty("java.io.tmpdir")))));

    private final AtomicLong allTaken;
    private final long bytesMax;
    private final List<Path> folders;
    private long taken;

    private RowMemory(AtomicLong allTaken, long bytesMax, List<Path> folders) {
        this.allTaken = allTaken;
        this.bytesMax =
                bytesMax == QUARTER_OF_HEAP ? Runtime.getRuntime().maxMemory() / 4 : bytesMax;
        this.folders = folders;
    }

    /**
     * The memory of an instance.
     *
     * @param bytesMax the limit of all that this JVM holds, or {@link #QUARTER_OF_HEAP}
     * @param folders where local files go, in turns
     */
    public static RowMemory of(long bytesMax, String... folders) {
        return new RowMemory(ALL_TAKEN, bytesMax, Stream.of(folders).map(Path::of).toList());
    }

    /** What is read from the state on this thread from now on counts here. */
    public RowMemory useOnThisThread() {
        OF_THREAD.set(this);
        return this;
    }

    static RowMemory ofThisThread() {
        return OF_THREAD.get();
    }

    /** Takes as many bytes if the limit allows it. */
    public boolean take(long bytes) {
        boolean fits = allTaken.get() + bytes <= bytesMax;
        if (fits) {
            takeAnyway(bytes);
        }
        return fits;
    }

    /** Takes as many bytes, of the few that each instance needs in any case. */
    public void takeAnyway(long bytes) {
        allTaken.addAndGet(bytes);
        taken += bytes;
    }

    /** Gives bytes back; nothing once it is {@linkplain #close closed}. */
    public void release(long bytes) {
        long released = Math.min(bytes, taken);
        allTaken.addAndGet(-released);
        taken -= released;
    }

    /** In what portions to take them: about a mebibyte, less of a small limit. */
    public int pageBytes() {
        return (int) Math.max(PAGE_BYTES_MIN, Math.min(bytesMax / PAGES, PAGE_BYTES_MAX));
    }

    public LocalFile newFile() throws IOException {
        return LocalFile.in(folders.get(Math.floorMod(FILES.getAndIncrement(), folders.size())));
    }

    /** Gives back what the instance still has: it ends, and its rows with it. */
    @Override
    public void close() {
        release(taken);
        if (OF_THREAD.get() == this) {
            OF_THREAD.remove();
        }
    }
}
