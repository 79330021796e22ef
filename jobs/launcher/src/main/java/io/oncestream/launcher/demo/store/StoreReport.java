package io.oncestream.launcher.demo.store;

import io.oncestream.launcher.ask.Client;
import io.oncestream.launcher.demo.Clients;
import io.oncestream.launcher.demo.Sender;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What came of a demonstration: all rows of all shards, checked, and figures. */
final class StoreReport {

    /** The last dead rows are swept a few seconds behind the last move. */
    private static final Duration QUIET_MAX = Duration.ofMinutes(1);

    private static final long POLL_MILLIS = 200;

    private final Sender<SentCommand> sender;
    private final Readers readers;
    private final OwnersWatch watch;

    /** A shard joins and another leaves. */
    private static final int STEPS = 2;

    private final Seen seen;
    private final Map<String, Object> figures = new LinkedHashMap<>();

    StoreReport(Sender<SentCommand> sender, Readers readers, OwnersWatch watch, Seen seen) {
        this.sender = sender;
        this.readers = readers;
        this.watch = watch;
        this.seen = seen;
    }

    /**
     * Checks.
     *
     * @param rings which shards had which buckets, from the first ones on
     */
    Clients.Result result(
            Map<String, Client.Database> shards,
            String table,
            List<RingModel> rings,
            List<Migration.Step> steps)
            throws SQLException, InterruptedException {
        List<String> violations = new ArrayList<>(readers.reads().violations());
        StoreContents contents = awaitQuiet(shards, table);
        violations.addAll(watch.violations());
        violations.addAll(StoreChecks.violations(contents, sender.sent(), seen, rings));
        violations.addAll(contents.unswept());
        if (steps.size() < STEPS) {
            violations.add(
                    "a shard was to join and another to leave, and not all of that was done");
        }
        if (readers.strongWhileMoving() == 0) {
            violations.add("nothing was read while buckets moved");
        }
        addCommands(contents.answers());
        steps.forEach(this::addStep);
        addReads();
        return new Clients.Result(violations, figures);
    }

    private static StoreContents awaitQuiet(Map<String, Client.Database> shards, String table)
            throws SQLException, InterruptedException {
        long end = System.nanoTime() + QUIET_MAX.toNanos();
        StoreContents contents = StoreContents.read(shards, table);
        while (!contents.isQuiet() && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
            contents = StoreContents.read(shards, table);
        }
        return contents;
    }

    private void addCommands(List<AnswerRow> answers) {
        figures.put("commands", sender.sent().size());
        figures.put("  sent twice", sender.repeats());
        for (String outcome : List.of("ok", "absent", "conflict", "invalid")) {
            figures.put(
                    outcome,
                    answers.stream().filter(each -> each.outcome().equals(outcome)).count());
        }
    }

    private void addStep(Migration.Step step) {
        String what = (step.isJoin() ? "join " : "leave ") + step.shard();
        figures.put(what + ": keys moved", "%d of %d".formatted(step.moved(), step.keys()));
        if (step.isJoin()) {
            figures.put("  1/(n+1) of them", step.keys() / step.shards());
        }
        figures.put(what + ": until all settled", seconds(step.time()));
        figures.put(what + ": fullest / mean", String.format(Locale.ROOT, "%.2f", step.fullest()));
    }

    private void addReads() {
        figures.put("strong reads", readers.strong());
        figures.put("  while buckets moved", readers.strongWhileMoving());
        figures.put("eventual reads", readers.eventual());
        if (readers.reads().unanswered() > 0) {
            figures.put("reads that gave up", readers.reads().unanswered());
        }
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }
}
