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

    private static final int HOURS_MAX = 1_000;
    private static final int ENTRIES_MAX = 100_000_000;
    private static final int LOSS_PERCENT_MAX = 90;
    private static final int BEAT_MILLIS_MIN = 20;
    private static final int BEAT_MILLIS_MAX = 60_000;
    private static final int CLUSTERS_MAX = 60;

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
        Bounds.check("--loss", loss, 0, LOSS_PERCENT_MAX);
        Bounds.check("--beat-millis", beatMillis, BEAT_MILLIS_MIN, BEAT_MILLIS_MAX);
        Bounds.check("--entries", entries, 1, ENTRIES_MAX);
        Bounds.check("--clusters", clusters, 1, CLUSTERS_MAX);
        List<String> simulated = new ArrayList<>();
        Trials trials = new Trials(seed(), rounds(), loss, hours, console::step);
        if (parts.contains(Choice.loss)) {
            simulated.addAll(trials.loss());
        }
        if (parts.contains(Choice.mixed)) {
            simulated.addAll(trials.beats("beats-1-5-30", List.of(1_000, 5_000, 30_000)));
            simulated.add("aim membership beats-1-5-30 phi/fixed 0.80");
            simulated.addAll(trials.beats("beats-1", List.of(1_000)));
        }
        measureReal();
        simulated.forEach(this::print);
    }

    private void measureReal() throws Exception {
        MembershipContest contest = new MembershipContest();
        List<Case> cases = new ArrayList<>();
        if (parts.contains(Choice.scalecube)) {
            cases.add(script());
        }
        if (!parts.contains(Choice.speed)) {
            run(contest, cases, Map.of());
            return;
        }
        cases.add(speed());
        try (Servers servers = new Servers(home.installation(), folder("membership"))) {
            run(contest, cases, database(servers));
        }
        print("aim membership %s oncestream/loop 0.40".formatted(speed().name()));
    }

    private Case script() {
        return new Case("script", Map.of())
                .with(MembershipContest.PART, Part.scalecube)
                .with(Case.READINGS, Trials.NODES * GossipScript.UNITS)
                .with(Course.NODES, Trials.NODES)
                .with(Course.BEAT_MILLIS, beatMillis);
    }

    private Case speed() {
        return new Case(entries + "-entries", Map.of())
                .with(MembershipContest.PART, Part.speed)
                .with(Case.READINGS, entries)
                .with(EntryFile.CLUSTERS, clusters)
                .with(EntryFile.NODES, Trials.NODES)
                .with(FlinkEngine.PARALLELISM, 1)
                .with(FlinkEngine.BACKEND, "hashmap")
                .with(FlinkEngine.CHECKPOINT_MILLIS, checkpointMillis);
    }
}
