package io.oncestream.connector.source.file;

import io.oncestream.connector.format.RecordFormats;
import io.oncestream.state.reading.Decoded;
import org.apache.flink.api.connector.source.Source;

/** Records of files. */
public final class FileRecords {

    private FileRecords() {}

    /**
     * A bounded source of all rows of the files, each one exactly once or, when it cannot be used,
     * as a rejected record; the files are read in parallel, and so are parts of one that is large
     * beside the others and allows it (see {@link FileParts}). A file's {@link Decoded#bytes()} sum
     * up to its size, decompressed, if it has any row.
     *
     * <p>Nothing is said about event time: there is no timestamp and no watermark before the end,
     * because files that are still unread may hold any time. After a failure reading goes on behind
     * the last row of the checkpoint. A file that is gone, unreadable or shorter by then fails the
     * job with its name; one that is written to while it is read is not supported. What is
     * compressed and broken fails the job for good, because nothing behind it can be read.
     */
    public static <T> Source<Decoded<T>, ?, ?> source(InputFiles files, RecordFormats<T> formats) {
        return source(files, formats, FileParts.BYTES_MIN);
    }

    /**
     * @param partBytesMin how large the parts of a file are at least
     */
    static <T> Source<Decoded<T>, ?, ?> source(
            InputFiles files, RecordFormats<T> formats, long partBytesMin) {
        return new FilesSource<>(new FileParts(files.files(), formats, partBytesMin), formats);
    }
}
