package io.oncestream.launcher;

import io.oncestream.cli.CommandLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What the user wants to run.
 *
 * @param given the job's arguments as typed, without those that only concern this process
 * @param webPort null: the first free one of the usual range
 * @param slots how many parallel subtasks
 */
record RunRequest(
        JobCatalogue.Job job,
        List<String> given,
        ParseResult options,
        @Nullable Integer webPort,
        int slots) {

    private static final String FROM = "--from";
    private static final String TO = "--to";
    private static final String RESUME = "--resume";
    private static final String WEB_PORT = "--web-port";
    private static final String PORTS = "1 to 65535";

    /**
     * Understands the arguments behind the job's name.
     *
     * @return empty when help was asked for, which has been printed
     * @throws UsageException on wrong usage
     */
    static Optional<RunRequest> parse(JobCatalogue.Job job, List<String> arguments, Home home) {
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
        ParseResult options = line.getParseResult();
        Integer webPort = options.matchedOptionValue(WEB_PORT, null);
        if (webPort != null && (webPort < 1 || webPort > 65535)) {
            throw new UsageException(WEB_PORT + " is " + webPort + ", but must be " + PORTS);
        }
        int cores = Runtime.getRuntime().availableProcessors();
        return Optional.of(
                new RunRequest(
                        job,
                        CommandText.without(arguments, WEB_PORT),
                        options,
                        webPort,
                        options.matchedOptionValue("--parallelism", cores)));
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

    private static String sample(JobCatalogue.Job job, Home home) {
        return "file:" + home.checkout().resolve(job.sample());
    }

    boolean embedded() {
        return !options.hasMatchedOption(TO);
    }

    boolean resumed() {
        return options.hasMatchedOption(RESUME);
    }

    /** Refuses a checkpoint that is not there; what is not a local path is left to Flink. */
    void checkResume() {
        String path = options.matchedOptionValue(RESUME, "");
        String local = path.replaceFirst("^file:(//)?(?=/)", "");
        boolean other = local.matches("[a-z][a-z0-9+.-]*:.*");
        if (!path.isEmpty() && !other && !isCheckpoint(Path.of(local))) {
            throw new UsageException(
                    "%s %s is no checkpoint or savepoint: give the folder that holds _metadata"
                            .formatted(RESUME, path));
        }
    }

    private static boolean isCheckpoint(Path path) {
        return Files.isRegularFile(path) || Files.exists(path.resolve("_metadata"));
    }

    String to() {
        return options.matchedOptionValue(TO, "");
    }

    Optional<String> passwordFile() {
        return Optional.ofNullable(options.<Object>matchedOptionValue("--password-file", null))
                .map(Object::toString);
    }

    String table() {
        OptionSpec table = options.commandSpec().findOption("--table");
        return table == null ? job.name() : String.valueOf(table.<Object>getValue());
    }

    /** The complete arguments of the job's main. */
    String[] jobArguments(Home home, String databaseUrl) {
        List<String> complete = new ArrayList<>(given);
        if (!options.hasMatchedOption(FROM)) {
            complete.add(FROM + "=" + sample(job, home));
            job.presets()
                    .forEach(
                            (name, value) -> {
                                if (!options.hasMatchedOption(name)) {
                                    complete.add(name + "=" + value);
                                }
                            });
        }
        if (embedded()) {
            complete.add(TO + "=" + databaseUrl);
            if (!resumed() && !options.hasMatchedOption("--fresh")) {
                complete.add("--fresh");
            }
        }
        return complete.toArray(new String[0]);
    }

    /** The command that goes on where a checkpoint or savepoint was taken. */
    String resumeCommand(Home home, String path) {
        List<String> words = new ArrayList<>(List.of(home.command(), "run", job.name()));
        for (String word : CommandText.without(given, RESUME)) {
            if (!word.equals("--fresh")) {
                words.add(word);
            }
        }
        words.addAll(List.of(RESUME, path));
        return CommandText.of(words);
    }
}
