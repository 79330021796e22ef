package io.oncestream.state.ledger;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The encoded rows of a sealed transaction, in the order in which they are applied, in pieces of
 * about a mebibyte: in the heap or in a {@link LocalFile}, and read piece by piece, for all of them
 * may be more than the heap. They never change, and any thread may read them.
 */
public interface Chunks extends AutoCloseable {

    /** How many there are. */
    int count();

    /**
     * One of them; not to be changed.
     *
     * @throws UncheckedIOException where the local file cannot be read. The checkpoint has the rows
     */
    byte[] get(int index);

    /** Those from one number up to another, each of which is read when it comes. */
    default Iterable<byte[]> part(int from, int to) {
        return () -> IntStream.range(from, to).mapToObj(this::get).iterator();
    }

    /** Each of them. */
    default Iterable<byte[]> all() {
        return part(0, count());
    }

    /**
     * The same chunks for another reader, who closes them for himself: what one of them closes the
     * others can still read.
     */
    Chunks share();

    /** Frees what these chunks hold, or leaves that to the last who shares it. */
    @Override
    void close();

    /** Chunks in the heap that count for no {@link RowMemory}. */
    static Chunks of(byte[]... chunks) {
        return new HeapChunks(List.of(chunks), () -> {});
    }
}
