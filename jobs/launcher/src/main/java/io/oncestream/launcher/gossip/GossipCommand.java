package io.oncestream.launcher.gossip;

import io.oncestream.cli.DurationConverter;
import io.oncestream.launcher.console.ConsoleCommand;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.produce.SocketAddresses;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gossip}: agents to try membership with. */
@Command(
        name = "gossip",
        description = {
            "Starts agents in this process that gossip their heartbeats by UDP on 127.0.0.1, and"
                    + " report all they know to a membership job. A script, which follows from the"
                    + " seed, pauses one, cuts one from the job, crashes and restarts one, splits"
                    + " the network 3 to 5 and heals it, and one leaves; the clock of one is an"
                    + " hour ahead. Each event is printed when it happens.",
            "",
            "To try it: run membership --serve, which says where it listens."
        })
public final class GossipCommand extends ConsoleCommand implements Callable<Integer> {

    private static final String FORM = "udp://HOST:PORT";

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "8",
            description = "How many, 2 to 64; with less than 6 not all of it happens. Default: 8.")
    private int nodes = 8;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Of what befalls whom. Default: another one each time.")
    private @Nullable Long seed;

    @Option(
            names = "--to",
            paramLabel = "URI",
            defaultValue = "udp://127.0.0.1:9300",
            description =
                    "Where the job listens, on this host: agents send on 127.0.0.1 alone. Default:"
                            + " udp://127.0.0.1:9300.")
    private String to = "";

    @Option(
            names = "--beat",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "1s",
            description = "Between two heartbeats of an agent, 20ms or more. Default: 1s.")
    private Duration beat = Duration.ofSeconds(1);

    @Option(
            names = "--length",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "2m",
            description =
                    "Of the script, whose events move with it. A 120th of it should be a beat or"
                            + " more, so that each event can be found. Default: 2m.")
    private Duration length = Duration.ofMinutes(2);

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            defaultValue = "edge",
            description = "What the cluster is called. Default: edge.")
    private String cluster = "";

    @Override
    public Integer call() throws IOException {
        GossipConfig config = config();
        try (GossipRun run = new GossipRun(config, collector(to), this::print)) {
            console.say(
                    "%d nodes of %s report to %s for %d s; seed %d"
                            .formatted(nodes, cluster, to, length.toSeconds(), config.seed()));
            run.run();
        }
        return 0;
    }

    private GossipConfig config() {
        long of = seed == null ? new Random().nextInt(1_000_000) : seed;
        try {
            return new GossipConfig(cluster, nodes, of, beat, length);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** Agents are bound to the loopback address, from which nothing leads to another host. */
    static InetSocketAddress collector(String to) {
        if (!to.startsWith("udp:")) {
            throw new UsageException("--to %s: write %s".formatted(to, FORM));
        }
        InetSocketAddress address;
        try {
            address = SocketAddresses.resolved(to, FORM, List.of("numbered"));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--to: " + e.getMessage());
        }
        boolean isReached =
                address.getAddress() instanceof Inet4Address host && host.isLoopbackAddress();
        if (!isReached) {
            throw new UsageException(
                    "--to %s: agents send on 127.0.0.1 alone, so the job must listen there"
                            .formatted(to));
        }
        return address;
    }

    private void print(GossipEvent event) {
        console.out.println(event.line());
        console.out.flush();
    }
}
