package io.oncestream.cli.source;

import io.oncestream.connector.format.RecordFormats;
import io.oncestream.connector.source.file.FileRecords;
import io.oncestream.connector.source.file.InputFiles;
import io.oncestream.function.Input;
import io.oncestream.function.InputSize;
import java.util.List;

/** {@code file:}. */
final class Files implements SourceKind {

    @Override
    public String scheme() {
        return "file:";
    }

    @Override
    public String form(RecordOptions<?> records) {
        return "file:PATH";
    }

    @Override
    public String description(RecordOptions<?> records) {
        return "A file, a folder of files or a glob: CSV with a header, or JSON: objects, a line"
                + " each or not, or an array of them (.json, .jsonl, .ndjson); compressed with"
                + " gzip (.gz), zstd (.zst) or lz4 (.lz4) or not. Windows close at the end.";
    }

    @Override
    public String guarantee() {
        return "exactly once; the files must stay as they are while the job runs.";
    }

    @Override
    public List<String> options() {
        return List.of(
                "--time-format",
                "--zone",
                "--repeated-hour",
                "--decimal",
                "--missing",
                "--format",
                "--max-ahead",
                "--out-of-order");
    }

    @Override
    public <T> Input<T> input(String uri, SourceSettings<T> settings) {
        RecordFormats<T> formats = settings.files();
        InputFiles files = InputFiles.of(uri, formats);
        return settings.inAnyOrder(
                FileRecords.source(files, formats),
                formats.type(),
                new InputSize(files.bytes(), -1));
    }
}
