package io.oncestream.connector.jdbc.cut.model;

import java.util.List;

/** A subtask index's row in {@code oncestream_transactions}. */
final class Index extends Value<Index> {
    static final int NO_ROW = -1;

    int fence;
    int epoch;
    int marker;
    int cut = NO_ROW;
    int parallelism;
    boolean ended;

    @Override
    List<?> values() {
        return List.of(fence, epoch, marker, cut, parallelism, ended);
    }

    void setCut(int checkpoint, int sealers) {
        cut = checkpoint;
        parallelism = sealers;
    }
}
