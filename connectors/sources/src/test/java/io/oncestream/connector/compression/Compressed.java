package io.oncestream.connector.compression;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;

/** Compresses, for tests. */
public final class Compressed {

    private Compressed() {}

    public static byte[] bytes(Compression compression, byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = output(compression, bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    /** What it is written to is complete once flushed. */
    public static OutputStream output(Compression compression, OutputStream out)
            throws IOException {
        return switch (compression) {
            case NONE -> out;
            case GZIP -> new GZIPOutputStream(out, true);
            case ZSTD -> new ZstdOutputStream(out);
            case LZ4 -> new LZ4FrameOutputStream(out, LZ4FrameOutputStream.BLOCKSIZE.SIZE_64KB);
        };
    }
}
