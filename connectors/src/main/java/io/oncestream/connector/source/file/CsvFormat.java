package io.oncestream.connector.source.file;

import io.oncestream.connector.format.ReadingDecoder;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import java.io.File;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.fs.Path;

/**
 * CSV files as a whole: the header and records of several lines forbid to split them. A {@code
 * StreamFormat} would be simpler, but never learns which file it reads, which rejected records must
 * tell. The position after a record is its end in bytes.
 */
final class CsvFormat implements BulkFormat<Decoded<Reading>, FileSourceSplit> {

    private static final long serialVersionUID = 1L;

    private final ReadingDecoder decoder;

    CsvFormat(ReadingDecoder decoder) {
        this.decoder = decoder;
    }

    static Path path(InputFile file) {
        return Path.fromLocalFile(new File(file.path()));
    }

    @Override
    public Reader<Decoded<Reading>> createReader(Configuration config, FileSourceSplit split)
            throws IOException {
        return CsvFileReader.open(split.path(), decoder, 0);
    }

    @Override
    public Reader<Decoded<Reading>> restoreReader(Configuration config, FileSourceSplit split)
            throws IOException {
        long offset = split.getReaderPosition().map(CheckpointedPosition::getOffset).orElse(0L);
        return CsvFileReader.open(split.path(), decoder, offset);
    }

    @Override
    public boolean isSplittable() {
        return false;
    }

    @Override
    public TypeInformation<Decoded<Reading>> getProducedType() {
        return Decoded.typeInformation(TypeInformation.of(Reading.class));
    }
}
