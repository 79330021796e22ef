package io.oncestream.launcher;

import io.oncestream.cli.CommandLines;
import io.oncestream.launcher.ask.TickCommand;
import io.oncestream.launcher.balances.BalancesCommand;
import io.oncestream.launcher.certificates.CertificatesCommand;
import io.oncestream.launcher.cluster.ClusterCommand;
import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.counter.CounterCommand;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.RootCause;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.gossip.GossipCommand;
import io.oncestream.launcher.home.Home;
import io.oncestream.launcher.home.LogFolder;
import io.oncestream.launcher.job.JobCommand;
import io.oncestream.launcher.lock.LockCommand;
import io.oncestream.launcher.produce.ProduceCommand;
import io.oncestream.launcher.run.RunCommand;
import io.oncestream.launcher.services.ServicesCommand;
import io.oncestream.launcher.sql.SqlCommand;
import io.oncestream.launcher.store.StoreCommand;
import io.oncestream.launcher.submit.SubmitCommand;
import io.oncestream.launcher.transactions.TransactionsCommand;
import io.oncestream.server.process.ServerException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * What ./oncestream starts, and the only place that ends a process. Exit codes: 0 done, 1 the job
 * or query failed, 2 wrong usage, 128 and the signal's number when stopped by one.
 */
@Command(
        subcommands = {
            RunCommand.class,
            SubmitCommand.class,
            ClusterCommand.class,
            ServicesCommand.class,
            ProduceCommand.class,
            GossipCommand.class,
            LockCommand.class,
            CounterCommand.class,
            StoreCommand.class,
            CertificatesCommand.class,
            TickCommand.class,
            BalancesCommand.class,
            SqlCommand.class,
            TransactionsCommand.class
        })
public final class Launcher {

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    /** Where the width of the terminal is not known. */
    private static final int HELP_COLUMNS = 100;

    private Launcher() {}

    public static void main(String[] args) {
        System.exit(run(new Launcher(), args));
    }

    /**
     * Does what the arguments ask of a command's subcommands, each a {@code Callable<Integer>} made
     * of a {@link Home} and a {@link Console}; whatever goes wrong becomes one line and an exit
     * code.
     */
    public static int run(Object command, String... args) {
        return run(command, Home.fromSystemProperties(), Console.fromSystemProperties(), args);
    }

    /** What ./oncestream with these arguments does, in a process that goes on. */
    static int run(Home home, Console console, String... args) {
        return run(new Launcher(), home, console, args);
    }

    private static int run(Object command, Home home, Console console, String... args) {
        try {
            LogFolder.prune(home.folder("logs"));
            return call(commandLine(command, home, console), args);
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

    private static CommandLine commandLine(Object command, Home home, Console console) {
        CommandLine line = CommandLines.of(command, new CommandFactory(home, console));
        line.setCommandName(home.command());
        line.setOut(new PrintWriter(console.out, true, StandardCharsets.UTF_8));
        line.setUsageHelpWidth(HELP_COLUMNS);
        // What follows a job's name is the job's own.
        line.getSubcommands().values().stream()
                .filter(word -> word.getCommand() instanceof JobCommand)
                .forEach(word -> word.setStopAtPositional(true));
        return line;
    }

    private static int call(CommandLine line, String... args) throws Exception {
        if (!CommandLines.parse(line, args)) {
            return 0;
        }
        List<CommandLine> words = line.getParseResult().asCommandLineList();
        CommandLine last = words.get(words.size() - 1);
        if (last.getCommand() instanceof Callable<?> command) {
            return (int) command.call();
        }
        // Only its subcommands do anything.
        last.usage(last.getOut());
        return 0;
    }

    /** Not a constant: Log4j reads its configuration when the first logger is made. */
    private static Logger log() {
        return LoggerFactory.getLogger(Launcher.class);
    }
}
