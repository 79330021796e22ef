package io.oncestream.connector.jdbc.cut.model;

import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * What the tables hold: one key of each of two key groups in each of two databases. A cell's value
 * says which interval of the input wrote it, read by which attempt.
 */
final class Cells {
    static final int DATABASES = 2;
    static final int GROUPS = 2;
    static final List<Integer> EMPTY = filled(cell -> 0);

    private Cells() {}

    static List<Integer> filled(IntUnaryOperator value) {
        return IntStream.range(0, DATABASES * GROUPS).map(value).boxed().collect(toList());
    }

    static int cell(int database, int group) {
        return database * GROUPS + group;
    }

    static int value(int attempt, int interval) {
        return attempt * 10 + interval;
    }

    static boolean isOf(int cell, Subtask subtask) {
        return cell % GROUPS % subtask.parallelism == subtask.index;
    }

    /** The second interval has one row a group, each in another database: a transfer's two legs. */
    static boolean isWritten(int cell, int interval) {
        return interval != 2 || cell / GROUPS == cell % GROUPS;
    }
}
