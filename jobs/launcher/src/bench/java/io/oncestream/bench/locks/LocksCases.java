package io.oncestream.bench.locks;

import io.oncestream.bench.measure.Bounds;
import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.FlinkEngine;
import io.oncestream.bench.measure.ServiceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is measured, as the options say. */
final class LocksCases {

    /** What can be left out. */
    enum Part {
        throughput,
        latency
    }

    private static final int RATE_MAX = 100_000;
    private static final int WORKERS_MAX = 250;

    @Option(
            names = "--parts",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "throughput,latency",
            description = "Only these parts. Default: throughput,latency.")
    private List<Part> parts = List.of();

    @Option(
            names = "--pairs",
            paramLabel = "N",
            defaultValue = "500000",
            description = "How many pairs of commands, as fast as they go. Default: 500000.")
    private int pairs = 500_000;

    @Option(
            names = "--skew",
            paramLabel = "X",
            split = ",",
            defaultValue = "0,0.99,1.2",
            description =
                    "The exponent of Zipf's law by which resources are wanted, a case each; 0: all"
                            + " equally. Default: 0,0.99,1.2.")
    private List<Double> skews = List.of();

    @Option(
            names = "--resources",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many resources. Default: 100000.")
    private int resources = 100_000;

    @Option(
            names = "--domains",
            paramLabel = "N",
            defaultValue = "1000",
            description = "In how many domains they are. Default: 1000.")
    private int domains = 1_000;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "32",
            description =
                    "How many workers, each of which has one lock at a time; by JDBC also one"
                            + " connection. Default: 32.")
    private int workers = 32;

    @Option(
            names = "--remember",
            paramLabel = "DURATION",
            defaultValue = "1h",
            description = "How long the job remembers ids. Default: 1h, as the job's.")
    private String remember = "1h";

    @Mixin private final ServiceOptions service = new ServiceOptions(200);

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "500",
            description = "Commands a second, for the time that a grant takes. Default: 500.")
    private int rate = 500;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long they are sent at that rate. Default: 60.")
    private int seconds = 60;

    @Option(
            names = "--latency-millis",
            paramLabel = "N",
            split = ",",
            defaultValue = "200,1000",
            description = "Between two checkpoints at that rate, a case each. Default: 200,1000.")
    private List<Integer> latencyMillis = List.of();

    /** Throws on what cannot be done. */
    List<Case> all() {
        Bounds.check("--rate", rate, 1, RATE_MAX);
        Bounds.check("--workers", workers, 1, WORKERS_MAX);
        List<Case> cases = new ArrayList<>();
        if (parts.contains(Part.throughput)) {
            for (double skew : skews) {
                cases.add(one("zipf-" + skew, skew, pairs, 0));
            }
        }
        if (parts.contains(Part.latency)) {
            for (int millis : latencyMillis) {
                cases.add(
                        one("grants-" + millis + "ms", 0, rate * seconds / 2, rate)
                                .with(FlinkEngine.CHECKPOINT_MILLIS, millis));
            }
        }
        return cases;
    }

    private Case one(String name, double skew, int count, int atRate) {
        return service.in(new Case(name, Map.of()))
                .with(Case.READINGS, 2 * count)
                .with(Pairs.RESOURCES, resources)
                .with(Pairs.DOMAINS, domains)
                .with(Pairs.SKEW, skew)
                .with(Pairs.WORKERS, workers)
                .with(Pace.RATE, atRate)
                .with(LockService.REMEMBER, remember);
    }
}
