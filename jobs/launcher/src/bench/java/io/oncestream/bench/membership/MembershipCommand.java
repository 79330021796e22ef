package io.oncestream.bench.membership;

import io.oncestream.bench.measure.Bounds;
import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.ContestCommand;
import io.oncestream.bench.measure.FlinkEngine;
import io.oncestream.bench.measure.Servers;
import io.oncestream.bench.membership.MembershipContest.Part;
import io.oncestream.launcher.gossip.GossipScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench membership}. */
@Command(
        name = "membership",
        sortOptions = false,
        description =
                "How the membership job finds out who lives. Simulated, a seed a round: false"
                        + " suspicions where messages are lost, beside direct heartbeats (loss); how"
                        + " late a crash is found where beats differ, beside the best fixed timeout"
                        + " (mixed). Measured: our agents beside ScaleCube Cluster in the same"
                        + " script (scalecube), entries a second beside a plain Java loop (speed)."
                        + " What was measured already is not measured again.")
public final class MembershipCommand extends ContestCommand {

    /** What can be left out. */
    enum Choice {
        loss,
        mixed,
        scalecube,
        speed
    }

    private static final int AGENTS = 8;
    private static final int HOURS_MAX = 1_000;
    private static final int ENTRIES_MAX = 100_000_000;
    private static final int PERCENT = 100;

    @Option(
            names = "--parts",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "loss,mixed,scalecube,speed",
            description = "Only these parts. Default: loss,mixed,scalecube,speed.")
    private List<Choice> parts = List.of();

    @Option(
            names = "--hours",
            paramLabel = "N",
            defaultValue = "24",
            description = "How long nodes live in what is simulated. Default: 24.")
    private int hours = 24;

    @Option(
            names = "--loss",
            paramLabel = "PERCENT",
            defaultValue = "20",
            description = "How many messages are lost there. Default: 20.")
    private int loss = 20;

    @Option(
            names = "--beat-millis",
            paramLabel = "N",
            defaultValue = "500",
            description =
                    "Between two heartbeats of a real agent; the script has 120. Default: 500.")
    private int beatMillis = 500;

    @Option(
            names = "--entries",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "How many lines are read, of about 145 bytes. Default: 2000000.")
    private int entries = 2_000_000;

    @Option(
            names = "--clusters",
            paramLabel = "N",
            defaultValue = "16",
            description = "Which they are of, with 8 nodes each. Default: 16.")
    private int clusters = 16;

    @Option(
            names = "--checkpoint-millis",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Between two checkpoints. Default: 10000.")
    private int checkpointMillis = 10_000;

    @Override
    protected void measure() throws Exception {
        Bounds.check("--hours", hours, 1, HOURS_MAX);
        Bounds.check("--loss", loss, 0, PERCENT - 1);
        Bounds.check("--beat-millis", beatMillis, 20, 60_000);
        Bounds.check("--entries", entries, 1, ENTRIES_MAX);
        Bounds.check("--clusters", clusters, 1, 60);
        if (parts.contains(Choice.loss)) {
            tryLoss();
        }
        if (parts.contains(Choice.mixed)) {
            tryBeats("beats-1-5-30", List.of(1_000, 5_000, 30_000));
            tryBeats("beats-1", List.of(1_000));
            print("aim membership beats-1-5-30 phi/fixed 0.80");
        }
        MembershipContest contest = new MembershipContest();
        if (parts.contains(Choice.scalecube)) {
            run(contest, List.of(script()), Map.of());
        }
        if (parts.contains(Choice.speed)) {
            try (Servers servers = new Servers(home.installation(), folder("membership"))) {
                run(contest, List.of(speed()), database(servers));
            }
            print("aim membership %s oncestream/loop 0.40".formatted(speed().name()));
        }
    }

    private void tryLoss() {
        List<LossTrial> trials = new ArrayList<>();
        seeds().forEach(
                        each ->
                                trials.add(
                                        LossTrial.of(each, AGENTS, loss / (double) PERCENT, hours)));
        String name = "loss-" + loss;
        print(Spread.of(trials, LossTrial::gossip).figure(name, "gossip", "false-suspicions"));
        print(Spread.of(trials, LossTrial::direct).figure(name, "direct", "false-suspicions"));
        print(Spread.of(trials, LossTrial::timeoutSeconds).figure(name, "both", "timeout-s"));
        print(Spread.of(trials, LossTrial::ratio).ratio(name, "direct/gossip"));
        print("aim membership %s direct/gossip 20.00".formatted(name));
    }

    private void tryBeats(String name, List<Integer> beatsMillis) {
        List<BeatsTrial> trials = new ArrayList<>();
        seeds().forEach(
                        each ->
                                trials.add(
                                        BeatsTrial.of(
                                                each,
                                                beatsMillis,
                                                loss / (double) PERCENT,
                                                hours)));
        print(Spread.of(trials, BeatsTrial::suspicions).figure(name, "both", "false-suspicions"));
        print(Spread.of(trials, BeatsTrial::phiSeconds).figure(name, "phi", "timeout-s"));
        print(Spread.of(trials, BeatsTrial::fixedSeconds).figure(name, "fixed", "timeout-s"));
        print(Spread.of(trials, BeatsTrial::ratio).ratio(name, "phi/fixed"));
    }

    /** One for each round. */
    private LongStream seeds() {
        return LongStream.range(seed(), seed() + rounds());
    }

    private Case script() {
        return new Case("script", Map.of())
                .with(MembershipContest.PART, Part.scalecube)
                .with(Case.READINGS, AGENTS * GossipScript.UNITS)
                .with(Course.NODES, AGENTS)
                .with(Course.BEAT_MILLIS, beatMillis);
    }

    private Case speed() {
        return new Case(entries + "-entries", Map.of())
                .with(MembershipContest.PART, Part.speed)
                .with(Case.READINGS, entries)
                .with(EntryFile.CLUSTERS, clusters)
                .with(EntryFile.NODES, AGENTS)
                .with(FlinkEngine.PARALLELISM, 1)
                .with(FlinkEngine.BACKEND, "hashmap")
                .with(FlinkEngine.CHECKPOINT_MILLIS, checkpointMillis);
    }
}
