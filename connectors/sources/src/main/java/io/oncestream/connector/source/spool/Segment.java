package io.oncestream.connector.source.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of a spool: a header of 32 bytes (a magic number and a version, 4 bytes each, the spool's
 * id, the first offset) and records.
 *
 * @param first the offset of its first record, from which the file has its name
 */
record Segment(Path file, long first) {

    static final int HEADER_BYTES = 32;

    private static final int MAGIC = 0x4f53504c;
    private static final int VERSION = 1;
    private static final Pattern NAME = Pattern.compile("[0-9]{20}\\.log");

    static Segment of(Path folder, long first) {
        return new Segment(folder.resolve("%020d.log".formatted(first)), first);
    }

    /** All in a folder, in the order of their offsets. */
    static List<Segment> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(NAME.asMatchPredicate())
                    .map(name -> Long.parseLong(name.substring(0, 20)))
                    .sorted()
                    .map(first -> of(folder, first))
                    .toList();
        }
    }

    ByteBuffer header(String spool) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .putInt(MAGIC)
                .putInt(VERSION)
                .put(HexFormat.of().parseHex(spool))
                .putLong(first)
                .flip();
    }

    /**
     * @throws SpoolUnusableException when it is not this spool's segment
     */
    void checkHeader(FileChannel channel, String spool) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(HEADER_BYTES);
        while (found.hasRemaining() && channel.read(found, found.position()) > 0) {
            // until it is full or the file ends
        }
        if (!found.flip().equals(header(spool))) {
            throw new SpoolUnusableException(
                    "%s does not belong to the spool %s: put back the file that was there"
                            .formatted(file, spool));
        }
    }

    SpoolUnusableException damaged(long position) {
        return new SpoolUnusableException(
                "%s is damaged at byte %d, where a record that was on disk cannot be read: put"
                                .formatted(file, position)
                        + " back a copy of the spool, or choose another folder and lose what"
                        + " this one holds");
    }
}
