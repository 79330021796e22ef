package io.oncestream.connector.source.file;

import io.oncestream.connector.format.RecordFormats;
import io.oncestream.state.reading.Decoded;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.PendingSplitsCheckpoint;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Flink's own source of files, but for who reads what: see {@link FilesEnumerator}. */
final class FilesSource<T>
        implements Source<Decoded<T>, FileSourceSplit, PendingSplitsCheckpoint<FileSourceSplit>>,
                ResultTypeQueryable<Decoded<T>> {

    private static final long serialVersionUID = 1L;

    private final FileParts parts;
    private final FileSource<Decoded<T>> source;

    FilesSource(FileParts parts, RecordFormats<T> formats) {
        this.parts = parts;
        Path[] paths = parts.files().stream().map(FileFormat::path).toArray(Path[]::new);
        this.source = FileSource.forBulkFileFormat(new FileFormat<>(formats), paths).build();
    }

    @Override
    public Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public SourceReader<Decoded<T>, FileSourceSplit> createReader(SourceReaderContext context) {
        return source.createReader(context);
    }

    @Override
    public SplitEnumerator<FileSourceSplit, PendingSplitsCheckpoint<FileSourceSplit>>
            createEnumerator(SplitEnumeratorContext<FileSourceSplit> context) {
        return FilesEnumerator.of(context, parts);
    }

    @Override
    public SplitEnumerator<FileSourceSplit, PendingSplitsCheckpoint<FileSourceSplit>>
            restoreEnumerator(
                    SplitEnumeratorContext<FileSourceSplit> context,
                    PendingSplitsCheckpoint<FileSourceSplit> state) {
        return FilesEnumerator.restored(context, state);
    }

    @Override
    public SimpleVersionedSerializer<FileSourceSplit> getSplitSerializer() {
        return source.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<PendingSplitsCheckpoint<FileSourceSplit>>
            getEnumeratorCheckpointSerializer() {
        return source.getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<Decoded<T>> getProducedType() {
        return source.getProducedType();
    }
}
