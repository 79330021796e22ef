package io.oncestream.launcher.demo.membership;

import io.oncestream.cli.DurationConverter;
import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.demo.Beside;
import io.oncestream.launcher.demo.Course;
import io.oncestream.launcher.demo.DatagramSource;
import io.oncestream.launcher.demo.Demo;
import io.oncestream.launcher.demo.DemoSource;
import io.oncestream.launcher.demo.Stage;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.gossip.GossipConfig;
import io.oncestream.launcher.gossip.GossipScript;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Eight agents that gossip by UDP, and what befalls them. */
public final class MembershipDemo implements Demo {

    private static final int NODES = 8;
    private static final int PORT = 9300;

    /** Below it the job, which looks at groups once a second, has no time to find all. */
    private static final Duration LENGTH_MIN = Duration.ofSeconds(30);

    private static final Duration LENGTH_MAX = Duration.ofHours(1);

    @Override
    public String explanation() {
        return "eight agents gossip by UDP for a minute and report to the job. One crashes and is"
                + " started again, one is paused twice, one is cut from the job but not from the"
                + " others, one has a wrong clock, the network is split 3 to 5 and heals, and one"
                + " leaves. It prints when each event was found, and what was wrongly suspected."
                + " The beat is a 120th of the length, --pause 3 beats and --dead-after 8.";
    }

    @Override
    public Map<String, String> options(Path checkout) {
        return Map.of("--checkpoint-interval", "500ms");
    }

    @Override
    public Map<String, String> options(Duration length) {
        if (length.compareTo(LENGTH_MIN) < 0 || length.compareTo(LENGTH_MAX) > 0) {
            throw new UsageException(
                    "--length is %s: what happens needs 30s at least to be found, and 1h at most"
                            .formatted(DurationConverter.format(length)));
        }
        Duration beat = beat(length);
        return Map.of("--pause", beats(beat, 3), "--dead-after", beats(beat, 8));
    }

    private static Duration beat(Duration length) {
        return Duration.ofMillis(length.toMillis() / GossipScript.UNITS);
    }

    private static String beats(Duration beat, int count) {
        return DurationConverter.format(beat.multipliedBy(count));
    }

    @Override
    public List<String> fixed() {
        return List.of("--pause", "--dead-after", "--forget");
    }

    @Override
    public DemoSource source() {
        return new DatagramSource(PORT);
    }

    @Override
    public String toTry() {
        return """
        %1$s gossip --to %2$s
        %1$s sql "SELECT node, status, since, phi, hears, heard_by, node_group FROM members"
        %1$s sql "SELECT node, time, from_status, to_status, reason FROM member_changes ORDER BY number"
        """;
    }

    @Override
    public Beside clients(Stage stage) {
        return new Course(stage, null, databases -> clients(stage, databases));
    }

    /** The cluster has the name of its start: others may be in the table, and in the spool. */
    private static MembershipClients clients(Stage stage, TargetDatabases databases) {
        String cluster = "edge-" + Instant.now().getEpochSecond();
        return new MembershipClients(
                stage,
                databases,
                new GossipConfig(
                        cluster, NODES, stage.seed(), beat(stage.length()), stage.length()));
    }
}
