package io.oncestream.launcher.job;

import io.oncestream.cli.CommandLines;
import io.oncestream.kit.Jobs;
import io.oncestream.kit.Sample;
import io.oncestream.launcher.console.CommandText;
import io.oncestream.launcher.home.Home;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;

/** The options of a job, and what the launcher's word adds to them: its own, and defaults. */
final class JobCommandLine {

    static final String FROM = "--from";
    static final String TO = "--to";
    static final String SPARE = "--spare";
    static final String SPOOL = "--spool";

    private JobCommandLine() {}

    /** Empty when help was asked for, which has been printed. */
    static Optional<ParseResult> parse(
            JobWord word, Jobs.Listed job, List<String> arguments, Home home) {
        Map<String, String> defaults = new HashMap<>();
        defaults.put(TO, word.withoutTo().fallback());
        defaults.put(SPOOL, spool(home));
        job.job()
                .sample()
                .ifPresent(
                        sample -> {
                            defaults.putAll(sample.options());
                            defaults.put(FROM, uri(sample, home));
                        });
        word.withoutFrom()
                .ifPresent(
                        without -> {
                            defaults.putAll(without.options());
                            defaults.put(FROM, without.uri());
                        });
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
            JobWord word, Jobs.Listed job, Home home, Map<String, String> defaults) {
        CommandLine line = CommandLines.of(job.job().options());
        line.setCommandName(home.command() + " " + word.name() + " " + job.name());
        word.own().forEach(own -> line.getCommandSpec().addOption(OptionSpec.builder(own).build()));
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        List<String> footer = new ArrayList<>(List.of(usage.footer()));
        footer.add("");
        job.job()
                .sample()
                .ifPresent(
                        sample ->
                                footer.add(
                                        "Without --from: the sample %s, and the options %s unless given."
                                                .formatted(sample.file(), text(sample))));
        word.withoutFrom()
                .ifPresent(without -> footer.add("Without --from: " + without.explanation()));
        footer.add("Without --to: " + word.withoutTo().explanation());
        usage.footer(footer.toArray(String[]::new));
        CommandLines.setDefaults(line, defaults);
        return line;
    }

    private static String text(Sample sample) {
        List<String> words = new ArrayList<>();
        new TreeMap<>(sample.options())
                .forEach((name, value) -> words.addAll(List.of(name, value)));
        return CommandText.of(words);
    }

    /** Of sources that cannot be replayed. */
    static String spool(Home home) {
        return home.state().resolve("spool").toString();
    }

    static String uri(Sample sample, Home home) {
        return "file:" + home.checkout().resolve(sample.file());
    }
}
