package io.oncestream.launcher.demo.counters;

import io.oncestream.check.OrderCheck;
import io.oncestream.check.Placed;
import io.oncestream.connector.jdbc.CounterReader.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What must hold where all that was sent is answered. A line for each violation. */
public final class CountersChecks {

    private final CounterRows rows;
    private final Map<String, SentCommand> sent;
    private final Seen seen;
    private final List<String> violations = new ArrayList<>();

    private CountersChecks(CounterRows rows, Map<String, SentCommand> sent, Seen seen) {
        this.rows = rows;
        this.sent = sent;
        this.seen = seen;
    }

    /**
     * Checks.
     *
     * @param databases what each has, by their names
     * @param sent by all clients, by ids
     */
    public static List<String> violations(
            Map<String, CounterRows> databases, Map<String, SentCommand> sent, Seen seen) {
        CountersChecks checks = new CountersChecks(fullest(databases), sent, seen);
        databases.forEach(checks::checkSame);
        checks.checkAnswers();
        checks.checkCounters();
        checks.checkSum();
        checks.checkReads();
        return checks.violations;
    }

    /** Those of the database that has most of them. */
    public static CounterRows fullest(Map<String, CounterRows> databases) {
        return databases.values().stream()
                .max(Comparator.comparingInt(each -> each.answers().size()))
                .orElse(new CounterRows(Set.of(), Map.of()));
    }

    private void checkSame(String database, CounterRows other) {
        Set<Object> more = new HashSet<>(other.answers());
        more.addAll(other.counters().entrySet());
        more.removeAll(rows.answers());
        more.removeAll(rows.counters().entrySet());
        Set<Object> missing = new HashSet<>(rows.answers());
        missing.addAll(rows.counters().entrySet());
        missing.removeAll(other.answers());
        missing.removeAll(other.counters().entrySet());
        if (!more.isEmpty() || !missing.isEmpty()) {
            violations.add(
                    "%s lacks %d rows that others have, such as %s, and has %d that they lack, such as %s"
                            .formatted(
                                    database,
                                    missing.size(),
                                    first(missing),
                                    more.size(),
                                    first(more)));
        }
    }

    private static String first(Set<Object> some) {
        return some.stream().findFirst().map(String::valueOf).orElse("none");
    }

    private void checkAnswers() {
        List<Placed<AnswerRow>> placed = rows.answers().stream().map(AnswerRow::placed).toList();
        violations.addAll(
                new OrderCheck<AnswerRow>(() -> new CountersModel(sent), seen.recording())
                        .violations(placed));
        Set<String> missing = new TreeSet<>(sent.keySet());
        missing.removeAll(rows.ids());
        missing.forEach(id -> violations.add(id + " has no answer"));
    }

    /** Each is what its last answer says. */
    private void checkCounters() {
        Map<String, AnswerRow> last = new HashMap<>();
        for (AnswerRow each : rows.answers()) {
            last.merge(each.counter(), each, CountersChecks::later);
        }
        Map<String, Value> expected = new HashMap<>();
        last.forEach((counter, each) -> expected.put(counter, new Value(each.n(), each.version())));
        Set<String> names = new TreeSet<>(expected.keySet());
        names.addAll(rows.counters().keySet());
        for (String name : names) {
            Value is = rows.counters().getOrDefault(name, new Value(0, 0));
            Value should = expected.getOrDefault(name, new Value(0, 0));
            if (!is.equals(should)) {
                violations.add("%s is %s, its answers make it %s".formatted(name, is, should));
            }
        }
    }

    private void checkSum() {
        long sumSent = CountersModel.sum(sent.values());
        if (sumSent != rows.sum()) {
            violations.add("sent was %d, the counters have %d".formatted(sumSent, rows.sum()));
        }
    }

    private static AnswerRow later(AnswerRow one, AnswerRow other) {
        return one.placed().number() > other.placed().number() ? one : other;
    }

    /** What was read was the counter's at that version. */
    private void checkReads() {
        Map<String, Map<Long, AnswerRow>> decided = new HashMap<>();
        for (AnswerRow each : rows.answers()) {
            decided.computeIfAbsent(each.counter(), none -> new HashMap<>())
                    .merge(each.version(), each, CountersChecks::later);
        }
        for (Seen.Read read : seen.reads()) {
            AnswerRow answer =
                    decided.getOrDefault(read.counter(), Map.of()).get(read.value().version());
            boolean isDecided =
                    answer == null
                            ? read.value().equals(new Value(0, 0))
                            : answer.n() == read.value().n();
            if (!isDecided) {
                violations.add("%s was never decided: %s".formatted(read, answer));
            }
        }
    }
}
