package io.oncestream.launcher.job;

import io.oncestream.job.averages.AveragesJob;
import io.oncestream.job.averages.AveragesOptions;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.flink.LocalCluster;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The jobs that can be run by name. */
public final class JobCatalogue {

    /**
     * One job.
     *
     * @param options makes its picocli command
     * @param main its entry, which the launcher does not change
     * @param mainClass the class of main, for a client that loads it from the jar
     * @param sample the file of the checkout that it reads without --from
     * @param presets the options that fit the sample
     */
    public record Job(
            String name,
            String description,
            Supplier<Object> options,
            LocalCluster.JobMain main,
            String mainClass,
            String sample,
            Map<String, String> presets) {}

    private static final List<Job> JOBS =
            List.of(
                    new Job(
                            "averages",
                            "per key and event-time window: count, sum, mean, min, max and more",
                            AveragesOptions::new,
                            AveragesJob::main,
                            AveragesJob.class.getName(),
                            "jobs/collection/samples/flights-2k.csv",
                            AveragesOptions.SAMPLE));

    private JobCatalogue() {}

    public static List<Job> all() {
        return JOBS;
    }

    public static Job find(String name) {
        return JOBS.stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "no such job: '%s' (choose %s)".formatted(name, names())));
    }

    public static String names() {
        return JOBS.stream().map(Job::name).collect(Collectors.joining(", "));
    }
}
