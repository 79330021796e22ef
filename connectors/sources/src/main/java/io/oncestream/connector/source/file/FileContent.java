package io.oncestream.connector.source.file;

import io.oncestream.connector.compression.Compression;
import io.oncestream.connector.format.FormatException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a file holds once it is decompressed, by its name or by how it begins. */
final class FileContent {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final Set<String> UNREAD_SUFFIXES =
            Set.of("bz2", "xz", "lzma", "zip", "7z", "br", "deflate", "z", "rar");

    /** How xz, zip and 7z files begin. */
    private static final List<String> UNREAD_MAGICS = List.of("fd377a58", "504b0304", "377abcaf");

    /** How frames begin that Zstandard and LZ4 let one skip; the first byte varies. */
    private static final String SKIPPABLE_FRAME = "2a4d18";

    private FileContent() {}

    /**
     * Begins to decompress; closing the result closes the given stream.
     *
     * @throws FormatException when this cannot be read so
     */
    static InputStream decompress(InputStream raw, String path) throws IOException {
        InputStream in = new BufferedInputStream(raw, BUFFER_BYTES);
        return compression(head(in), path).decompress(in);
    }

    /** How a file is compressed; leaves the stream where it was. */
    static byte[] head(InputStream in) throws IOException {
        in.mark(Compression.MAGIC_BYTES);
        byte[] head = in.readNBytes(Compression.MAGIC_BYTES);
        in.reset();
        return head;
    }

    static Compression compression(byte[] head, String path) throws FormatException {
        String magic = HexFormat.of().formatHex(head);
        String suffix = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (UNREAD_SUFFIXES.contains(suffix) || UNREAD_MAGICS.contains(magic)) {
            throw new FormatException(
                    path
                            + " is compressed in a way that is not read: decompress it first, or"
                            + " compress it with gzip, zstd or lz4");
        }
        Compression named = Compression.ofFileName(path);
        Compression begun = Compression.of(head);
        boolean skippable = named != Compression.GZIP && magic.endsWith(SKIPPABLE_FRAME);
        if (named != begun && named != Compression.NONE && head.length > 0 && !skippable) {
            throw new FormatException(
                    "%s is named as %s data, but holds something else"
                            .formatted(path, named.title()));
        }
        return named == Compression.NONE ? begun : named;
    }
}
