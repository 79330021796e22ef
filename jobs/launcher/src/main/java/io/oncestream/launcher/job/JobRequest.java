package io.oncestream.launcher.job;

import io.oncestream.cli.source.SourceOptions;
import io.oncestream.launcher.console.CommandText;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * A job as the user wants it.
 *
 * @param word the launcher's word that it was given to
 * @param given the job's arguments as typed, without those that only concern the word
 */
public record JobRequest(
        JobWord word, JobCatalogue.Job job, List<String> given, ParseResult options) {

    private static final String RESUME = "--resume";
    private static final String FRESH = "--fresh";
    private static final String ALLOW_REWIND = "--allow-rewind";

    /**
     * Understands the arguments behind the job's name.
     *
     * @return empty when help was asked for, which has been printed
     * @throws UsageException on wrong usage
     */
    public static Optional<JobRequest> parse(
            JobWord word, JobCatalogue.Job job, List<String> arguments, Home home) {
        return JobOptions.parse(word, job, arguments, home)
                .map(options -> new JobRequest(word, job, jobsOwn(word, arguments), options));
    }

    private static List<String> jobsOwn(JobWord word, List<String> arguments) {
        List<String> given = arguments;
        for (OptionSpec own : word.own()) {
            String name = own.longestName();
            given =
                    own.arity().max() == 0
                            ? given.stream().filter(argument -> !argument.equals(name)).toList()
                            : CommandText.without(given, name);
        }
        return given;
    }

    /** The value of an option, the word's own or the job's; empty when it was not given. */
    public <T> Optional<T> option(String name) {
        return Optional.ofNullable(options.matchedOptionValue(name, null));
    }

    /** What holds for each reading of its source, in one line. */
    public String sourceGuarantee() {
        return SourceOptions.guarantee(from());
    }

    private String from() {
        return options.matchedOptionValue(JobOptions.FROM, "file:");
    }

    /** Whether no database was named. */
    public boolean embedded() {
        return !options.hasMatchedOption(JobOptions.TO);
    }

    public boolean resumed() {
        return options.hasMatchedOption(RESUME);
    }

    /** Refuses a checkpoint that is not there; what is not a local path is left to Flink. */
    public void checkResume() {
        if (options.hasMatchedOption(ALLOW_REWIND) && !resumed()) {
            throw new UsageException(
                    "%s needs %s PATH, the older checkpoint or savepoint to go on from"
                            .formatted(ALLOW_REWIND, RESUME));
        }
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
    public void checkPasswordFile() {
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

    public String to() {
        return options.matchedOptionValue(JobOptions.TO, "");
    }

    public Optional<String> passwordFile() {
        return Optional.ofNullable(options.<Object>matchedOptionValue("--password-file", null))
                .map(Object::toString);
    }

    public String table() {
        OptionSpec table = options.commandSpec().findOption("--table");
        return table == null ? job.name() : String.valueOf(table.<Object>getValue());
    }

    /** The complete arguments of the job's main. */
    public String[] jobArguments(Home home, String databaseUrl) {
        List<String> complete = new ArrayList<>(given);
        if (!options.hasMatchedOption(JobOptions.FROM)) {
            complete.add(JobOptions.FROM + "=" + JobOptions.sample(job, home));
            job.presets()
                    .forEach(
                            (name, value) -> {
                                if (!options.hasMatchedOption(name)) {
                                    complete.add(name + "=" + value);
                                }
                            });
        }
        if (!options.hasMatchedOption(JobOptions.SPOOL)
                && SourceOptions.uses(from(), JobOptions.SPOOL)) {
            complete.add(JobOptions.SPOOL + "=" + JobOptions.spool(home));
        }
        if (embedded()) {
            complete.add(JobOptions.TO + "=" + databaseUrl);
            if (!resumed() && !options.hasMatchedOption(FRESH)) {
                complete.add(FRESH);
            }
        }
        return complete.toArray(new String[0]);
    }

    /** What to do about a job that was stopped in the middle. */
    public String resumeLine(Home home, String path) {
        return "resume it with: " + resumeCommand(home, path);
    }

    /** What a restart can mend is mended already: by itself it would fail again. */
    public String resumeLineOfFailed(Home home, String path) {
        return "when that is mended, " + resumeLine(home, path);
    }

    /** The command that goes on where a checkpoint or savepoint was taken. */
    String resumeCommand(Home home, String path) {
        List<String> words = new ArrayList<>(List.of(home.command(), word.name(), job.name()));
        for (String word : CommandText.without(given, RESUME)) {
            if (!word.equals(FRESH) && !word.equals(ALLOW_REWIND)) {
                words.add(word);
            }
        }
        words.addAll(List.of(RESUME, path));
        return CommandText.of(words);
    }
}
