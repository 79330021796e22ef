package io.oncestream.cli.source;

import io.oncestream.function.Input;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One way in: what the URIs of one scheme are read as. */
interface SourceKind {

    /** The options of every source of live messages; those of the records' columns come besides. */
    List<String> OF_MESSAGES =
            List.of(
                    "--time-format",
                    "--zone",
                    "--repeated-hour",
                    "--decimal",
                    "--missing",
                    "--format",
                    "--columns",
                    "--max-ahead",
                    "--out-of-order",
                    "--idle-after");

    /** These and more of one of them. */
    static List<String> with(String... more) {
        return Stream.concat(OF_MESSAGES.stream(), Stream.of(more)).toList();
    }

    /** How its URIs begin, with the colon. */
    String scheme();

    /** How its URIs are written, with all parameters: for the help text and for errors. */
    String form(RecordOptions<?> records);

    /** What there is to read and what the parameters mean, for the help text. */
    String description(RecordOptions<?> records);

    /** What holds for each record, in one line: shown in the help text and when a job starts. */
    String guarantee();

    /**
     * The long names of the options that mean something to it, --from and those of the records'
     * columns aside.
     */
    List<String> options();

    /** Whether its records are mapped from columns. */
    default boolean hasColumns() {
        return true;
    }

    /** Those of its options that must be given. */
    default List<String> required() {
        return List.of();
    }

    /**
     * What must stay the same when a job is resumed, as a URI without the rest: state of another
     * one is refused.
     */
    default String identity(String uri) {
        return scheme() + "...";
    }

    /**
     * What it waits for while no records come although some are there; empty: nothing that is
     * known. It asks servers, and takes its time.
     */
    default Optional<String> waitsFor(String uri, SourceSettings<?> settings) {
        return Optional.empty();
    }

    /**
     * Finds and checks what there is to read; nothing stays open.
     *
     * @throws IllegalArgumentException when it cannot be read, in one line without a password
     */
    <T> Input<T> input(String uri, SourceSettings<T> settings);
}
