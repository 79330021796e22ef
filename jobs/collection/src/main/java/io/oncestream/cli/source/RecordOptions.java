package io.oncestream.cli.source;

import io.oncestream.connector.format.CommandFormat;
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

    /** How commands are written; empty: the records are none. */
    default Optional<CommandFormat> commands() {
        return Optional.empty();
    }

    /**
     * Whether the order of the records means something: each part of a source is then read from one
     * end to the other, files one after the other, and event time waits for parts that are silent.
     */
    default boolean inOrder() {
        return commands().isPresent();
    }

    /**
     * Whether it is only the order of the records of a key that means something: those of files
     * then say nothing about event time before their end, since another key's may be older.
     */
    default boolean inOrderOfKeys() {
        return false;
    }

    /** The long names of the sources' options that mean nothing for such records. */
    default List<String> absent() {
        // Commands have no numbers, and event time never goes on without a part of their source.
        return commands().isEmpty() ? List.of() : List.of("--idle-after", "--decimal", "--missing");
    }

    /** The event time of a record. */
    Input.Time<T> time();
}
