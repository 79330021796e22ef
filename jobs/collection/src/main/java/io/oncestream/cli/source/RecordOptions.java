package io.oncestream.cli.source;

import io.oncestream.connector.format.RecordMapper;
import io.oncestream.connector.source.generator.SequenceKind;
import io.oncestream.function.Input;
import java.util.List;
import java.util.Optional;

/**
 * Of what a job's records are made: its own options beside those of all sources, such as {@code
 * --key}. A picocli mixin.
 *
 * @param <T> the record
 */
public interface RecordOptions<T> {

    /**
     * What the columns are mapped to, as the options say; only called when the required are set.
     */
    RecordMapper<T> mapper();

    /** The long names of those of its options that must be given, but for {@code gen:}. */
    default List<String> required() {
        return List.of();
    }

    /** What {@code gen:} generates; empty: it is no source of these records. */
    default Optional<SequenceKind<T>> sequences() {
        return Optional.empty();
    }

    /** The event time of a record. */
    Input.Time<T> time();
}
