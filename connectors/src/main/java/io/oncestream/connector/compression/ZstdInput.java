package io.oncestream.connector.compression;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Zstandard frames, their native decoder's errors in our words. */
final class ZstdInput extends FilterInputStream {

    /** 128 MiB: what the zstd tool reads unless it is told otherwise. */
    private static final int WINDOW_LOG_MAX = 27;

    /** What the library says of the end of the stream within a frame. */
    private static final String TRUNCATED = "Truncated source";

    private ZstdInput(InputStream decoder) {
        super(decoder);
    }

    static InputStream open(InputStream in) throws IOException {
        return new ZstdInput(new ZstdInputStreamNoFinalizer(in).setLongMax(WINDOW_LOG_MAX));
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return in.read(target, offset, length);
        } catch (ZstdIOException e) {
            if (TRUNCATED.equals(e.getMessage())) {
                throw CompressedDataException.truncated(Compression.ZSTD);
            }
            if (e.getErrorCode() == Zstd.errFrameParameterWindowTooLarge()) {
                throw new CompressedDataException(
                        "needs a Zstandard window over 128 MiB: compress it without --long", e);
            }
            throw e;
        }
    }
}
