package io.oncestream.connector.source.file;

import io.oncestream.connector.format.RecordFormats;
import io.oncestream.state.reading.Decoded;
import java.io.File;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.fs.Path;

/**
 * Files as a whole, and parts of those that allow it. A {@code StreamFormat} would be simpler, but
 * never learns which file it reads, which rejected records must tell. The position after a record
 * is its end in bytes, of what comes out where the file is compressed: reading on from there
 * decompresses all before it once more.
 */
final class FileFormat<T> implements BulkFormat<Decoded<T>, FileSourceSplit> {

    private static final long serialVersionUID = 1L;

    private final RecordFormats<T> formats;

    FileFormat(RecordFormats<T> formats) {
        this.formats = formats;
    }

    static Path path(InputFile file) {
        return Path.fromLocalFile(new File(file.path()));
    }

    @Override
    public Reader<Decoded<T>> createReader(Configuration config, FileSourceSplit split)
            throws IOException {
        return open(split);
    }

    @Override
    public Reader<Decoded<T>> restoreReader(Configuration config, FileSourceSplit split)
            throws IOException {
        return open(split);
    }

    private Reader<Decoded<T>> open(FileSourceSplit split) throws IOException {
        FilePart part = FilePart.of(split);
        return FileReader.open(
                split.path(),
                formats,
                part,
                split.getReaderPosition()
                        .map(CheckpointedPosition::getOffset)
                        .orElse(part.start()));
    }

    /** That is not for Flink to decide: see {@link FileParts}. */
    @Override
    public boolean isSplittable() {
        return false;
    }

    @Override
    public TypeInformation<Decoded<T>> getProducedType() {
        return Decoded.typeInformation(formats.type());
    }
}
