package io.oncestream.connector.compression;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a stream is compressed.
 *
 * <p>The limits on what comes out lie far above what readings compress to: the same reading each
 * second, with nothing but its time changing, gave 54 : 1 with {@code gzip -9} and 945 : 1 with
 * {@code zstd -19}; one line again and again 257 : 1 and 11,400 : 1; zeros 1,030 : 1 and 31,900 :
 * 1. LZ4 cannot express more than 255 : 1.
 */
public enum Compression {
    NONE("uncompressed", "none", "none", "", Long.MAX_VALUE),
    GZIP("gzip", "gz", "gzip", "1f8b", 500),
    ZSTD("Zstandard", "zst", "zstd", "28b52ffd", 5_000),
    LZ4("LZ4", "lz4", "lz4", "04224d18", Long.MAX_VALUE);

    /** How many bytes {@link #of(byte[])} looks at. */
    public static final int MAGIC_BYTES = 4;

    private final String title;
    private final String parameter;
    private final String otherSuffix;
    private final String magic;
    private final long expansionMax;

    Compression(
            String title, String parameter, String otherSuffix, String magic, long expansionMax) {
        this.title = title;
        this.parameter = parameter;
        this.otherSuffix = otherSuffix;
        this.magic = magic;
        this.expansionMax = expansionMax;
    }

    /** As it is written in sentences. */
    public String title() {
        return title;
    }

    long expansionMax() {
        return expansionMax;
    }

    /** What the ending of a file's name says, in upper or lower case; else {@link #NONE}. */
    public static Compression ofFileName(String name) {
        String suffix = suffix(name);
        return Arrays.stream(values())
                .filter(compression -> compression != NONE && compression.hasSuffix(suffix))
                .findFirst()
                .orElse(NONE);
    }

    /** A file's name without the ending that says how it is compressed, if it has one. */
    public static String withoutSuffix(String name) {
        return ofFileName(name) == NONE ? name : name.substring(0, name.lastIndexOf('.'));
    }

    private boolean hasSuffix(String suffix) {
        return suffix.equals(parameter) || suffix.equals(otherSuffix);
    }

    private static String suffix(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** What the first bytes of a stream say, as many of the four as there are. */
    public static Compression of(byte[] head) {
        String hex = HexFormat.of().formatHex(head);
        return Arrays.stream(values())
                .filter(compression -> compression != NONE && hex.startsWith(compression.magic))
                .findFirst()
                .orElse(NONE);
    }

    /**
     * What the parameter {@code compression} of a URI says.
     *
     * @throws IllegalArgumentException when there is no such compression, with the choices
     */
    public static Compression ofParameter(String value) {
        return Arrays.stream(values())
                .filter(compression -> compression.parameter.equals(value))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "compression=%s is not known, choose one of %s"
                                                .formatted(value, parameters())));
    }

    private static String parameters() {
        return Arrays.stream(values())
                .map(compression -> compression.parameter)
                .collect(Collectors.joining(", "));
    }

    /**
     * What the stream holds, decompressed while it is read. Several members or frames one after the
     * other are one stream; an empty stream is empty.
     *
     * <p>A read returns what can be had of the bytes that have come, and waits only where that is
     * nothing: of a live connection one gets all that its sender has flushed. Memory is bounded:
     * 128 KiB with gzip, the window of at most 128 MiB, outside of the heap, that {@code zstd}
     * without {@code --long} stays below, two blocks of at most 4 MiB with LZ4.
     *
     * <p>Reading throws a {@link CompressedDataException} when the data is not what it should be,
     * or when more than 64 MiB came out and that is more than 500 (gzip) or 5,000 (Zstandard) times
     * of what went in; other exceptions are those of the stream given. Closing it closes that.
     */
    public InputStream decompress(InputStream in) {
        return this == NONE ? in : new DecompressedInput(this, in, ZstdInput.WINDOW_LOG_MAX);
    }

    /**
     * As {@link #decompress}, for connections, of which there are many: a Zstandard window of at
     * most 8 MiB, which is that of level 19.
     */
    public InputStream decompressLive(InputStream in) {
        return this == NONE ? in : new DecompressedInput(this, in, ZstdInput.LIVE_WINDOW_LOG_MAX);
    }

    /** How much memory {@link #decompressLive} takes at most, wherever. */
    public long liveBytesMax() {
        return switch (this) {
            case NONE -> 0;
            case GZIP -> 128L << 10;
            // The window, and what has not been decoded or read yet.
            case ZSTD -> (1L << ZstdInput.LIVE_WINDOW_LOG_MAX) + (640L << 10);
            // Two blocks.
            case LZ4 -> (8L << 20) + (128L << 10);
        };
    }

    /** The decoder alone, without limit on what comes out, on a stream that is not empty. */
    InputStream decoder(InputStream in, int windowLogMax) throws IOException {
        return switch (this) {
            case NONE -> in;
            case GZIP -> new GzipInput(in);
            case ZSTD -> ZstdInput.open(in, windowLogMax);
            case LZ4 -> Lz4Input.open(in);
        };
    }
}
