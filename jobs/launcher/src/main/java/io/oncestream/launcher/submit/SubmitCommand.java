package io.oncestream.launcher.submit;

import io.oncestream.launcher.cluster.ClusterHome;
import io.oncestream.launcher.cluster.ClusterView;
import io.oncestream.launcher.console.CommandText;
import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.flink.Rehearsal;
import io.oncestream.launcher.home.Home;
import io.oncestream.launcher.job.JobCatalogue;
import io.oncestream.launcher.job.JobRequest;
import io.oncestream.launcher.job.JobWord;
import io.oncestream.launcher.services.RunningService;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/** {@code submit JOB ...}: a job on the cluster that {@code cluster start} started. */
public final class SubmitCommand {

    static final String WAIT = "--wait";

    private SubmitCommand() {}

    public static int run(Home home, Console console, List<String> arguments) throws Exception {
        if (arguments.isEmpty()) {
            throw new UsageException(
                    "submit needs a job: %s submit %s"
                            .formatted(home.command(), JobCatalogue.names()));
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
        ClusterHome cluster = new ClusterHome(home);
        ClusterView view =
                cluster.view()
                        .orElseThrow(
                                () ->
                                        new UsageException(
                                                "no cluster runs: start one with %s cluster start"
                                                        .formatted(home.command())));
        check(request.get(), home, view);
        return new Submission(home, console, request.get(), cluster, view).execute();
    }

    /** All that can be wrong with the request comes up before anything is started. */
    private static void check(JobRequest request, Home home, ClusterView view) throws Exception {
        if (request.embedded()) {
            throw new UsageException(
                    "submit needs --to jdbc:postgresql://HOST/DATABASE?user=USER (or"
                            + " jdbc:mariadb:); "
                            + databaseToTry(home));
        }
        request.checkResume();
        request.checkPasswordFile();
        Rehearsal.of(request.job().main(), request.jobArguments(home, request.to()));
        view.checkSlots(request.option("--parallelism"));
        try (TargetDatabase target = TargetDatabase.at(request.to(), request.passwordFile())) {
            target.checkReachable();
        }
    }

    private static String databaseToTry(Home home) throws IOException {
        return RunningService.all(home).stream()
                .map(RunningService::uri)
                .filter(uri -> uri.startsWith("jdbc:"))
                .findFirst()
                .map(uri -> "one runs here: --to " + CommandText.of(List.of(uri)))
                .orElseGet(
                        () -> home.command() + " services start postgres starts one to try with");
    }

    private static JobWord word(Home home) {
        OptionSpec wait =
                OptionSpec.builder(WAIT)
                        .type(boolean.class)
                        .description(
                                "Wait until the job has ended, with its progress, and exit with 0"
                                        + " when it finished, 1 when it failed.")
                        .build();
        return new JobWord(
                "submit",
                List.of(wait),
                new JobWord.WithoutTo(
                        "",
                        "refused. "
                                + home.command()
                                + " services start postgres starts a database to try with."));
    }

    private static void help(Home home, Console console) {
        console.out.printf("Usage: %s submit JOB [--wait] [options]%n%n", home.command());
        console.out.printf(
                "Sends a job to the cluster that %s cluster start started. Jobs:%n",
                home.command());
        for (JobCatalogue.Job job : JobCatalogue.all()) {
            console.out.printf("  %-12s %s%n", job.name(), job.description());
        }
        console.out.printf("%nIts options: %s submit JOB --help%n", home.command());
        console.out.flush();
    }
}
