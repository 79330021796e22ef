package io.oncestream.connector.source.file;

import io.oncestream.connector.format.ByteSearch;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.Path;

/**
 * Finds lines of a file with which parts of it can begin: so that each part has the records, and
 * each record the bytes, that it has where the file is read as a whole. Empty lines count for the
 * record behind them; so a part begins between two lines that are not empty.
 */
final class LineScan {

    private static final int BLOCK_BYTES = 1 << 20;

    /** A byte order mark may be a line of its own, and a header must not be all of a part. */
    private static final int FIRST_LINES = 3;

    private final long partBytes;
    private final List<FilePart> parts = new ArrayList<>();
    private long offset;
    private long lines;
    private long partStart;
    private long partLinesBefore;

    private int firstLines;
    private boolean lineHasText;
    private boolean lineBeforeHasText;
    private boolean atLineStart;

    private LineScan(long partBytes) {
        this.partBytes = partBytes;
    }

    /**
     * Reads the file once.
     *
     * @param bytes how many of them a part has at least, but for the last one
     * @return none when a quote is in the file: where a record ends depends on all before it
     */
    static List<FilePart> parts(Path path, long bytes) throws IOException {
        LineScan scan = new LineScan(bytes);
        byte[] block = new byte[BLOCK_BYTES];
        try (InputStream in = path.getFileSystem().open(path)) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                if (ByteSearch.contains(block, 0, read, '"')) {
                    return List.of();
                }
                if (Thread.interrupted()) {
                    throw new InterruptedIOException("the job ends");
                }
                scan.add(block, read);
            }
        }
        scan.endPart();
        return scan.parts;
    }

    private void add(byte[] block, int length) {
        int at = 0;
        while (at < length) {
            if (firstLines < FIRST_LINES || offset >= partStart + partBytes) {
                look(block[at]);
                at++;
                offset++;
            } else {
                int passed = (int) Math.min(length - at, partStart + partBytes - offset);
                lines += ByteSearch.count(block, at, at + passed, '\n');
                at += passed;
                offset += passed;
                forgetLines();
            }
        }
    }

    private void look(byte next) {
        boolean lineBreak = next == '\n' || next == '\r';
        if (atLineStart && lineBeforeHasText && !lineBreak && firstLines == FIRST_LINES) {
            endPart();
        }
        atLineStart = next == '\n';
        if (next == '\n') {
            lines++;
            firstLines += lineHasText && firstLines < FIRST_LINES ? 1 : 0;
            lineBeforeHasText = lineHasText;
        }
        lineHasText = next != '\n' && (lineHasText || next != '\r');
    }

    private void endPart() {
        parts.add(new FilePart(partStart, offset, partLinesBefore));
        partStart = offset;
        partLinesBefore = lines;
    }

    /** In the middle of a line nobody knows how it began: it is taken for an empty one. */
    private void forgetLines() {
        lineHasText = false;
        lineBeforeHasText = false;
        atLineStart = false;
    }
}
