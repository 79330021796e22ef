package io.oncestream.launcher.demo.counters;

import io.oncestream.kit.JobTables;
import io.oncestream.launcher.ask.AnswerTable;
import io.oncestream.launcher.ask.Client;
import io.oncestream.launcher.demo.Sender;
import java.util.List;

/**
 * Commands to counters.
 *
 * @param ids what the id of each command begins with
 * @param perSecond how many commands
 */
public record CountersLoad(long seed, String ids, int perSecond) {

    /**
     * Begins to send them.
     *
     * @param commands the topic that the job reads
     * @param table of the counters
     * @param seen is told what is sent and answered
     */
    public Sender<SentCommand> sender(
            String commands, List<? extends Client.Database> databases, String table, Seen seen) {
        return new Sender<>(
                commands,
                databases,
                new AnswerTable(
                        JobTables.beside(table, "answers"), JobTables.refused(table), "counter"),
                new Sender.Load<>(new CommandStream(seed, ids)::next, perSecond, seed, seen));
    }
}
