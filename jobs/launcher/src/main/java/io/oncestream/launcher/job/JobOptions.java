package io.oncestream.launcher.job;

import io.oncestream.cli.CommandLines;
import io.oncestream.launcher.console.CommandText;
import io.oncestream.launcher.home.Home;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;

/** The options of a job, and what the launcher's word adds to them: its own, and defaults. */
final class JobOptions {

    static final String FROM = "--from";
    static final String TO = "--to";
    static final String SPOOL = "--spool";

    private JobOptions() {}

    /** Empty when help was asked for, which has been printed. */
    static Optional<ParseResult> parse(
            JobWord word, JobCatalogue.Job job, List<String> arguments, Home home) {
        Map<String, String> defaults = new HashMap<>(job.presets());
        defaults.put(FROM, sample(job, home));
        defaults.put(TO, word.withoutTo().fallback());
        defaults.put(SPOOL, spool(home));
        CommandLine line = commandLine(word, job, home, defaults);
        String[] words = arguments.toArray(new String[0]);
        if (!CommandLines.parse(line, words)) {
            return Optional.empty();
        }
        if (line.getParseResult().hasMatchedOption(FROM)) {
            // The presets fit the sample and nothing else.
            line = commandLine(word, job, home, Map.of(TO, "", SPOOL, spool(home)));
            CommandLines.parse(line, words);
        }
        return Optional.of(line.getParseResult());
    }

    private static CommandLine commandLine(
            JobWord word, JobCatalogue.Job job, Home home, Map<String, String> defaults) {
        CommandLine line = CommandLines.of(job.options().get());
        line.setCommandName(home.command() + " " + word.name() + " " + job.name());
        word.own().forEach(own -> line.getCommandSpec().addOption(OptionSpec.builder(own).build()));
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        List<String> footer = new ArrayList<>(List.of(usage.footer()));
        footer.addAll(
                List.of(
                        "",
                        "Without --from: the sample %s, and the options %s unless given."
                                .formatted(job.sample(), presetText(job)),
                        "Without --to: " + word.withoutTo().explanation()));
        usage.footer(footer.toArray(String[]::new));
        CommandLines.setDefaults(line, defaults);
        return line;
    }

    private static String presetText(JobCatalogue.Job job) {
        List<String> words = new ArrayList<>();
        job.presets().keySet().stream()
                .sorted()
                .forEach(name -> words.addAll(List.of(name, job.presets().get(name))));
        return CommandText.of(words);
    }

    /** Of sources that cannot be replayed. */
    static String spool(Home home) {
        return home.state().resolve("spool").toString();
    }

    static String sample(JobCatalogue.Job job, Home home) {
        return "file:" + home.checkout().resolve(job.sample());
    }
}
