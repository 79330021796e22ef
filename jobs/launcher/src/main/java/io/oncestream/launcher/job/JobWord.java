package io.oncestream.launcher.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A word of the command line that takes a job and its options.
 *
 * @param name such as run
 * @param own the options that only concern the word and never reach the job
 * @param withoutTo what happens without --to, for the help text: the default, and a sentence
 * @param withoutFrom what happens without --from, where the word knows more than the job
 */
public record JobWord(
        String name, List<OptionSpec> own, WithoutTo withoutTo, Optional<WithoutFrom> withoutFrom) {

    /** Where the job alone says what happens without --from. */
    public JobWord(String name, List<OptionSpec> own, WithoutTo withoutTo) {
        this(name, own, withoutTo, Optional.empty());
    }

    /**
     * What happens without --from.
     *
     * @param uri what is read then; only its kind counts until it is known exactly
     * @param options those of the job that fit it, by their long names
     * @param explanation a line below the options
     */
    public record WithoutFrom(String uri, Map<String, String> options, String explanation) {

        public WithoutFrom {
            options = Map.copyOf(options);
        }
    }

    /**
     * What happens without --to.
     *
     * @param fallback shown as the default; empty where there is none
     * @param explanation a line below the options
     */
    public record WithoutTo(String fallback, String explanation) {}
}
