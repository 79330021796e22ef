package io.oncestream.bench.measure;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a job runs that serves from a topic into databases. */
public final class ServiceOptions {

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "Flink's state backend, hashmap or rocksdb. Default: hashmap.")
    private String backend = "hashmap";

    @Mixin private final ParallelismOption parallelism = new ParallelismOption();

    @Option(
            names = "--checkpoint-millis",
            paramLabel = "N",
            description = "Between two checkpoints, as fast as it goes. Default: ${DEFAULT-VALUE}.")
    private int checkpointMillis;

    /** With an interval that is usual for this job. */
    public ServiceOptions(int checkpointMillis) {
        this.checkpointMillis = checkpointMillis;
    }

    /** The case with all of these as settings. */
    public Case in(Case one) {
        return parallelism
                .in(one)
                .with(FlinkEngine.BACKEND, backend)
                .with(FlinkEngine.CHECKPOINT_MILLIS, checkpointMillis);
    }
}
