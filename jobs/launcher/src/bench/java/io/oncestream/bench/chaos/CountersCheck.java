package io.oncestream.bench.chaos;

import io.oncestream.launcher.demo.Sender;
import io.oncestream.launcher.demo.counters.CounterRows;
import io.oncestream.launcher.demo.counters.CountersChecks;
import io.oncestream.launcher.demo.counters.Readers;
import io.oncestream.launcher.demo.counters.Seen;
import io.oncestream.launcher.demo.counters.SentCommand;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares what all databases have of counters with what was sent, while nothing is sent. */
record CountersCheck(
        List<DatabaseServer> databases,
        String table,
        List<Sender<SentCommand>> senders,
        Readers readers,
        Seen seen) {

    private static final Duration ANSWERS_MAX = Duration.ofMinutes(2);

    /**
     * Waits until each command is answered and all databases have caught up.
     *
     * @param meanwhile throws when it makes no sense to go on waiting
     */
    Agreement agreement(CommitWatch.Check meanwhile) throws Exception {
        senders.forEach(sender -> sender.rest(true));
        Waiting.until(
                () -> senders.stream().allMatch(Sender::isAllAnswered), ANSWERS_MAX, meanwhile);
        Waiting.until(
                () -> new HashSet<>(read().values()).size() == 1, ANSWERS_MAX, meanwhile);
        Agreement agreement = agreement(read());
        senders.forEach(sender -> sender.rest(false));
        return agreement;
    }

    private Map<String, CounterRows> read() throws SQLException {
        Map<String, CounterRows> rows = new TreeMap<>();
        for (DatabaseServer each : databases) {
            try (Connection connection = each.connect()) {
                rows.put(each.name(), CounterRows.read(connection, table));
            }
        }
        return rows;
    }

    private Agreement agreement(Map<String, CounterRows> rows) throws SQLException {
        Map<String, SentCommand> sent = new HashMap<>();
        senders.forEach(sender -> sent.putAll(sender.sent()));
        List<String> violations = new ArrayList<>(CountersChecks.violations(rows, sent, seen));
        violations.addAll(readers.reads().violations());
        violations.addAll(twoValues());
        CounterRows all = CountersChecks.fullest(rows);
        int answers = all.answers().size();
        long ids = all.ids().size();
        return new Agreement(
                table,
                answers,
                answers,
                sent.keySet().stream().filter(id -> !all.ids().contains(id)).count(),
                answers - ids,
                violations.stream().findFirst());
    }

    /** What was accepted at one ballot is one value, wherever it was. */
    private List<String> twoValues() throws SQLException {
        Map<List<String>, String> accepted = new HashMap<>();
        List<String> violations = new ArrayList<>();
        for (DatabaseServer each : databases) {
            try (Connection connection = each.connect();
                    Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery(
                                    "SELECT register, accepted_round, accepted_by, value FROM %s_registers WHERE accepted_round > 0"
                                            .formatted(table))) {
                while (row.next()) {
                    List<String> ballot =
                            List.of(row.getString(1), row.getString(2), row.getString(3));
                    String value = String.valueOf(row.getString(4));
                    String other = accepted.putIfAbsent(ballot, value);
                    if (other != null && !other.equals(value)) {
                        violations.add(
                                "%s is %s and %s at one ballot".formatted(ballot, value, other));
                    }
                }
            }
        }
        return violations;
    }
}
