package io.oncestream.launcher.run;

import io.oncestream.launcher.console.CommandText;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    private static final String RESUME = "--resume";
    private static final String PORTS = "1 to 65535";

    /**
     * Understands the arguments behind the job's name.
     *
     * @return empty when help was asked for, which has been printed
     * @throws UsageException on wrong usage
     */
    static Optional<RunRequest> parse(JobCatalogue.Job job, List<String> arguments, Home home) {
        Optional<ParseResult> parsed = RunOptions.parse(job, arguments, home);
        return parsed.map(options -> of(job, arguments, options));
    }

    private static RunRequest of(
            JobCatalogue.Job job, List<String> arguments, ParseResult options) {
        Integer webPort = options.matchedOptionValue(RunOptions.WEB_PORT, null);
        if (webPort != null && (webPort < 1 || webPort > 65535)) {
            throw new UsageException(
                    RunOptions.WEB_PORT + " is " + webPort + ", but must be " + PORTS);
        }
        int cores = Runtime.getRuntime().availableProcessors();
        return new RunRequest(
                job,
                CommandText.without(arguments, RunOptions.WEB_PORT),
                options,
                webPort,
                options.matchedOptionValue("--parallelism", cores));
    }

    boolean embedded() {
        return !options.hasMatchedOption(RunOptions.TO);
    }

    boolean resumed() {
        return options.hasMatchedOption(RESUME);
    }

    /** Refuses a checkpoint that is not there; what is not a local path is left to Flink. */
    void checkResume() {
        String path = options.matchedOptionValue(RESUME, "");
        String local = path.replaceFirst("^file:(//)?(?=/)", "");
        boolean other = local.matches("[a-z][a-z0-9+.-]*:.*");
        if (resumed() && !other && (path.isEmpty() || !isCheckpoint(Path.of(local)))) {
            throw new UsageException(
                    "%s \"%s\" is no checkpoint or savepoint: give the folder that holds _metadata"
                            .formatted(RESUME, path));
        }
    }

    /** All that this process will connect with is on this machine. */
    void checkPasswordFile() {
        passwordFile()
                .filter(file -> !Files.isReadable(Path.of(file)))
                .ifPresent(
                        file -> {
                            throw new UsageException(
                                    "--password-file %s cannot be read: is it the right path?"
                                            .formatted(file));
                        });
    }

    private static boolean isCheckpoint(Path path) {
        return Files.isRegularFile(path) || Files.exists(path.resolve("_metadata"));
    }

    String to() {
        return options.matchedOptionValue(RunOptions.TO, "");
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
        if (!options.hasMatchedOption(RunOptions.FROM)) {
            complete.add(RunOptions.FROM + "=" + RunOptions.sample(job, home));
            job.presets()
                    .forEach(
                            (name, value) -> {
                                if (!options.hasMatchedOption(name)) {
                                    complete.add(name + "=" + value);
                                }
                            });
        }
        if (embedded()) {
            complete.add(RunOptions.TO + "=" + databaseUrl);
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
