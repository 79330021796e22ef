package io.oncestream.kit;

import io.oncestream.cli.DatabaseOptions;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.JdbcTwoPhaseCommitSink;
import io.oncestream.connector.jdbc.Participant;
import io.oncestream.connector.jdbc.SetUnwritableAside;
import io.oncestream.connector.jdbc.SinkName;
import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.connector.jdbc.TableMapping;
import io.oncestream.connector.jdbc.TableName;
import io.oncestream.connector.jdbc.TableRoutes;
import io.oncestream.connector.jdbc.UnwritableRow;
import io.oncestream.state.command.RefusedCommand;
import io.oncestream.state.reading.RejectedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The tables of one job in one database, each written exactly once.
 *
 * @param setsAside whether rows that the database cannot store go to tables of their own; else the
 *     job fails with the first
 * @param job its name, by which a start with {@code --fresh} knows what it may empty
 */
public record JobTables(
        DatabaseAddress database, StartPolicy startPolicy, boolean setsAside, String job) {

    private static final String REJECTED = "rejected";

    /** Of a job whose tables are in one database, as its options say. */
    public static JobTables of(Job<?> job, DatabaseOptions options) {
        return of(options.address(), options, job);
    }

    /** The same of a job that may write to several, one for each, in the order of the options. */
    public static List<JobTables> all(Job<?> job, DatabaseOptions options) {
        return options.addresses().stream().map(database -> of(database, options, job)).toList();
    }

    private static JobTables of(DatabaseAddress database, DatabaseOptions options, Job<?> job) {
        return new JobTables(
                database, options.startPolicy(), options.rejectUnwritable(), job.name());
    }

    /** The same in another database, with the password from the same place. */
    public JobTables at(String url) {
        return new JobTables(
                new DatabaseAddress(url, database.password()), startPolicy, setsAside, job);
    }

    /** The table of rejected records that belongs to a result table. */
    public static String rejected(String table) {
        return beside(table, REJECTED);
    }

    /** Whether a table is one of those, by its name. */
    public static boolean isRejected(String table) {
        return table.endsWith("_" + REJECTED);
    }

    /** The table of refused commands that belongs to a result table. */
    public static String refused(String table) {
        return beside(table, "refused");
    }

    /** A further table of a job, in the schema of its result table. */
    public static String beside(String table, String what) {
        return TableName.of(table).withSuffix("_" + what).toString();
    }

    /**
     * The same of a job whose further tables have names of their own: {@code postings} beside
     * {@code transfers}, as the job is called, and {@code NAME_postings} beside another one.
     */
    public static String further(String job, String table, String what) {
        TableName name = TableName.of(table);
        return name.name().equals(job)
                ? new TableName(name.schema(), what).toString()
                : beside(table, what);
    }

    /**
     * A port that writes a stream's records as rows. Names that the database cannot have are
     * refused here, by an {@link IllegalArgumentException}.
     *
     * @param uid of the operator, and what its lineage in the database is called by: never changed
     * @param name of the operator, for people
     */
    public <T> Consumer<DataStream<T>> port(TableMapping<T> rows, String uid, String name) {
        Consumer<DataStream<T>> sink = sink(rows, uid, name);
        if (!setsAside) {
            return sink;
        }
        Consumer<DataStream<UnwritableRow>> aside = unwritable(rows.table().name(), uid, name);
        return stream -> {
            SingleOutputStreamOperator<T> writable =
                    stream.process(new SetUnwritableAside<>(database, rows))
                            .returns(stream.getType())
                            .uid(uid + "-checked")
                            .name("set unwritable rows aside");
            sink.accept(writable);
            aside.accept(writable.getSideOutput(SetUnwritableAside.UNWRITABLE));
        };
    }

    /**
     * A port that writes a stream's records as rows of several tables in all databases of a job,
     * which are read together: at each checkpoint all of its rows are there or none.
     *
     * @param cutsKept how many checkpoints readers can go back
     * @param uid as that of {@link #port}
     * @param name of the operator, for people
     */
    public static <T> Consumer<DataStream<T>> portToAll(
            Job<?> job,
            DatabaseOptions options,
            long cutsKept,
            TableRoutes<T> routes,
            String uid,
            String name) {
        JdbcTwoPhaseCommitSink<T> sink =
                JdbcTwoPhaseCommitSink.to(
                        participants(options),
                        routes,
                        new SinkName(job.name(), uid),
                        options.startPolicy(),
                        cutsKept);
        return stream -> stream.addSink(sink).uid(uid).name(name);
    }

    /** All databases of a job, in the order of the options. */
    public static List<Participant> participants(DatabaseOptions options) {
        List<Participant> participants = new ArrayList<>();
        for (int i = 0; i < options.addresses().size(); i++) {
            participants.add(new Participant(options.names().get(i), options.addresses().get(i)));
        }
        return participants;
    }

    private <T> Consumer<DataStream<T>> sink(TableMapping<T> rows, String uid, String name) {
        JdbcTwoPhaseCommitSink<T> sink =
                JdbcTwoPhaseCommitSink.to(database, rows, new SinkName(job, uid), startPolicy);
        return stream -> stream.addSink(sink).uid(uid).name(name);
    }

    private Consumer<DataStream<UnwritableRow>> unwritable(String table, String uid, String name) {
        return sink(
                TableMapping.<UnwritableRow>table(beside(table, "unwritable"))
                        .escapedText("text", UnwritableRow::row)
                        .escapedText("reason", UnwritableRow::reason)
                        .build(),
                uid + "-unwritable",
                name + " that the database cannot store");
    }

    /**
     * The port for commands that were refused, into the table that belongs to the result table.
     *
     * @param key what the job calls the commands' key
     */
    public Consumer<DataStream<RefusedCommand>> refusedPort(String resultTable, String key) {
        return port(
                TableMapping.<RefusedCommand>table(refused(resultTable))
                        .text(key, RefusedCommand::key)
                        .text("id", RefusedCommand::id)
                        .text("op", RefusedCommand::op)
                        .timestamp("time", RefusedCommand::time)
                        .text("reason", RefusedCommand::reason)
                        .index(key, "id")
                        .build(),
                "write-refused",
                "write refused commands");
    }

    /** The port for what could not be decoded, into the table that belongs to the result table. */
    public Consumer<DataStream<RejectedRecord>> rejectedPort(String resultTable) {
        return sink(
                TableMapping.<RejectedRecord>table(rejected(resultTable))
                        .escapedText("source", RejectedRecord::source)
                        .bigint("position", RejectedRecord::position)
                        .escapedText("text", RejectedRecord::text)
                        .escapedText("reason", RejectedRecord::reason)
                        .build(),
                "write-rejected",
                "write rejected records");
    }
}
