package io.oncestream.bench.windows;

import io.oncestream.bench.measure.BackendsOption;
import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.FlinkEngine;
import io.oncestream.bench.measure.ParallelismOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench windows}. */
@Command(
        name = "windows",
        sortOptions = false,
        description =
                "Statistics per key and window of readings in memory: the averages job against an"
                        + " idiomatic DataStream job, Flink SQL (at its defaults, and tuned),"
                        + " Hazelcast Jet, and a plain Java loop in one thread. What was measured"
                        + " already is not measured again.")
public final class WindowsCommand extends ContestCommand {

    @Option(
            names = "--readings",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "How many readings. Default: 10000000.")
    private int readings = 10_000_000;

    @Option(
            names = "--keys",
            paramLabel = "N",
            split = ",",
            defaultValue = "1000,100000,1000000",
            description = "How many keys, a case each. Default: 1000,100000,1000000.")
    private List<Integer> keys = List.of();

    @Mixin private final BackendsOption backends = new BackendsOption();

    @Option(
            names = "--windows",
            paramLabel = "N",
            defaultValue = "100",
            description = "Over how many windows of 1 s the readings spread. Default: 100.")
    private int windows = 100;

    @Mixin private final ParallelismOption parallelism = new ParallelismOption();

    @Option(
            names = "--checkpoint-seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "Between two checkpoints of Flink's; Jet makes none. Default: 10.")
    private int checkpointSeconds = 10;

    @Override
    protected void measure() throws Exception {
        List<Case> cases = new ArrayList<>();
        for (String backend : backends.names()) {
            for (int count : keys) {
                cases.add(one(count, backend));
            }
        }
        run(new WindowsContest(), cases, Map.of());
    }

    private Case one(int count, String backend) {
        return parallelism
                .in(new Case(name(count) + "-" + backend, Map.of()))
                .with(Case.READINGS, readings)
                .with(Readings.KEYS, count)
                .with(Readings.WINDOWS, windows)
                .with(FlinkEngine.BACKEND, backend)
                .with(FlinkEngine.CHECKPOINT_MILLIS, checkpointSeconds * 1_000);
    }

    /** As 1e6, where it is a power of ten. */
    public static String name(int count) {
        double power = Math.log10(count);
        return power == Math.rint(power)
                ? String.format(Locale.ROOT, "1e%.0f", power)
                : Integer.toString(count);
    }
}
