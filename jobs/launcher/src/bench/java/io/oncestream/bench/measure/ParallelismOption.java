package io.oncestream.bench.measure;

import picocli.CommandLine.Option;

/** How many subtasks a job has. */
public final class ParallelismOption {

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Of the job, and of all else that has one. Default: 2.")
    private int parallelism = 2;

    /** The case with it as a setting. */
    public Case in(Case one) {
        return one.with(FlinkEngine.PARALLELISM, parallelism);
    }
}
