package io.oncestream.cli.source;

import io.oncestream.connector.source.generator.GeneratedRecords;
import io.oncestream.connector.source.generator.GeneratorOptions;
import io.oncestream.connector.source.generator.SequenceKind;
import io.oncestream.function.Input;
import io.oncestream.function.InputSize;
import java.util.List;

/** {@code gen:}. */
final class Generator implements SourceKind {

    @Override
    public String scheme() {
        return GeneratorOptions.SCHEME;
    }

    @Override
    public String form(RecordOptions<?> records) {
        return "gen:?count=N&rate=PER_SECOND"
                + records.sequences().map(kind -> "&" + kind.form()).orElse("");
    }

    @Override
    public String description(RecordOptions<?> records) {
        return records.sequences()
                .map(
                        kind ->
                                kind.description()
                                        + " Without a count it does not end, without a rate it is"
                                        + " as fast as it can.")
                .orElse("This job's records cannot be generated.");
    }

    @Override
    public String guarantee() {
        return "exactly once.";
    }

    @Override
    public List<String> options() {
        return List.of("--out-of-order");
    }

    @Override
    public boolean hasColumns() {
        return false;
    }

    private static <T> SequenceKind<T> sequences(RecordOptions<T> records) {
        return records.sequences()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "--from gen: this job's records cannot be generated"));
    }

    @Override
    public <T> Input<T> input(String uri, SourceSettings<T> settings) {
        GeneratorOptions<T> options = GeneratorOptions.of(uri, sequences(settings.records()));
        Long count = options.count();
        return settings.inOrder(
                GeneratedRecords.source(options),
                options.sequence().type(),
                new InputSize(-1, count == null ? -1 : count));
    }
}
