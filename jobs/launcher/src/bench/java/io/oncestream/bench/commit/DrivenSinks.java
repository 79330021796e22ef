package io.oncestream.bench.commit;

import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.JdbcTwoPhaseCommitSink;
import io.oncestream.connector.jdbc.Participant;
import io.oncestream.connector.jdbc.SinkName;
import io.oncestream.connector.jdbc.SinkOperator;
import io.oncestream.connector.jdbc.StartPolicy;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;

/** Sinks of one task, which does with one after the other what Flink tells it to do. */
final class DrivenSinks implements AutoCloseable {

    private static final long CUTS_KEPT = 100;

    private final List<SinkOperator<Entry>> sinks = new ArrayList<>();

    private DrivenSinks() {}

    /** One sink over all of the databases. */
    static DrivenSinks one(List<OwnDatabase> databases) throws Exception {
        return of(List.of(databases));
    }

    /** A sink for each of the databases. */
    static DrivenSinks each(List<OwnDatabase> databases) throws Exception {
        return of(databases.stream().map(List::of).toList());
    }

    private static DrivenSinks of(List<List<OwnDatabase>> databasesOfEach) throws Exception {
        DrivenSinks driven = new DrivenSinks();
        JobID job = new JobID();
        for (List<OwnDatabase> databases : databasesOfEach) {
            String operator = "write-" + driven.sinks.size();
            SinkOperator<Entry> sink =
                    new SinkOperator<>(
                            job,
                            JdbcTwoPhaseCommitSink.to(
                                    participants(databases),
                                    Entry.routes(),
                                    new SinkName("commit", operator),
                                    StartPolicy.REFUSE,
                                    CUTS_KEPT),
                            0,
                            1);
            driven.sinks.add(sink);
            sink.start();
        }
        return driven;
    }

    private static List<Participant> participants(List<OwnDatabase> databases) {
        List<Participant> participants = new ArrayList<>();
        for (OwnDatabase database : databases) {
            participants.add(
                    new Participant(
                            "db-" + (participants.size() + 1),
                            new DatabaseAddress(
                                    database.url(), PasswordReference.ofEnvironment())));
        }
        return participants;
    }

    void write(Entry entry) throws Exception {
        sinks.get(entry.place(sinks.size())).write(entry);
    }

    /** The first phase. */
    void snapshot(long checkpointId) throws Exception {
        for (SinkOperator<Entry> sink : sinks) {
            sink.snapshot(checkpointId);
        }
    }

    /** The second phase. */
    void complete(long checkpointId) throws Exception {
        for (SinkOperator<Entry> sink : sinks) {
            sink.complete(checkpointId);
        }
    }

    @Override
    public void close() throws Exception {
        for (SinkOperator<Entry> sink : sinks) {
            sink.close();
        }
    }
}
