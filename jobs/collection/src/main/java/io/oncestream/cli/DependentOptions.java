package io.oncestream.cli;

import java.util.List;
import picocli.CommandLine.ParseResult;

/** Options some of which only make sense with certain values of others. */
public interface DependentOptions {

    /**
     * Called when all options are set.
     *
     * @throws picocli.CommandLine.ParameterException when they do not fit together
     */
    default void check(ParseResult given) {}

    /** The long names of those that the job does not have. */
    default List<String> absent() {
        return List.of();
    }

    /** What the help text says about them behind all options, as lines. */
    default List<String> explanation() {
        return List.of();
    }
}
