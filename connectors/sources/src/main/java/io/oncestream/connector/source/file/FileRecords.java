package io.oncestream.connector.source.file;

import io.oncestream.connector.format.RecordFormats;
import io.oncestream.state.reading.Decoded;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.core.fs.Path;

/** Records of files. */
public final class FileRecords {

    private FileRecords() {}

    /**
     * A bounded source of all rows of the files, each one exactly once or, when it cannot be used,
     * as a rejected record; the files are read in parallel, each by one subtask from its beginning
     * to its end. A file's {@link Decoded#bytes()} sum up to its size, decompressed, if it has any
     * row.
     *
     * <p>Nothing is said about event time: there is no timestamp and no watermark before the end,
     * because files that are still unread may hold any time. After a failure reading goes on behind
     * the last row of the checkpoint. A file that is gone, unreadable or shorter by then fails the
     * job with its name; one that is written to while it is read is not supported. What is
     * compressed and broken fails the job for good, because nothing behind it can be read.
     */
    public static <T> Source<Decoded<T>, ?, ?> source(InputFiles files, RecordFormats<T> formats) {
        Path[] paths = files.files().stream().map(FileFormat::path).toArray(Path[]::new);
        return FileSource.forBulkFileFormat(new FileFormat<>(formats), paths)
                .setFileEnumerator(new WholeFiles.Provider(files.files()))
                .build();
    }
}
