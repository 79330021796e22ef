package io.oncestream.launcher.lock;

import io.oncestream.cli.NamedUrl;
import io.oncestream.kit.JobTables;
import io.oncestream.launcher.ask.AnswerTable;
import io.oncestream.launcher.ask.AnswerTable.Answer;
import io.oncestream.launcher.ask.Client;
import io.oncestream.launcher.ask.CommandTopic;
import io.oncestream.launcher.ask.ServedJob;
import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.RootCause;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The lock service that is asked, and how. */
final class LockService {

    private static final String JOB = "locks";

    /** Beyond the wait that was asked for: a checkpoint, and a restart of the job. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Option(
            names = "--from",
            paramLabel = "URI",
            description =
                    "The topic of the commands, as "
                            + CommandTopic.FORM
                            + ". Default: that of run locks --serve.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "URL",
            description =
                    "The database of the answers, as jdbc:postgresql://HOST/DATABASE?user=USER or"
                            + " jdbc:mariadb://HOST/DATABASE?user=USER. Default: that of run locks"
                            + " --serve.")
    private @Nullable String to;

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

    /** Where it is: all was named, or it is served. */
    ServedJob place(Home home) {
        if ((from == null) != (to == null)) {
            throw new UsageException("--from and --to go together: give both, or none");
        }
        ServedJob place =
                from == null || to == null
                        ? ServedJob.find(home, JOB)
                        : new ServedJob(from, List.of(new NamedUrl("db", to)), JOB);
        return table == null ? place : new ServedJob(place.commands(), place.databases(), table);
    }

    TargetDatabase database(ServedJob place) {
        return TargetDatabase.at(
                place.answers(), Optional.ofNullable(passwordFile).map(Path::toString));
    }

    /**
     * Asks and waits.
     *
     * @param fields those that the op needs beside domain, resource, owner and op
     * @param wait how long the command itself may wait
     */
    Answer ask(Home home, LockTarget target, String op, Map<String, String> fields, Duration wait)
            throws InterruptedException {
        ServedJob place = place(home);
        String id = UUID.randomUUID().toString();
        Map<String, String> command = new HashMap<>(fields);
        command.put("domain", target.domain());
        command.put("id", id);
        command.put("resource", target.resource());
        command.put("op", op);
        command.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        AnswerTable answers =
                new AnswerTable(
                        JobTables.beside(place.table(), "answers"),
                        JobTables.refused(place.table()),
                        "domain");
        TargetDatabase database = database(place);
        database.checkReachable();
        try (CommandTopic topic = CommandTopic.open(place.commands());
                Client client = new Client(topic, database::connect, answers, Clock.systemUTC())) {
            Duration patience = wait.plus(PATIENCE);
            try {
                return client.ask(target.domain(), id, command)
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
}
