package io.oncestream.state.ledger;

/**
 * One attempt of one parallel instance of one sink.
 *
 * @param lineage the id that Flink gave the job at its first start, kept in its state through every
 *     restart, savepoint and rescale
 * @param operator the sink's uid in the job
 * @param epoch a number that the database gives out at each start and never twice for one sink
 * @param subtask the index of the parallel instance that sealed the transaction; another one may
 *     commit it
 */
public record WriterId(String lineage, String operator, long epoch, int subtask) {

    @Override
    public String toString() {
        return operator + " " + lineage + " epoch " + epoch + " subtask " + subtask;
    }
}
