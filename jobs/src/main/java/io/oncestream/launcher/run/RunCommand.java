package io.oncestream.launcher.run;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.database.EmbeddedDatabase;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.flink.LocalCluster;
import io.oncestream.launcher.flink.Rehearsal;
import io.oncestream.launcher.home.Home;
import java.util.List;
import java.util.Optional;

/** {@code run JOB ...}: a job in this process until it ends. */
public final class RunCommand {

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
        Optional<RunRequest> request =
                RunRequest.parse(job, arguments.subList(1, arguments.size()), home);
        if (request.isEmpty()) {
            return 0;
        }
        Integer port = request.get().webPort();
        if (port != null && !LocalCluster.isFree(port)) {
            throw new UsageException(
                    "--web-port %d is taken: choose another, or leave it out to take the first free one of %s"
                            .formatted(port, LocalCluster.WEB_PORTS));
        }
        request.get().checkResume();
        request.get().checkPasswordFile();
        Rehearsal.of(job.main(), request.get().jobArguments(home, EmbeddedDatabase.ANY_URL));
        return new LocalRun(home, console, request.get()).execute();
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
