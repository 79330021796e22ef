package io.oncestream.launcher.run;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.database.EmbeddedDatabase;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.flink.LocalCluster;
import io.oncestream.launcher.flink.Rehearsal;
import io.oncestream.launcher.home.Home;
import io.oncestream.launcher.job.JobCatalogue;
import io.oncestream.launcher.job.JobRequest;
import io.oncestream.launcher.job.JobWord;
import io.oncestream.server.process.LocalPort;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/** {@code run JOB ...}: a job in this process until it ends. */
public final class RunCommand {

    static final String WEB_PORT = "--web-port";

    private RunCommand() {}

    public static int run(Home home, Console console, List<String> arguments) throws Exception {
        if (arguments.isEmpty()) {
            throw new UsageException(
                    "run needs a job: %s run %s".formatted(home.command(), JobCatalogue.names()));
        }
        if (List.of("--help", "-h").contains(arguments.get(0))) {
            help(home, console);
            return 0;
        }
        JobCatalogue.Job job = JobCatalogue.find(arguments.get(0));
        Optional<JobRequest> request =
                JobRequest.parse(word(home), job, arguments.subList(1, arguments.size()), home);
        if (request.isEmpty()) {
            return 0;
        }
        request.get().<Integer>option(WEB_PORT).ifPresent(RunCommand::checkWebPort);
        request.get().checkResume();
        request.get().checkPasswordFile();
        Rehearsal.of(job.main(), request.get().jobArguments(home, EmbeddedDatabase.ANY_URL));
        return new LocalRun(home, console, request.get()).execute();
    }

    static JobWord word(Home home) {
        OptionSpec webPort =
                OptionSpec.builder(WEB_PORT)
                        .type(Integer.class)
                        .paramLabel("PORT")
                        .description(
                                "The port of Flink's web UI on 127.0.0.1. Default: the first free"
                                        + " one of "
                                        + LocalCluster.WEB_PORTS
                                        + ".")
                        .build();
        return new JobWord(
                "run",
                List.of(webPort),
                new JobWord.WithoutTo(
                        "the embedded PostgreSQL",
                        "an embedded PostgreSQL, whose tables each run replaces unless --resume is"
                                + " given; ask it with "
                                + home.command()
                                + " sql \"SELECT ...\"."));
    }

    private static void checkWebPort(int port) {
        if (port < 1 || port > 65535) {
            throw new UsageException("%s is %d, but must be 1 to 65535".formatted(WEB_PORT, port));
        }
        if (!LocalPort.isFree(port)) {
            throw new UsageException(
                    "%s %d is taken: choose another, or leave it out to take the first free one of %s"
                            .formatted(WEB_PORT, port, LocalCluster.WEB_PORTS));
        }
    }

    private static void help(Home home, Console console) {
        console.out.printf("Usage: %s run JOB [options]%n%n", home.command());
        console.out.println(
                "Runs a job in this process, with Flink's web UI, until it ends. Jobs:");
        for (JobCatalogue.Job job : JobCatalogue.all()) {
            console.out.printf("  %-12s %s%n", job.name(), job.description());
        }
        console.out.printf("%nIts options: %s run JOB --help%n", home.command());
        console.out.flush();
    }
}
