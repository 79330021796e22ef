package io.oncestream.cli.source;

import io.oncestream.connector.format.ReadingFormats;
import io.oncestream.connector.source.file.FileReadings;
import io.oncestream.connector.source.file.InputFiles;
import io.oncestream.function.InputReadings;
import io.oncestream.function.InputSize;
import java.util.List;

/** {@code file:}. */
final class Files implements SourceKind {

    @Override
    public String scheme() {
        return "file:";
    }

    @Override
    public String form() {
        return "file:PATH";
    }

    @Override
    public String description() {
        return "A file, a folder of files or a glob: CSV with a header, or JSON with an object on"
                + " each line (.json, .jsonl, .ndjson); compressed with gzip (.gz), zstd (.zst) or"
                + " lz4 (.lz4) or not. Windows close at the end.";
    }

    @Override
    public String guarantee() {
        return "exactly once; the files must stay as they are while the job runs.";
    }

    @Override
    public List<String> options() {
        return List.of(
                "--key",
                "--time",
                "--value",
                "--weight",
                "--time-format",
                "--zone",
                "--format",
                "--max-ahead",
                "--out-of-order");
    }

    @Override
    public List<String> required() {
        return List.of("--time", "--value");
    }

    @Override
    public InputReadings readings(String uri, SourceSettings settings) {
        ReadingFormats formats = settings.files().get();
        InputFiles files = InputFiles.of(uri, formats);
        return InputReadings.inAnyOrder(
                FileReadings.source(files, formats), new InputSize(files.bytes(), -1));
    }
}
