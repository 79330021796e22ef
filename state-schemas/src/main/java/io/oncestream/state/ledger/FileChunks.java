package io.oncestream.state.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Chunks one behind the other in a local file. */
final class FileChunks implements Chunks {
    private final LocalFile file;
    private final long[] ends;
    private boolean closed;

    /** Takes the caller's hold on the file over. */
    FileChunks(LocalFile file, long[] ends) {
        this.file = file;
        this.ends = ends;
    }

    @Override
    public int count() {
        return ends.length;
    }

    @Override
    public byte[] get(int index) {
        long start = index == 0 ? 0 : ends[index - 1];
        byte[] chunk = new byte[(int) (ends[index] - start)];
        try {
            file.read(start, chunk, 0, chunk.length);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the rows of a transaction again", e);
        }
        return chunk;
    }

    @Override
    public Chunks share() {
        return new FileChunks(file.share(), ends);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            file.close();
        }
    }
}
