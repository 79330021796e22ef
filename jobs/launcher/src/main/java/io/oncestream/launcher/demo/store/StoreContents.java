package io.oncestream.launcher.demo.store;

import io.oncestream.launcher.ask.Client;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a store has, where nothing is under way.
 *
 * @param shards by their names
 */
public record StoreContents(Map<String, ShardRows> shards, List<AnswerRow> answers) {

    /**
     * Reads all.
     *
     * @param databases of the shards by their names, first that of the answers
     */
    public static StoreContents read(Map<String, ? extends Client.Database> databases, String table)
            throws SQLException {
        Map<String, ShardRows> shards = new LinkedHashMap<>();
        List<AnswerRow> answers = new ArrayList<>();
        for (Map.Entry<String, ? extends Client.Database> each : databases.entrySet()) {
            try (Connection connection = each.getValue().connect()) {
                if (shards.isEmpty()) {
                    answers.addAll(AnswerRow.read(connection, table));
                }
                shards.put(each.getKey(), ShardRows.read(connection, table));
            }
        }
        return new StoreContents(shards, answers);
    }

    /** See {@link ShardRows#isQuiet}. */
    public boolean isQuiet() {
        return shards.values().stream().allMatch(ShardRows::isQuiet);
    }

    /** What should be swept and is not, a line for each shard. */
    public List<String> unswept() {
        List<String> unswept = new ArrayList<>();
        shards.forEach(
                (shard, rows) -> {
                    if (rows.dead() > 0) {
                        unswept.add(
                                "%d rows of %s count no more and are still there"
                                        .formatted(rows.dead(), shard));
                    }
                });
        return unswept;
    }
}
