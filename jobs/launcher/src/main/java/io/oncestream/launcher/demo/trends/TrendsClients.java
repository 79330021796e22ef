package io.oncestream.launcher.demo.trends;

import io.oncestream.launcher.ask.CommandTopic;
import io.oncestream.launcher.console.ProgressLine;
import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.demo.ClientThreads;
import io.oncestream.launcher.demo.Clients;
import io.oncestream.launcher.demo.Outage;
import io.oncestream.launcher.demo.Stage;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A shop that sells, and what came of it. */
final class TrendsClients implements Clients {

    private static final Logger LOG = LoggerFactory.getLogger(TrendsClients.class);
    private static final int HOURS_PER_SECOND = 4;

    private final Stage stage;
    private final ShopScript script;
    private final CommandTopic topic;
    private final TrendTables tables;
    private final List<Sale> sales = new ArrayList<>();
    private final ClientThreads threads = new ClientThreads();

    TrendsClients(Stage stage, TargetDatabases databases) {
        this.stage = stage;
        this.script = new ShopScript(stage.seed());
        this.topic = CommandTopic.open(stage.commands());
        this.tables = new TrendTables(databases.first(), stage.table());
        threads.start("shop", this::sell);
    }

    private void sell() throws Exception {
        threads.repeat(HOURS_PER_SECOND, () -> send(script.next()));
        send(script.close());
    }

    private void send(List<Sale> more) {
        synchronized (sales) {
            sales.addAll(more);
        }
        more.forEach(sale -> topic.send(sale.user(), sale.fields()));
    }

    private List<Sale> sales() {
        synchronized (sales) {
            return List.copyOf(sales);
        }
    }

    @Override
    public String description() {
        return "a shop sells %d hours a second".formatted(HOURS_PER_SECOND);
    }

    @Override
    public String progress() {
        return "%s items sold".formatted(ProgressLine.count(sales().size()));
    }

    @Override
    public void stop() {
        threads.stop();
    }

    @Override
    public boolean isOver() {
        if (!threads.isOver()) {
            return false;
        }
        try {
            return tables.hasClosed();
        } catch (SQLException e) {
            LOG.info("The database is away at the end", e);
            return false;
        }
    }

    @Override
    public Stream<@Nullable String> failures() {
        return Stream.of(threads.failure());
    }

    @Override
    public Result result(@Nullable Outage outage) throws SQLException {
        return new TrendsReport(script, sales(), tables.read(), stage.seed()).result();
    }

    @Override
    public void close() throws InterruptedException {
        threads.close();
        topic.close();
    }
}
