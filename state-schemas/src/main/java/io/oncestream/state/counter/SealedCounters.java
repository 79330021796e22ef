package io.oncestream.state.counter;

import java.util.List;

/**
 * What one parallel instance received between two checkpoints, in its order: it reaches the
 * databases once the second is complete.
 *
 * @param lineage of the job, the same over all its restarts and resumes
 * @param run the submission whose checkpoint it is
 * @param subtask the instance that received it
 * @param checkpoint the one that has it
 */
public record SealedCounters(
        String lineage, String run, int subtask, long checkpoint, List<CounterEvent> events) {

    /** The rows of this are called by it, in all databases. */
    public String transaction() {
        return lineage + ":" + subtask + ":" + checkpoint + ":" + run;
    }
}
