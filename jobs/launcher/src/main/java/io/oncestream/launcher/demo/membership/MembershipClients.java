package io.oncestream.launcher.demo.membership;

import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.demo.ClientThreads;
import io.oncestream.launcher.demo.Clients;
import io.oncestream.launcher.demo.Outage;
import io.oncestream.launcher.demo.Stage;
import io.oncestream.launcher.gossip.GossipConfig;
import io.oncestream.launcher.gossip.GossipEvent;
import io.oncestream.launcher.gossip.GossipRun;
import io.oncestream.launcher.produce.SocketAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Agents at work, and what the job has made of what befell them. */
final class MembershipClients implements Clients {

    private static final Logger LOG = LoggerFactory.getLogger(MembershipClients.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Stage stage;
    private final GossipConfig config;
    private final PublishedTables tables;
    private final GossipRun run;
    private final List<GossipEvent> happened = new ArrayList<>();
    private final ClientThreads threads = new ClientThreads();
    private long overNanos;

    /** Begins. */
    MembershipClients(Stage stage, TargetDatabases databases, GossipConfig config) {
        this.stage = stage;
        this.config = config;
        this.tables = new PublishedTables(databases.first(), stage.table());
        try {
            this.run =
                    new GossipRun(
                            config,
                            SocketAddresses.resolved(
                                    stage.commands(), "udp://HOST:PORT", List.of()),
                            this::note);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.start("gossip", run::run);
    }

    private void note(GossipEvent event) {
        synchronized (happened) {
            happened.add(event);
        }
        stage.console().say(event.line());
    }

    private List<GossipEvent> happened() {
        synchronized (happened) {
            return List.copyOf(happened);
        }
    }

    @Override
    public String description() {
        return "%d nodes gossip as cluster %s, with a heartbeat every %d ms,"
                .formatted(config.nodes(), config.cluster(), config.beat().toMillis());
    }

    @Override
    public String progress() {
        return "%d events have happened".formatted(happened().size());
    }

    @Override
    public void stop() {
        run.stop();
    }

    /** What is not found in a while never will be: the cluster's clock stands still. */
    @Override
    public boolean isOver() {
        if (!threads.isOver()) {
            return false;
        }
        if (overNanos == 0) {
            overNanos = System.nanoTime();
        }
        return System.nanoTime() - overNanos > PATIENCE.toNanos() || isAllFound();
    }

    private boolean isAllFound() {
        try {
            return checks().findings().stream().noneMatch(Finding::isMissing);
        } catch (SQLException e) {
            LOG.info("The database is away at the end", e);
            return false;
        }
    }

    private MembershipChecks checks() throws SQLException {
        return new MembershipChecks(
                happened(), tables.read(config.cluster()), config.beat().multipliedBy(2));
    }

    @Override
    public Stream<@Nullable String> failures() {
        return Stream.of(threads.failure());
    }

    @Override
    public Result result(@Nullable Outage outage) throws SQLException {
        MembershipChecks checks = checks();
        Map<String, Object> figures = new LinkedHashMap<>();
        checks.findings().forEach(each -> figures.put(each.name(), each.delay(config.beat())));
        figures.put("suspected while they lived", checks.wronglySuspected().size());
        figures.put("whose clock is wrong: blamed", checks.blamed(GossipEvent.Kind.SKEW));
        figures.put("whose reports are cut: blamed", checks.blamed(GossipEvent.Kind.CUT));
        return new Result(checks.violations(), figures);
    }

    @Override
    public void close() throws Exception {
        threads.close();
        run.close();
    }
}
