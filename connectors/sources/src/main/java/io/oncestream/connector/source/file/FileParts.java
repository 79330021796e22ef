package io.oncestream.connector.source.file;

import io.oncestream.connector.compression.Compression;
import io.oncestream.connector.format.RecordFormats;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How files are divided between readers. A file that is large beside all of them is read in parts
 * where that cannot change what is read: it is not compressed, and its records end with their
 * lines.
 *
 * @param bytesMin the least that a part is worth opening the file for
 */
record FileParts(List<InputFile> files, RecordFormats<?> formats, long bytesMin)
        implements Serializable {

    private static final Logger LOG = LoggerFactory.getLogger(FileParts.class);

    static final long BYTES_MIN = 32L << 20;

    /** Readers are not equally fast: who ends early takes another part. */
    private static final int PARTS_A_READER = 4;

    List<FileSourceSplit> whole() {
        List<FileSourceSplit> splits = new ArrayList<>();
        for (int file = 0; file < files.size(); file++) {
            splits.add(FilePart.whole(file, files.get(file)));
        }
        return splits;
    }

    /** Reads what is to be divided once, for where its lines end. */
    List<FileSourceSplit> dividedAmong(int readers) {
        long total = files.stream().mapToLong(InputFile::bytes).sum();
        long bytes = Math.max(bytesMin, total / ((long) PARTS_A_READER * readers));
        List<FileSourceSplit> splits = new ArrayList<>();
        for (int number = 0; number < files.size(); number++) {
            InputFile file = files.get(number);
            List<FilePart> parts = readers == 1 ? List.of() : parts(file, bytes);
            if (parts.size() < 2) {
                splits.add(FilePart.whole(number, file));
            }
            for (FilePart part : parts.size() < 2 ? List.<FilePart>of() : parts) {
                splits.add(part.of(number, file));
            }
        }
        return splits;
    }

    private List<FilePart> parts(InputFile file, long bytes) {
        if (file.compression() != Compression.NONE
                || file.bytes() < 2 * bytes
                || !formats.of(file.path()).recordsEndWithUnquotedLines()) {
            return List.of();
        }
        try {
            return LineScan.parts(FileFormat.path(file), bytes);
        } catch (IOException e) {
            // Who reads it has the same trouble, and a message for it.
            LOG.info("{} is not divided: {}", file.path(), e.toString());
            return List.of();
        }
    }
}
