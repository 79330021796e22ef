package io.oncestream.cli.source;

import io.oncestream.connector.format.ReadingDecoder;
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
        return "A CSV file with a header, a folder of such files or a glob. Windows close at the"
                + " end.";
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
                "--out-of-order");
    }

    @Override
    public List<String> required() {
        return List.of("--time", "--value");
    }

    @Override
    public InputReadings readings(String uri, SourceSettings settings) {
        ReadingDecoder decoder = settings.rows().get();
        InputFiles files = InputFiles.of(uri, decoder.columns());
        return InputReadings.inAnyOrder(
                FileReadings.source(files, decoder), new InputSize(files.bytes(), -1));
    }
}
