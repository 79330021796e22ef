package io.oncestream.launcher;

import io.oncestream.launcher.cluster.ClusterCommand;
import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.RootCause;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import io.oncestream.launcher.home.LogFolder;
import io.oncestream.launcher.produce.ProduceCommand;
import io.oncestream.launcher.run.RunCommand;
import io.oncestream.launcher.services.ServicesCommand;
import io.oncestream.launcher.sql.SqlCommand;
import io.oncestream.launcher.submit.SubmitCommand;
import io.oncestream.launcher.transactions.TransactionsCommand;
import io.oncestream.server.process.ServerException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What ./oncestream starts, and the only place that ends a process. Exit codes: 0 done, 1 the job
 * or query failed, 2 wrong usage, 128 and the signal's number when stopped by one.
 */
public final class Launcher {

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private Launcher() {}

    /** Does what the arguments, the words behind ./oncestream, ask for. */
    public interface Words {
        /** Returns the exit code. */
        int run(Home home, Console console, List<String> arguments) throws Exception;
    }

    public static void main(String[] args) {
        System.exit(run(Launcher::dispatch, args));
    }

    /** Runs the words; whatever goes wrong becomes one line and an exit code. */
    public static int run(Words words, String... args) {
        return run(words, Home.fromSystemProperties(), Console.fromSystemProperties(), args);
    }

    /** What ./oncestream with these arguments does, in a process that goes on. */
    static int run(Home home, Console console, String... args) {
        return run(Launcher::dispatch, home, console, args);
    }

    private static int run(Words words, Home home, Console console, String... args) {
        try {
            pruneLogs(home);
            return words.run(home, console, Arrays.asList(args));
        } catch (UsageException | ProgramParametrizationException e) {
            console.say("oncestream: " + e.getMessage());
            return USAGE;
        } catch (FailureException | ServerException e) {
            log().error("Failed", e);
            console.say("oncestream: " + e.getMessage());
            return FAILED;
        } catch (Exception e) {
            log().error("Failed", e);
            console.say("oncestream: " + RootCause.of(e) + "; details: " + home.log());
            return FAILED;
        } finally {
            console.out.flush();
        }
    }

    private static int dispatch(Home home, Console console, List<String> args) throws Exception {
        String word = args.isEmpty() ? "" : args.get(0);
        List<String> rest = args.isEmpty() ? args : args.subList(1, args.size());
        return switch (word) {
            case "run" -> RunCommand.run(home, console, rest);
            case "cluster" -> ClusterCommand.run(home, console, rest);
            case "submit" -> SubmitCommand.run(home, console, rest);
            case "produce" -> ProduceCommand.run(home, console, rest);
            case "services" -> ServicesCommand.run(home, console, rest);
            case "sql" -> SqlCommand.run(home, console, rest);
            case "transactions" -> TransactionsCommand.run(home, console, rest);
            default ->
                    throw new UsageException(
                            "no such word: '"
                                    + word
                                    + "' (choose run, cluster, submit, produce, services, sql or"
                                    + " transactions)");
        };
    }

    private static void pruneLogs(Home home) throws IOException {
        LogFolder.prune(home.folder("logs"));
    }

    /** Not a constant: Log4j reads its configuration when the first logger is made. */
    private static Logger log() {
        return LoggerFactory.getLogger(Launcher.class);
    }
}
