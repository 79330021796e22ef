package io.oncestream.launcher.demo.transfers;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.connector.jdbc.cut.CutReader;
import io.oncestream.kit.JobTables;
import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.demo.Clients;
import io.oncestream.launcher.demo.Stage;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of a demonstration: a last strong read, checked, and figures. */
final class TransfersReport {

    private final Stage stage;
    private final Sender sender;
    private final Readers readers;
    private final Map<String, Object> figures = new LinkedHashMap<>();

    TransfersReport(Stage stage, Sender sender, Readers readers) {
        this.stage = stage;
        this.sender = sender;
        this.readers = readers;
    }

    /**
     * Checks.
     *
     * @param before what was there when all accounts were open; null where that was never so
     */
    Clients.Result result(TargetDatabases databases, @Nullable Books before)
            throws InterruptedException, SQLException {
        List<String> violations = new ArrayList<>(readers.reads().violations());
        try (CutReader reader = CutReader.of(databases.addresses(), stage.table())) {
            Books books = Books.all(reader.strong(new BooksQuery(stage.table())));
            violations.addAll(TransfersChecks.ofAll(books));
            violations.addAll(sender.violations(books, sender.sent()));
            long refused = refused(databases.first());
            if (refused != sender.conflicts()) {
                violations.add(
                        "%d commands with a known id and another amount are refused, sent were %d"
                                .formatted(refused, sender.conflicts()));
            }
            addCommands(books, refused);
            addTotals(books, before);
            addReads();
        }
        return new Clients.Result(violations, figures);
    }

    private long refused(TargetDatabase first) throws SQLException {
        String table = Dialects.of(first.url()).quoteTable(JobTables.refused(stage.table()));
        try (Connection connection = first.connect();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            count.next();
            return count.getLong(1);
        }
    }

    private void addCommands(Books books, long refused) {
        Map<String, Long> outcomes =
                books.outcomes().stream().collect(groupingBy(OutcomeRow::outcome, counting()));
        figures.put("commands", sender.commands());
        figures.put("  sent twice", sender.repeats());
        figures.put("applied", outcomes.getOrDefault("applied", 0L));
        for (String outcome : List.of("insufficient_funds", "unknown_account", "invalid")) {
            figures.put(outcome, outcomes.getOrDefault(outcome, 0L));
        }
        figures.put("known id, other amount", refused);
    }

    private void addTotals(Books books, @Nullable Books opened) {
        BigDecimal before = opened == null ? BigDecimal.ZERO : Books.sum(opened.totals());
        figures.put("total before", before);
        figures.put("  deposited since", Books.sum(books.deposits()).subtract(before));
        figures.put("total after", Books.sum(books.totals()));
    }

    private void addReads() {
        figures.put("strong reads", readers.strong());
        figures.put(
                "  the longest, waits included",
                String.format(Locale.ROOT, "%.1f s", readers.longest().toMillis() / 1e3));
        figures.put("weak reads", readers.weak());
        figures.put("eventual reads", readers.eventual());
        figures.put("  fractured", readers.fractured());
        if (readers.reads().unanswered() > 0) {
            figures.put("reads that gave up", readers.reads().unanswered());
        }
    }
}
