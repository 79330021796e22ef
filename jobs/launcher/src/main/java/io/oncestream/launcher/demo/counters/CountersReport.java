package io.oncestream.launcher.demo.counters;

import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.demo.Clients;
import io.oncestream.launcher.demo.Outage;
import io.oncestream.launcher.demo.Sender;
import io.oncestream.launcher.demo.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What came of a demonstration: all rows of all databases, checked, and figures. */
final class CountersReport {

    private static final Logger LOG = LoggerFactory.getLogger(CountersReport.class);

    /** For a database that was away. */
    private static final Duration CATCH_UP_MAX = Duration.ofSeconds(10);

    private static final long POLL_MILLIS = 200;

    private final Stage stage;
    private final Sender<SentCommand> sender;
    private final Readers readers;
    private final Seen seen;
    private final Map<String, Object> figures = new LinkedHashMap<>();

    CountersReport(Stage stage, Sender<SentCommand> sender, Readers readers, Seen seen) {
        this.stage = stage;
        this.sender = sender;
        this.readers = readers;
        this.seen = seen;
    }

    /**
     * Checks.
     *
     * @param outage null: there was none
     */
    Clients.Result result(TargetDatabases databases, @Nullable Outage outage)
            throws InterruptedException {
        List<String> violations = new ArrayList<>(readers.reads().violations());
        Map<String, CounterRows> rows = awaitSame(databases);
        Map<String, SentCommand> sent = sender.sent();
        violations.addAll(CountersChecks.violations(rows, sent, seen));
        CounterRows all = CountersChecks.fullest(rows);
        addCommands(all);
        figures.put("sum sent", CountersModel.sum(sent.values()));
        figures.put("sum of the counters", all.sum());
        figures.put("longest silence", seconds(seen.longestSilence()));
        addReads();
        if (outage != null) {
            figures.put("outage", outage.description());
        }
        figures.put(
                "databases that hold all",
                "%d of %d".formatted(same(rows, all), databases.all().size()));
        return new Clients.Result(violations, figures);
    }

    /** What each database has, as soon as that is the same, or in the end. */
    private Map<String, CounterRows> awaitSame(TargetDatabases databases)
            throws InterruptedException {
        long end = System.nanoTime() + CATCH_UP_MAX.toNanos();
        Map<String, CounterRows> rows = read(databases);
        while (same(rows, CountersChecks.fullest(rows)) < databases.all().size()
                && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
            rows = read(databases);
        }
        return rows;
    }

    private Map<String, CounterRows> read(TargetDatabases databases) {
        Map<String, CounterRows> rows = new TreeMap<>();
        for (TargetDatabase each : databases.all()) {
            CounterRows some = new CounterRows(Set.of(), Map.of());
            try (Connection connection = each.connect()) {
                some = CounterRows.read(connection, stage.table());
            } catch (SQLException e) {
                LOG.info("A database is away at the end", e);
            }
            rows.put(each.name(), some);
        }
        return rows;
    }

    private static long same(Map<String, CounterRows> rows, CounterRows all) {
        return rows.values().stream().filter(Predicate.isEqual(all)).count();
    }

    private void addCommands(CounterRows all) {
        figures.put("commands", sender.sent().size());
        figures.put("  sent twice", sender.repeats());
        figures.put("counted", count(all, each -> each.op().equals("add") && isOk(each)));
        figures.put("read", count(all, each -> each.op().equals("read") && isOk(each)));
        figures.put("invalid", count(all, each -> each.outcome().equals("invalid")));
    }

    private static boolean isOk(AnswerRow answer) {
        return answer.outcome().equals("ok");
    }

    private static long count(CounterRows all, Predicate<AnswerRow> which) {
        return all.answers().stream().filter(which).count();
    }

    private void addReads() {
        figures.put("strong reads", readers.strong());
        figures.put("weak reads", readers.weak());
        if (readers.reads().unanswered() > 0) {
            figures.put("  of a database that was away", readers.reads().unanswered());
        }
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }
}
