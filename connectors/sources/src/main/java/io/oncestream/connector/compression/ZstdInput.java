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
    static final int WINDOW_LOG_MAX = 27;

    /** 8 MiB: what decoders should support (RFC 8878, 3.1.1.1.2), and levels up to 19 need. */
    static final int LIVE_WINDOW_LOG_MAX = 23;

    private final int windowLogMax;

    /** What the library says of the end of the stream within a frame. */
    private static final String TRUNCATED = "Truncated source";

    private ZstdInput(InputStream decoder, int windowLogMax) {
        super(decoder);
        this.windowLogMax = windowLogMax;
    }

    static InputStream open(InputStream in, int windowLogMax) throws IOException {
        return new ZstdInput(
                new ZstdInputStreamNoFinalizer(in).setLongMax(windowLogMax), windowLogMax);
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
                        "needs a Zstandard window over %d MiB: compress it without --long%s"
                                .formatted(
                                        (1 << windowLogMax) >> 20,
                                        windowLogMax < WINDOW_LOG_MAX ? " and --ultra" : ""),
                        e);
            }
            throw e;
        }
    }
}
