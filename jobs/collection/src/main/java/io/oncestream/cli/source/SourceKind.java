package io.oncestream.cli.source;

import io.oncestream.function.InputReadings;
import java.util.ArrayList;
import java.util.List;

/** One way in: what the URIs of one scheme are read as. */
interface SourceKind {

    /** The options of every source of live messages, and more of one of them. */
    static List<String> ofMessages(String... more) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "--key",
                                "--time",
                                "--value",
                                "--weight",
                                "--time-format",
                                "--zone",
                                "--format",
                                "--columns",
                                "--max-ahead",
                                "--out-of-order",
                                "--idle-after"));
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    /** How its URIs begin, with the colon. */
    String scheme();

    /** How its URIs are written, with all parameters: for the help text and for errors. */
    String form();

    /** What there is to read and what the parameters mean, for the help text. */
    String description();

    /** What holds for each reading, in one line: shown in the help text and when a job starts. */
    String guarantee();

    /** The long names of the options that mean something to it, --from aside. */
    List<String> options();

    /** Those of its options that must be given. */
    List<String> required();

    /**
     * What must stay the same when a job is resumed, as a URI without the rest: state of another
     * one is refused.
     */
    default String identity(String uri) {
        return scheme() + "...";
    }

    /**
     * Finds and checks what there is to read; nothing stays open.
     *
     * @throws IllegalArgumentException when it cannot be read, in one line without a password
     */
    InputReadings readings(String uri, SourceSettings settings);
}
