package io.oncestream.launcher.job;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A word of the command line that takes a job and its options.
 *
 * @param name such as run
 * @param own the options that only concern the word and never reach the job
 * @param withoutTo what happens without --to, for the help text: the default, and a sentence
 */
public record JobWord(String name, List<OptionSpec> own, WithoutTo withoutTo) {

    /**
     * What happens without --to.
     *
     * @param fallback shown as the default; empty where there is none
     * @param explanation a line below the options
     */
    public record WithoutTo(String fallback, String explanation) {}
}
