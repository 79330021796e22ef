package io.oncestream.launcher.job;

import io.oncestream.cli.NamedUrl;
import io.oncestream.kit.JobOptions;
import io.oncestream.kit.Jobs;
import io.oncestream.launcher.console.CommandText;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * A job as the user wants it.
 *
 * @param word the launcher's word that it was given to
 * @param given the job's arguments as typed, without those that only concern the word
 * @param own what is read and written where nothing is named and the word has found out
 */
public record JobRequest(
        JobWord word, Jobs.Listed job, List<String> given, ParseResult parsed, Own own) {

    private static final Own NOTHING = new Own("", Map.of(), List.of(), 0);
    private static final String DATABASE_OPTION = "%s=%s=%s";
    private static final String TABLE = "--table";
    private static final String RESUME = "--resume";
    private static final String FRESH = "--fresh";
    private static final String ALLOW_REWIND = "--allow-rewind";

    /**
     * What a word has of its own.
     *
     * @param uri of what there is to read; empty: nothing
     * @param options those of the job that go with it, beside the word's, by their long names
     * @param databases to write to
     * @param spares how many of these, the last ones, join later
     */
    public record Own(
            String uri, Map<String, String> options, List<NamedUrl> databases, int spares) {}

    /**
     * Understands the arguments behind the job's name.
     *
     * @return empty when help was asked for, which has been printed
     * @throws UsageException on wrong usage
     */
    public static Optional<JobRequest> parse(
            JobWord word, Jobs.Listed job, List<String> arguments, Home home) {
        return JobCommandLine.parse(word, job, arguments, home)
                .map(
                        parsed ->
                                new JobRequest(
                                        word, job, jobsOwn(word, arguments), parsed, NOTHING));
    }

    /**
     * The same with other options, as if they had been typed.
     *
     * @param options by their long names; empty for a flag
     */
    public JobRequest also(Home home, Map<String, String> options) {
        List<String> arguments = new ArrayList<>();
        List<String> typed = parsed.originalArgs();
        for (Map.Entry<String, String> each : options.entrySet()) {
            String name = each.getKey();
            typed = CommandText.without(typed, name);
            arguments.add(each.getValue().isEmpty() ? name : name + "=" + each.getValue());
        }
        arguments.addAll(typed);
        return parse(word, job, arguments, home).orElseThrow();
    }

    /**
     * The job of a name.
     *
     * @throws UsageException when there is none
     */
    public static Jobs.Listed job(String name) {
        return Jobs.find(name)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "no such job: '%s' (choose %s)"
                                                .formatted(name, Jobs.names())));
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
        return Optional.ofNullable(parsed.matchedOptionValue(name, null));
    }

    /** Whether it names what there is to read. */
    public boolean namesSource() {
        return parsed.hasMatchedOption(JobCommandLine.FROM);
    }

    /** What holds for each record of its source, in one line. */
    public String sourceGuarantee() {
        return options().source().guarantee();
    }

    /** What its source waits for, by what servers say; empty: nothing that is known. */
    public Optional<String> sourceWaitsFor() {
        return options().source().waitsFor();
    }

    /** The job's own view of what was given. */
    private JobOptions options() {
        return (JobOptions) parsed.commandSpec().userObject();
    }

    /** Whether it names the databases to write to. */
    public boolean namesDatabase() {
        return parsed.hasMatchedOption(JobCommandLine.TO)
                || parsed.hasMatchedOption(JobCommandLine.SPARE);
    }

    /** Whether it writes to the embedded database. */
    public boolean embedded() {
        return !namesDatabase() && own.databases().isEmpty();
    }

    public boolean resumed() {
        return parsed.hasMatchedOption(RESUME);
    }

    /** Refuses a checkpoint that is not there; what is not a local path is left to Flink. */
    public void checkResume() {
        if (parsed.hasMatchedOption(ALLOW_REWIND) && !resumed()) {
            throw new UsageException(
                    "%s needs %s PATH, the older checkpoint or savepoint to go on from"
                            .formatted(ALLOW_REWIND, RESUME));
        }
        String path = parsed.matchedOptionValue(RESUME, "");
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

    /** The databases that were named, or else the word's own. */
    public List<NamedUrl> to() {
        return namesDatabase() ? options().database().databases() : own.databases();
    }

    public Optional<String> passwordFile() {
        return options().database().passwordFile().map(Path::toString);
    }

    /** What the job's {@code --table} is, given or not. */
    public String table() {
        return parsed.commandSpec().findOption(TABLE).getValue();
    }

    /** The value of an option that there is, given or not; empty where it has no default. */
    public <T> Optional<T> valueOf(String name) {
        return Optional.ofNullable(parsed.commandSpec().findOption(name).getValue());
    }

    /** The tables that the job writes, its result first. */
    public List<String> tables() {
        return options().tables();
    }

    /** The same that reads from here and writes to these, unless it names something. */
    public JobRequest with(Own found) {
        return new JobRequest(word, job, given, parsed, found);
    }

    /** The complete arguments of the job's main. */
    public String[] jobArguments(Home home, String embeddedUrl) {
        List<String> complete = new ArrayList<>(given);
        if (!namesSource()) {
            word.withoutFrom()
                    .ifPresent(
                            without ->
                                    add(
                                            own.uri().isEmpty() ? without.uri() : own.uri(),
                                            withOwn(without.options()),
                                            complete));
            job.job()
                    .sample()
                    .ifPresent(
                            sample ->
                                    add(
                                            JobCommandLine.uri(sample, home),
                                            sample.options(),
                                            complete));
        }
        if (!parsed.hasMatchedOption(JobCommandLine.SPOOL)
                && options().source().needs(JobCommandLine.SPOOL)) {
            complete.add(JobCommandLine.SPOOL + "=" + JobCommandLine.spool(home));
        }
        if (!namesDatabase()) {
            complete.addAll(ownDatabases());
            if (embedded()) {
                complete.add(JobCommandLine.TO + "=" + embeddedUrl);
            }
            if (!resumed() && !parsed.hasMatchedOption(FRESH)) {
                complete.add(FRESH);
            }
        }
        return complete.toArray(new String[0]);
    }

    private Map<String, String> withOwn(Map<String, String> options) {
        Map<String, String> all = new HashMap<>(options);
        all.putAll(own.options());
        return all;
    }

    private List<String> ownDatabases() {
        List<String> options = new ArrayList<>();
        int first = own.databases().size() - own.spares();
        for (NamedUrl each : own.databases()) {
            String option = options.size() < first ? JobCommandLine.TO : JobCommandLine.SPARE;
            options.add(DATABASE_OPTION.formatted(option, each.name(), each.url()));
        }
        return options;
    }

    private void add(String from, Map<String, String> options, List<String> complete) {
        complete.add(JobCommandLine.FROM + "=" + from);
        options.forEach(
                (name, value) -> {
                    if (!parsed.hasMatchedOption(name)) {
                        complete.add(name + "=" + value);
                    }
                });
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
        word.own().stream()
                .filter(own -> own.arity().max() == 0)
                .map(OptionSpec::longestName)
                .filter(parsed::hasMatchedOption)
                .forEach(words::add);
        for (String word : CommandText.without(given, RESUME)) {
            if (!word.equals(FRESH) && !word.equals(ALLOW_REWIND)) {
                words.add(word);
            }
        }
        words.addAll(List.of(RESUME, path));
        return CommandText.of(words);
    }
}
