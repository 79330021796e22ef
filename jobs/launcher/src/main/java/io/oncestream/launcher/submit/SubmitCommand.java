package io.oncestream.launcher.submit;

import io.oncestream.launcher.cluster.ClusterHome;
import io.oncestream.launcher.cluster.ClusterView;
import io.oncestream.launcher.console.CommandText;
import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.flink.Rehearsal;
import io.oncestream.launcher.job.JobCommand;
import io.oncestream.launcher.job.JobRequest;
import io.oncestream.launcher.job.JobWord;
import io.oncestream.launcher.services.RunningService;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** {@code submit JOB ...}: a job on the cluster that {@code cluster start} started. */
@Command(
        name = "submit",
        description = "Sends a job to the cluster that \"cluster start\" started.")
public final class SubmitCommand extends JobCommand {

    static final String WAIT = "--wait";

    @Override
    protected int execute(JobRequest request) throws Exception {
        ClusterHome cluster = new ClusterHome(home);
        ClusterView view =
                cluster.view()
                        .orElseThrow(
                                () ->
                                        new UsageException(
                                                "no cluster runs: start one with %s cluster start"
                                                        .formatted(home.command())));
        check(request, view);
        return new Submission(home, console, request, cluster, view).execute();
    }

    /** All that can be wrong with the request comes up before anything is started. */
    private void check(JobRequest request, ClusterView view) throws Exception {
        if (request.embedded()) {
            throw new UsageException(
                    "submit needs --to jdbc:postgresql://HOST/DATABASE?user=USER (or"
                            + " jdbc:mariadb:); "
                            + databaseToTry());
        }
        request.checkResume();
        request.checkPasswordFile();
        Rehearsal.of(request.job().job()::run, request.jobArguments(home, ""));
        view.checkSlots(request.option("--parallelism"));
        try (TargetDatabases target = TargetDatabases.at(request.to(), request.passwordFile())) {
            target.checkReachable();
        }
    }

    private String databaseToTry() throws IOException {
        return RunningService.all(home).stream()
                .map(RunningService::uri)
                .filter(uri -> uri.startsWith("jdbc:"))
                .findFirst()
                .map(uri -> "one runs here: --to " + CommandText.of(List.of(uri)))
                .orElseGet(
                        () -> home.command() + " services start postgres starts one to try with");
    }

    @Override
    protected JobWord word() {
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
}
