package io.oncestream.bench.measure;

import io.oncestream.launcher.console.ConsoleCommand;
import io.oncestream.launcher.console.Interrupts;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.server.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** What the commands of all contests have. */
public abstract class ContestCommand extends ConsoleCommand implements Callable<Integer> {

    /** Behind the name of ours: the same again. */
    public static final String AGAIN = "-again";

    private static final Logger LOG = LoggerFactory.getLogger(ContestCommand.class);
    private static final int ROUNDS_MAX = 99;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many rounds, 1 to 99; 9 for a figure to quote. Default: 3.")
    private int rounds = 3;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The input and the order of each round follow from it. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Only these contestants, separated by commas. Default: all.")
    private List<String> only = List.of();

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "12g",
            description = "The heap of each JVM. Default: 12g.")
    private String heap = "12g";

    @Option(
            names = "--fresh",
            description = "Measure again what was measured with this build and these options.")
    private boolean fresh;

    /** Runs the benchmark; an interruption ends it. */
    protected abstract void measure() throws Exception;

    @Override
    public final Integer call() throws Exception {
        AtomicInteger interruption = new AtomicInteger();
        Thread main = Thread.currentThread();
        Interrupts.handle(
                code -> {
                    if (interruption.compareAndSet(0, code)) {
                        console.say("interrupted: the same command goes on from here");
                        main.interrupt();
                    }
                });
        try {
            measure();
        } catch (Exception e) {
            // The contestant may have had the signal too, and have failed by it.
            if (interruption.get() == 0) {
                throw e;
            }
            LOG.info("Interrupted", e);
        }
        return interruption.get();
    }

    /** How many times each case is done. */
    protected final int rounds() {
        Bounds.check("--rounds", rounds, 1, ROUNDS_MAX);
        return rounds;
    }

    /** What all of it follows from. */
    protected final long seed() {
        return seed;
    }

    /** Prints a line of the result. */
    protected final void print(String line) {
        console.clear();
        console.out.println(line);
        console.out.flush();
    }

    /** Where this benchmark keeps what it makes. */
    protected final Path folder(String bench) {
        return home.folder("bench/" + bench);
    }

    /** Starts a PostgreSQL for all contestants; returns what they must know of it. */
    protected static Map<String, String> database(Servers servers)
            throws IOException, InterruptedException {
        Servers.Server server =
                servers.start("postgres", PostgresServer::start, PostgresServer.STOP_SIGNAL);
        return Map.of(
                OwnDatabase.SERVER,
                PostgresServer.url(server.port()),
                Child.SERVER_PIDS,
                Long.toString(server.pid()));
    }

    /**
     * Runs all rounds of the cases and prints the report.
     *
     * @param surroundings what contestants must know beside the case
     */
    protected final void run(Contest contest, List<Case> cases, Map<String, String> surroundings)
            throws IOException, InterruptedException {
        int count = rounds();
        List<String> contestants = chosen(contest);
        Path file = folder(contest.name()).resolve("outcomes.txt");
        if (fresh) {
            Files.deleteIfExists(file);
        }
        Outcomes outcomes = Outcomes.open(file, Build.id());
        Machine.lines().forEach(this::print);
        print("seed: %d; rounds: %d; heap: %s; outcomes: %s".formatted(seed, count, heap, file));
        Trial trial = new Trial(home, console, contest, surroundings, heap);
        Report report = new Report(contest.name());
        for (Case one : cases) {
            Case seeded = one.with("seed", seed).with("heap", heap);
            List<String> who =
                    contestants.stream().filter(each -> contest.does(each, one)).toList();
            if (!who.isEmpty()) {
                report.add(
                        one,
                        new Rounds(count, seed).of(seeded, who, outcomes, trial, this::print));
            }
        }
        report.lines().forEach(this::print);
    }

    /** The same with a broker and servers of their own. */
    protected final void run(Contest contest, List<Case> cases, ServerOptions options)
            throws IOException, InterruptedException, SQLException {
        try (Servers servers = new Servers(home.installation(), folder(contest.name()))) {
            Map<String, String> surroundings = new HashMap<>(options.start(servers, this::print));
            surroundings.putAll(Broker.start(servers));
            run(contest, cases, surroundings);
        }
    }

    private List<String> chosen(Contest contest) {
        List<String> all = List.copyOf(contest.contestants().keySet());
        List<String> unknown = new ArrayList<>(only);
        unknown.removeAll(all);
        if (!unknown.isEmpty()) {
            throw new UsageException(
                    "--only: no such contestant: %s (choose from %s)"
                            .formatted(unknown.get(0), String.join(", ", all)));
        }
        return only.isEmpty() ? all : all.stream().filter(only::contains).toList();
    }
}
