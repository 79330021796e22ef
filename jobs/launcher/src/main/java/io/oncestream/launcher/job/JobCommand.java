package io.oncestream.launcher.job;

import io.oncestream.cli.DependentOptions;
import io.oncestream.kit.Jobs;
import io.oncestream.launcher.console.ConsoleCommand;
import io.oncestream.launcher.failure.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Parameters;

/** A command that takes a job's name, and behind it the job's own options. */
public abstract class JobCommand extends ConsoleCommand
        implements Callable<Integer>, DependentOptions {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "JOB",
            description = "One of the jobs below.")
    private String job = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "OPTION",
            description = "The job's own options.")
    private List<String> options = new ArrayList<>();

    /** How the command differs from others that take a job. */
    protected abstract JobWord word();

    /** The same for one job. */
    protected JobWord word(Jobs.Listed listed) {
        return word();
    }

    /** Returns the exit code. */
    protected abstract int execute(JobRequest request) throws Exception;

    @Override
    public final Integer call() throws Exception {
        if (job.isEmpty()) {
            throw new UsageException(
                    "%1$s needs a job: %2$s %1$s %3$s"
                            .formatted(word().name(), home.command(), Jobs.names()));
        }
        Jobs.Listed listed = JobRequest.job(job);
        Optional<JobRequest> request = JobRequest.parse(word(listed), listed, options, home);
        return request.isEmpty() ? 0 : execute(request.get());
    }

    @Override
    public final List<String> explanation() {
        List<String> lines = new ArrayList<>(List.of("", "Jobs:"));
        Jobs.all().forEach(one -> lines.add("  %-12s %s".formatted(one.name(), one.help())));
        String name = word().name();
        lines.addAll(List.of("", "Its options: %s %s JOB --help".formatted(home.command(), name)));
        return lines;
    }
}
