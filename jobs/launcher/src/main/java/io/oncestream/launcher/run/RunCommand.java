package io.oncestream.launcher.run;

import io.oncestream.kit.Jobs;
import io.oncestream.launcher.database.EmbeddedDatabase;
import io.oncestream.launcher.demo.Beside;
import io.oncestream.launcher.demo.Demo;
import io.oncestream.launcher.demo.Demos;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.flink.LocalCluster;
import io.oncestream.launcher.flink.Rehearsal;
import io.oncestream.launcher.home.Home;
import io.oncestream.launcher.job.JobCommand;
import io.oncestream.launcher.job.JobRequest;
import io.oncestream.launcher.job.JobWord;
import io.oncestream.server.process.LocalPort;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** {@code run JOB ...}: a job in this process until it ends. */
@Command(
        name = "run",
        description = "Runs a job in this process, with Flink's web UI, until it ends.")
public final class RunCommand extends JobCommand {

    static final String WEB_PORT = "--web-port";

    @Override
    protected int execute(JobRequest request) throws Exception {
        request.<Integer>option(WEB_PORT).ifPresent(RunCommand::checkWebPort);
        request.checkResume();
        request.checkPasswordFile();
        Optional<Demo> demo = Demos.find(request.job().name());
        if (demo.isPresent() && !request.namesSource()) {
            return new DemoRun(home, console, request, demo.get()).execute();
        }
        demo.ifPresent(any -> DemoRun.refuseOptions(request));
        rehearse(home, request);
        return new LocalRun(home, console, request, new Beside() {}).execute();
    }

    static void rehearse(Home home, JobRequest request) throws Exception {
        Rehearsal.of(
                request.job().job()::run, request.jobArguments(home, EmbeddedDatabase.ANY_URL));
    }

    @Override
    protected JobWord word(Jobs.Listed listed) {
        JobWord word = word();
        return Demos.find(listed.name())
                .map(demo -> DemoRun.word(home, word, listed, demo))
                .orElse(word);
    }

    @Override
    protected JobWord word() {
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
}
