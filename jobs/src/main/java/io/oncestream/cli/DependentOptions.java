package io.oncestream.cli;

import picocli.CommandLine.ParseResult;

/** Options some of which only make sense with certain values of others. */
interface DependentOptions {

    /**
     * Called when all options are set.
     *
     * @throws picocli.CommandLine.ParameterException when they do not fit together
     */
    void check(ParseResult given);
}
