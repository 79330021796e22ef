package io.oncestream.launcher.run;

import io.oncestream.cli.CommandLines;
import io.oncestream.launcher.console.CommandText;
import io.oncestream.launcher.flink.LocalCluster;
import io.oncestream.launcher.home.Home;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of a job, and what {@code run} adds to them: the web port, sample and database. */
final class RunOptions {

    static final String FROM = "--from";
    static final String TO = "--to";
    static final String WEB_PORT = "--web-port";

    private RunOptions() {}

    /** Empty when help was asked for, which has been printed. */
    static Optional<ParseResult> parse(JobCatalogue.Job job, List<String> arguments, Home home) {
        Map<String, String> defaults = new HashMap<>(job.presets());
        defaults.put(FROM, sample(job, home));
        defaults.put(TO, "the embedded PostgreSQL");
        CommandLine line = commandLine(job, home, defaults);
        String[] words = arguments.toArray(new String[0]);
        if (!CommandLines.parse(line, words)) {
            return Optional.empty();
        }
        if (line.getParseResult().hasMatchedOption(FROM)) {
            // The presets fit the sample and nothing else.
            line = commandLine(job, home, Map.of(TO, ""));
            CommandLines.parse(line, words);
        }
        return Optional.of(line.getParseResult());
    }

    private static CommandLine commandLine(
            JobCatalogue.Job job, Home home, Map<String, String> defaults) {
        CommandLine line = CommandLines.of(job.options().get());
        line.setCommandName(home.command() + " run " + job.name());
        line.getCommandSpec()
                .addOption(
                        OptionSpec.builder(WEB_PORT)
                                .type(Integer.class)
                                .paramLabel("PORT")
                                .description(
                                        "The port of Flink's web UI on 127.0.0.1. Default: the"
                                                + " first free one of "
                                                + LocalCluster.WEB_PORTS
                                                + ".")
                                .build());
        line.getCommandSpec()
                .usageMessage()
                .footer(
                        "",
                        "Without --from: the sample %s, and the options %s unless given."
                                .formatted(job.sample(), presetText(job)),
                        "Without --to: an embedded PostgreSQL, whose tables each run replaces unless --resume is given; ask it with %s sql \"SELECT ...\"."
                                .formatted(home.command()));
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

    static String sample(JobCatalogue.Job job, Home home) {
        return "file:" + home.checkout().resolve(job.sample());
    }
}
