package io.oncestream.launcher.ask;

import io.oncestream.launcher.ask.AnswerTable.Answer;
import io.oncestream.launcher.ask.AnswerTable.Asked;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks in one database for all answers that are waited for, in a thread of its own. A database
 * that does not answer is asked again.
 */
final class AnswerSearch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerSearch.class);
    private static final long POLL_MILLIS = 40;
    private static final long JOIN_MILLIS_MAX = 1_000;

    private final Client.Database database;
    private final AnswerTable table;
    private final Map<Asked, CompletableFuture<Answer>> waiting;
    private final Thread thread = new Thread(this::look, "answers");
    private volatile String trouble = "";
    private volatile boolean closed;

    /**
     * Begins to look.
     *
     * @param waiting which the first search that has an answer takes it from
     */
    AnswerSearch(
            Client.Database database,
            AnswerTable table,
            Map<Asked, CompletableFuture<Answer>> waiting) {
        this.database = database;
        this.table = table;
        this.waiting = waiting;
        thread.setDaemon(true);
        thread.start();
    }

    /** What keeps it from seeing answers; empty where nothing does. */
    String trouble() {
        return trouble;
    }

    private void look() {
        while (!closed) {
            try (Connection connected = database.connect()) {
                while (!closed) {
                    find(connected);
                    trouble = "";
                    Thread.sleep(POLL_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (SQLException e) {
                trouble = String.valueOf(e.getMessage());
                LOG.debug("The answers cannot be read at the moment", e);
                pause();
            } catch (RuntimeException e) {
                LOG.warn("Asking ends", e);
                waiting.values().forEach(each -> each.completeExceptionally(e));
                return;
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    private void find(Connection connected) throws SQLException {
        for (Answer answer : table.find(connected, List.copyOf(waiting.keySet()))) {
            CompletableFuture<Answer> future = waiting.remove(table.asked(answer));
            if (future != null) {
                future.complete(answer);
            }
        }
    }

    /** Does not wait for a database that stands still: there the thread ends once it goes on. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.interrupt();
        thread.join(JOIN_MILLIS_MAX);
    }
}
