package io.oncestream.connector.source.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Recognises compressed files, by their name or by how they begin. */
final class Compression {

    private static final Set<String> EXTENSIONS =
            Set.of("gz", "gzip", "bz2", "xz", "zst", "lz4", "deflate", "zip", "7z", "br");
    private static final int MAGIC_BYTES = 4;

    /** How gzip, Zstandard, xz and zip files begin. */
    private static final List<String> MAGICS = List.of("1f8b", "28b52ffd", "fd377a58", "504b0304");

    private Compression() {}

    /**
     * Leaves the stream where it was.
     *
     * @throws IllegalArgumentException for a compressed file
     */
    static void refuse(Path path, InputStream in) throws IOException {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        String extension = name.substring(name.lastIndexOf('.') + 1);
        in.mark(MAGIC_BYTES);
        String magic = HexFormat.of().formatHex(in.readNBytes(MAGIC_BYTES));
        in.reset();
        if (EXTENSIONS.contains(extension) || MAGICS.stream().anyMatch(magic::startsWith)) {
            throw new IllegalArgumentException(path + " is compressed: decompress it first");
        }
    }
}
