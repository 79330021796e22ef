package io.oncestream.connector.jdbc.cut.model;

import java.util.List;

/**
 * A sealed transaction.
 *
 * @param checkpoint that sealed it
 * @param previous checkpoint of the writer's transaction before it, 0 for its first
 * @param last whether the input of its subtask has ended
 * @param epoch of the writer
 * @param rows for each cell the value that it writes there, 0 for none
 */
record Handle(
        int subtask,
        int parallelism,
        int checkpoint,
        int previous,
        boolean last,
        int epoch,
        List<Integer> rows) {
    @Override
    public String toString() {
        return "transaction %d of subtask %d/%d".formatted(checkpoint, subtask, parallelism);
    }
}
