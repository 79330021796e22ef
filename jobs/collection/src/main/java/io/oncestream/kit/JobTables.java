package io.oncestream.kit;

import io.oncestream.cli.DatabaseOptions;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.JdbcTwoPhaseCommitSink;
import io.oncestream.connector.jdbc.SinkName;
import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.connector.jdbc.TableMapping;
import io.oncestream.connector.jdbc.TableName;
import io.oncestream.state.reading.RejectedRecord;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The tables of one job in one database, each written exactly once.
 *
 * @param job its name, by which a start with {@code --fresh} knows what it may empty
 */
public record JobTables(DatabaseAddress database, StartPolicy startPolicy, String job) {

    /** Of a job whose tables are in one database, as its options say. */
    public static JobTables of(Job<?> job, DatabaseOptions options) {
        return new JobTables(options.address(), options.startPolicy(), job.name());
    }

    /** The same of a job that may write to several, one for each, in the order of the options. */
    public static List<JobTables> all(Job<?> job, DatabaseOptions options) {
        return options.addresses().stream()
                .map(database -> new JobTables(database, options.startPolicy(), job.name()))
                .toList();
    }

    /** The table of rejected records that belongs to a result table. */
    public static String rejected(String table) {
        return beside(table, "rejected");
    }

    /** A further table of a job, in the schema of its result table. */
    public static String beside(String table, String what) {
        return TableName.of(table).withSuffix("_" + what).toString();
    }

    /**
     * A port that writes a stream's records as rows. Names that the database cannot have are
     * refused here, by an {@link IllegalArgumentException}.
     *
     * @param uid of the operator, and what its lineage in the database is called by: never changed
     * @param name of the operator, for people
     */
    public <T> Consumer<DataStream<T>> port(TableMapping<T> rows, String uid, String name) {
        JdbcTwoPhaseCommitSink<T> sink =
                JdbcTwoPhaseCommitSink.to(database, rows, new SinkName(job, uid), startPolicy);
        return stream -> stream.addSink(sink).uid(uid).name(name);
    }

    /** The port for what could not be decoded, into the table that belongs to the result table. */
    public Consumer<DataStream<RejectedRecord>> rejectedPort(String resultTable) {
        return port(
                TableMapping.<RejectedRecord>table(rejected(resultTable))
                        .text("source", RejectedRecord::source)
                        .bigint("position", RejectedRecord::position)
                        .text("text", RejectedRecord::text)
                        .text("reason", RejectedRecord::reason)
                        .build(),
                "write-rejected",
                "write rejected records");
    }
}
