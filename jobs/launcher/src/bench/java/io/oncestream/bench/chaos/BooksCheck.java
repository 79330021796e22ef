package io.oncestream.bench.chaos;

import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.cut.CutReader;
import io.oncestream.connector.jdbc.ledger.LedgerTables;
import io.oncestream.launcher.demo.transfers.Books;
import io.oncestream.launcher.demo.transfers.BooksQuery;
import io.oncestream.launcher.demo.transfers.OutcomeRow;
import io.oncestream.launcher.demo.transfers.Readers;
import io.oncestream.launcher.demo.transfers.Sender;
import io.oncestream.launcher.demo.transfers.TransfersChecks;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares the tables of a transfers job with what was sent. */
record BooksCheck(List<DatabaseAddress> databases, String table, Sender sender, Readers readers) {

    private static final Duration OUTCOMES_MAX = Duration.ofMinutes(2);

    /** Throws when a client could not go on, or has seen what must not be. */
    void checkClients() {
        Serving.checkGoesOn(sender.failure());
        Serving.checkGoesOn(readers.reads().failure());
        readers.reads().violations().stream()
                .findFirst()
                .ifPresent(
                        violation -> {
                            throw new Disagreement("a reader saw: " + violation);
                        });
    }

    /**
     * Waits for the outcome of each command that was sent up to now, and checks all of them.
     *
     * @param meanwhile throws when it makes no sense to go on waiting
     */
    Agreement agreement(CommitWatch.Check meanwhile) throws Exception {
        Set<String> due = sender.sent();
        BooksQuery query = new BooksQuery(table);
        List<String> violations = new ArrayList<>();
        try (CutReader reader = CutReader.of(databases, table)) {
            Waiting.until(
                    () -> ids(Books.all(reader.strong(query))).containsAll(due),
                    OUTCOMES_MAX,
                    meanwhile);
            Books books = Books.all(reader.strong(query));
            violations.addAll(TransfersChecks.ofAll(books));
            violations.addAll(sender.violations(books, due));
            for (long cut : published()) {
                violations.addAll(TransfersChecks.ofAll(Books.all(reader.at(cut, query))));
            }
            violations.addAll(readers.reads().violations());
            return agreement(books, due, violations);
        }
    }

    private Agreement agreement(Books books, Set<String> due, List<String> violations) {
        Set<String> ids = ids(books);
        int rows = books.outcomes().size();
        return new Agreement(
                table,
                rows,
                rows,
                due.stream().filter(id -> !ids.contains(id)).count(),
                rows - ids.size(),
                violations.stream().findFirst());
    }

    private static Set<String> ids(Books books) {
        Set<String> ids = new HashSet<>();
        books.outcomes().stream().map(OutcomeRow::id).forEach(ids::add);
        return ids;
    }

    /** The newest cut that is published in the first database, and one in the middle. */
    private List<Long> published() throws SQLException {
        List<Long> all = new ArrayList<>();
        try (Connection connection = databases.get(0).connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT checkpoint_id FROM %s ORDER BY checkpoint_id"
                                        .formatted(LedgerTables.CUTS))) {
            while (row.next()) {
                all.add(row.getLong(1));
            }
        }
        return all.isEmpty()
                ? List.of()
                : List.of(all.get(all.size() / 2), all.get(all.size() - 1));
    }
}
