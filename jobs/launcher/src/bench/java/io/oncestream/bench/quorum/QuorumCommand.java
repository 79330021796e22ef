package io.oncestream.bench.quorum;

import io.oncestream.bench.measure.Bounds;
import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.FlinkEngine;
import io.oncestream.bench.measure.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench quorum}. */
@Command(
        name = "quorum",
        sortOptions = false,
        description =
                "Values certified out of signed observations in a file: the quorum job, with its"
                        + " tables, against the same with the JDK's signatures in one function, and"
                        + " a plain Java loop with the same library. All have one core for the"
                        + " work. What was measured already is not measured again.")
public final class QuorumCommand extends ContestCommand {

    private static final int OBSERVATIONS_MAX = 10_000_000;
    private static final int INSTRUMENTS_MAX = 10_000;

    @Option(
            names = "--observations",
            paramLabel = "N",
            defaultValue = "250000",
            description = "How many lines, of about 175 bytes. Default: 250000.")
    private int observations = 250_000;

    @Option(
            names = "--jdk-observations",
            paramLabel = "N",
            defaultValue = "50000",
            description =
                    "How many of them, the first ones, are a case of their own in which obvious"
                            + " takes part too: with all of them it would take minutes. Default:"
                            + " 50000.")
    private int jdkObservations = 50_000;

    @Option(
            names = "--instruments",
            paramLabel = "N",
            defaultValue = "16",
            description = "Each has a value of each of 4 feeds in a round. Default: 16.")
    private int instruments = 16;

    @Option(
            names = "--checkpoint-millis",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Between two checkpoints. Default: 10000.")
    private int checkpointMillis = 10_000;

    @Override
    protected void measure() throws Exception {
        Bounds.check("--observations", observations, 1, OBSERVATIONS_MAX);
        Bounds.check("--jdk-observations", jdkObservations, 1, observations);
        Bounds.check("--instruments", instruments, 1, INSTRUMENTS_MAX);
        Case few = one(jdkObservations).with(QuorumContest.OBVIOUS, true);
        List<Case> cases = new ArrayList<>(List.of(few));
        if (jdkObservations < observations) {
            cases.add(one(observations));
            print(
                    "obvious gets the first %d of %d observations, in a case of their own"
                            .formatted(jdkObservations, observations));
        }
        try (Servers servers = new Servers(home.installation(), folder("quorum"))) {
            run(new QuorumContest(), cases, database(servers));
        }
        // For short work the start of Flink counts too much.
        print("aim quorum %s oncestream/loop 0.80".formatted(cases.get(cases.size() - 1).name()));
        print("aim quorum %s oncestream/obvious 4.00".formatted(few.name()));
    }

    private Case one(int count) {
        return new Case(count + "-observations", Map.of())
                .with(Case.READINGS, count)
                .with(Script.INSTRUMENTS, instruments)
                .with(QuorumContest.OBVIOUS, false)
                .with(FlinkEngine.PARALLELISM, 1)
                .with(FlinkEngine.BACKEND, "hashmap")
                .with(FlinkEngine.CHECKPOINT_MILLIS, checkpointMillis);
    }
}
