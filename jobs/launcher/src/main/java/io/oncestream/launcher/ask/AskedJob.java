package io.oncestream.launcher.ask;

import io.oncestream.cli.NamedUrl;
import io.oncestream.kit.JobTables;
import io.oncestream.launcher.ask.AnswerTable.Answer;
import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.RootCause;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The job that a word asks, and how: the options of such words. */
public final class AskedJob {

    /** Beyond the wait that was asked for: a checkpoint, and a restart of the job. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Option(
            names = "--from",
            paramLabel = "URI",
            description =
                    "The topic of the commands, as "
                            + CommandTopic.FORM
                            + ". Default: that of run JOB --serve.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "URL",
            description =
                    "The database of the answers, as jdbc:postgresql://HOST/DATABASE?user=USER or"
                            + " jdbc:mariadb://HOST/DATABASE?user=USER; of a job with several once"
                            + " for each. Default: that of run JOB --serve.")
    private List<String> to = new ArrayList<>();

    @Option(
            names = "--password-file",
            paramLabel = "PATH",
            description =
                    "A file with the database password: its first line, or lines as in"
                            + " PostgreSQL's pgpass. Default: ONCESTREAM_DB_PASSWORD.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = "The job's table, as its --table. Default: that of the job.")
    private @Nullable String table;

    private final String job;
    private final String key;
    private final int databasesMax;

    /**
     * A job.
     *
     * @param job its name, which its table has too unless it is told otherwise
     * @param key what it calls the key of a command
     * @param databasesMax how many it may write to
     */
    public AskedJob(String job, String key, int databasesMax) {
        this.job = job;
        this.key = key;
        this.databasesMax = databasesMax;
    }

    /** Where it is: all was named, or it is served. */
    public ServedJob place(Home home) {
        if ((from == null) != to.isEmpty()) {
            throw new UsageException("--from and --to go together: give both, or none");
        }
        if (to.size() > databasesMax) {
            throw new UsageException(
                    "--to is given %d times, and %s writes to %d at most"
                            .formatted(to.size(), job, databasesMax));
        }
        ServedJob place =
                from == null ? ServedJob.find(home, job) : new ServedJob(from, named(), job);
        return table == null ? place : new ServedJob(place.commands(), place.databases(), table);
    }

    private List<NamedUrl> named() {
        try {
            return NamedUrl.all(to);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** Its databases, not connected to. */
    public TargetDatabases databases(ServedJob place) {
        return TargetDatabases.at(
                place.databases(), Optional.ofNullable(passwordFile).map(Path::toString));
    }

    /**
     * Asks and waits.
     *
     * @param fields of the command, but for its time: it is of now
     * @param wait how long the command itself may wait
     */
    public Answer ask(Home home, Map<String, String> fields, Duration wait)
            throws InterruptedException {
        ServedJob place = place(home);
        TargetDatabases databases = databases(place);
        if (databasesMax == 1) {
            databases.checkReachable();
        }
        return ask(place, databases, fields, wait);
    }

    /**
     * The same.
     *
     * @param answering databases that have answers
     */
    public Answer ask(
            ServedJob place, TargetDatabases answering, Map<String, String> fields, Duration wait)
            throws InterruptedException {
        try (CommandTopic topic = CommandTopic.open(place.commands());
                Client client =
                        new Client(
                                topic,
                                answering.all().stream().map(AskedJob::database).toList(),
                                answers(place),
                                Clock.systemUTC())) {
            return ask(place, client, fields, wait.plus(PATIENCE));
        }
    }

    private static Client.Database database(TargetDatabase database) {
        return database::connect;
    }

    private AnswerTable answers(ServedJob place) {
        return new AnswerTable(
                JobTables.beside(place.table(), "answers"), JobTables.refused(place.table()), key);
    }

    private Answer ask(
            ServedJob place, Client client, Map<String, String> fields, Duration patience)
            throws InterruptedException {
        Map<String, String> command = new HashMap<>(fields);
        command.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        String id = fields.getOrDefault("id", "");
        try {
            return client.ask(fields.getOrDefault(key, ""), id, command)
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new FailureException(
                    "no answer to %s within %d s: does the job run, and does it read %s? Is this machine's clock right? What is ahead of the job's by more than its --max-ahead is in %s. It may still be done%s"
                            .formatted(
                                    id,
                                    patience.toSeconds(),
                                    place.commands(),
                                    JobTables.rejected(place.table()),
                                    client.trouble().isEmpty()
                                            ? ""
                                            : "; the database says: " + client.trouble()),
                    e);
        } catch (ExecutionException e) {
            throw new FailureException(RootCause.of(e), e);
        }
    }
}
