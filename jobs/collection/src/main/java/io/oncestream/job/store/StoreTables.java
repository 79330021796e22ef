package io.oncestream.job.store;

import io.oncestream.connector.jdbc.Participant;
import io.oncestream.connector.jdbc.TableMapping;
import io.oncestream.connector.jdbc.store.ShardTable;
import io.oncestream.kit.JobTables;
import io.oncestream.state.store.StoreAnswer;
import io.oncestream.state.store.StoreRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What the store writes: a table of entries and headers in each shard, and in one the answers. */
final class StoreTables {

    private StoreTables() {}

    static String answers(String table) {
        return JobTables.beside(table, "answers");
    }

    /**
     * A sink for each.
     *
     * @param shards with their names in {@code participants}
     * @param answers where the answers go, and what is none
     */
    static StoreJob.Sinks sinks(
            List<Participant> participants,
            List<JobTables> shards,
            JobTables answers,
            String table) {
        Map<String, Consumer<DataStream<StoreRow>>> rows = new LinkedHashMap<>();
        for (int i = 0; i < participants.size(); i++) {
            String shard = participants.get(i).name();
            rows.put(
                    shard,
                    shards.get(i)
                            .port(
                                    ShardTable.rows(table),
                                    "write-shard-" + shard,
                                    "write shard " + shard));
        }
        return new StoreJob.Sinks(
                rows,
                answers.port(answerRows(answers(table)), "write-answers", "write answers"),
                answers.refusedPort(table, "key"),
                answers.rejectedPort(table));
    }

    private static TableMapping<StoreAnswer> answerRows(String table) {
        return TableMapping.<StoreAnswer>table(table)
                .text("key", StoreAnswer::key)
                .text("id", StoreAnswer::id)
                .text("op", StoreAnswer::op)
                .timestamp("time", StoreAnswer::time)
                .integer("bucket", StoreAnswer::bucket)
                .bigint("seq", StoreAnswer::seq)
                .text("outcome", answer -> answer.outcome().word())
                .text("value", StoreAnswer::value)
                .bigint("version", StoreAnswer::version)
                .text("reason", StoreAnswer::reason)
                .index("key", "id")
                .build();
    }
}
