package io.oncestream.bench.chaos;

import io.oncestream.bench.chaos.Round.Targets;
import io.oncestream.cli.CommandLines;
import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.console.ConsoleCommand;
import io.oncestream.launcher.console.Interrupts;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench chaos}. */
@Command(
        name = "chaos",
        description =
                "Runs exactly-once jobs on a real cluster with a real database, in a folder and on"
                        + " ports of their own, and kills their processes at random with kill"
                        + " -9: a TaskManager, the leading JobManager, both, or a database;"
                        + " sometimes two in a row. After each round ledger, tables and source must"
                        + " agree. A round takes about 15 seconds. Exit code 0: nothing was lost or"
                        + " doubled.")
public final class ChaosCommand extends ConsoleCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ChaosCommand.class);

    private static final int ROUNDS_MAX = 100_000;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many rounds, 1 to 100000. Default: 20.")
    private int rounds = 20;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description =
                    "What is killed and when follows from it, and so does the input. Default:"
                            + " another one each time; it is printed.")
    private @Nullable Long seed;

    @Option(
            names = "--database",
            paramLabel = "NAME",
            defaultValue = "postgres",
            description = "postgres or mariadb, where there is one. Default: postgres.")
    private Database database = Database.POSTGRES;

    /** Whose results are checked. */
    public enum Job {
        AVERAGES,
        LOCKS,
        TRANSFERS,
        COUNTERS,
        STORE;

        /** As it is written at the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--job",
            paramLabel = "NAME",
            defaultValue = "averages",
            description =
                    "averages, beside which a job runs that appends, both with generated readings;"
                            + " locks, with 200 workers, and rescaled every five rounds;"
                            + " transfers, over postgres, mariadb and another postgres, one of"
                            + " which may also stand still, with readers, rescaled and set back to"
                            + " a savepoint every three rounds; counters, two jobs that count in"
                            + " one set of them, in such databases, rescaled every five rounds; or"
                            + " store, over such databases and one more, which join and leave all"
                            + " the time, with readers, rescaled every three rounds."
                            + " Default: averages.")
    private Job job = Job.AVERAGES;

    @Option(
            names = "--broken",
            paramLabel = "VARIANT",
            defaultValue = "nothing",
            description =
                    "To see that what is wrong is found: with --job locks processing-time,"
                            + " answers-at-once or no-fence, with --job transfers dirty, own-cut or"
                            + " no-cuts, with --job counters forgetful, with --job store no-wait,"
                            + " no-moves or no-look. Exit code 0: it was found. Default: nothing.")
    private Broken broken = Broken.NOTHING;

    @Override
    public Integer call() throws Exception {
        if (!broken.isOf(job)) {
            throw new UsageException("--broken %s is not of --job %s".formatted(broken, job));
        }
        if (rounds < 1 || rounds > ROUNDS_MAX) {
            throw new UsageException(
                    "--rounds is %d, but must be 1 to %d".formatted(rounds, ROUNDS_MAX));
        }
        long chosen = seed == null ? new Random().nextInt(1_000_000) : seed;
        AtomicInteger interruption = new AtomicInteger();
        Thread main = Thread.currentThread();
        Interrupts.handle(
                code -> {
                    if (interruption.compareAndSet(0, code)) {
                        console.say("interrupted: ending all processes");
                        main.interrupt();
                    }
                });
        Testbed testbed = Testbed.of(databases(), home);
        try {
            run(testbed, console, chosen);
            if (broken != Broken.NOTHING) {
                throw new FailureException("%s was not found".formatted(broken));
            }
        } catch (Disagreement e) {
            if (broken == Broken.NOTHING) {
                throw again(e, chosen, testbed);
            }
            console.say("found: " + e.getMessage());
        } catch (Exception e) {
            if (interruption.get() == 0) {
                throw again(e, chosen, testbed);
            }
            LOG.info("Interrupted", e);
        }
        testbed.deleteFolder();
        return interruption.get();
    }

    private FailureException again(Exception e, long chosen, Testbed testbed) {
        return new FailureException(
                ("%s; again: %s bench chaos --job %s --rounds %d --seed %d --database %s"
                                + " --broken %s; logs: %s")
                        .formatted(
                                e.getMessage(),
                                home.command(),
                                job,
                                rounds,
                                chosen,
                                database,
                                broken,
                                testbed.folder()),
                e);
    }

    private Scenario scenario(Testbed testbed, long chosen) {
        return switch (job) {
            case AVERAGES -> new GeneratorScenario(testbed, chosen);
            case LOCKS -> new LocksScenario(testbed, chosen, broken);
            case TRANSFERS -> new TransfersScenario(testbed, chosen, broken);
            case COUNTERS -> new CountersScenario(testbed, chosen, broken);
            case STORE -> new StoreScenario(testbed, chosen, broken);
        };
    }

    private List<Database> databases() {
        return switch (job) {
            case AVERAGES, LOCKS -> List.of(database);
            case TRANSFERS, COUNTERS -> Serving.DATABASES;
            case STORE -> StoreScenario.DATABASES;
        };
    }

    private Targets targets() {
        int count = databases().size();
        return count > 1
                ? new Targets(List.of(Kill.values()), count)
                : new Targets(Kill.ENDS, 1);
    }

    private void run(Testbed testbed, Console console, long chosen) throws Exception {
        Consumer<String> out =
                line -> {
                    console.clear();
                    console.out.println(line);
                    console.out.flush();
                };
        try (testbed;
                Scenario scenario = scenario(testbed, chosen);
                ChaosRun run = new ChaosRun(testbed, scenario, out)) {
            console.say("starting a cluster and its databases in " + testbed.folder());
            testbed.start();
            String setting = Setting.of(testbed, chosen);
            out.accept(setting);
            run.run(Round.of(chosen, rounds, targets()));
            run.tally().lines().forEach(out);
            scenario.lines().forEach(out);
            out.accept("setting    " + setting);
        }
    }
}
