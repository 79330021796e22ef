package io.oncestream.launcher.demo.store;

import io.oncestream.kit.JobTables;
import io.oncestream.launcher.ask.AnswerTable;
import io.oncestream.launcher.ask.Client;
import io.oncestream.launcher.demo.Sender;
import java.util.List;

/**
 * Commands to a store, and reads.
 *
 * @param keys how many
 * @param perSecond how many commands
 */
public record StoreLoad(long seed, int keys, int perSecond) {

    /**
     * Begins to send them.
     *
     * @param commands the topic that the job reads
     * @param answers the database that has the answers
     * @param table of the store
     * @param seen is told what is sent and answered
     */
    public Sender<SentCommand> sender(
            String commands, Client.Database answers, String table, Seen seen) {
        return new Sender<>(
                commands,
                List.of(answers),
                new AnswerTable(
                        JobTables.beside(table, "answers"), JobTables.refused(table), "key"),
                new Sender.Load<>(
                        new CommandStream(seed, keys, seen::version)::next, perSecond, seed, seen));
    }
}
