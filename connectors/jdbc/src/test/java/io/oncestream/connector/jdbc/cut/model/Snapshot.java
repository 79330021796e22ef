package io.oncestream.connector.jdbc.cut.model;

import java.util.List;

/** A complete checkpoint or savepoint: what the subtasks have pending, and the truth about rows. */
final class Snapshot extends Value<Snapshot> {
    static final Snapshot NONE = new Snapshot();

    int run;
    int checkpoint;
    int parallelism;
    List<List<Handle>> pending = List.of();
    List<Integer> content = Cells.EMPTY;

    @Override
    List<?> values() {
        return List.of(run, checkpoint, parallelism, pending, content);
    }

    @Override
    public String toString() {
        return "checkpoint %d of run %d".formatted(checkpoint, run);
    }
}
