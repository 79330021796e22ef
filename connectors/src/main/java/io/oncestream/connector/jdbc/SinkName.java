package io.oncestream.connector.jdbc;

import java.io.Serializable;
import java.util.UUID;

/**
 * Which sink this is, over all restarts of its job.
 *
 * @param job the job's name, for people
 * @param lineage the identity of one history of the job: minted where the job is first started,
 *     replaced by the one in state wherever it is resumed
 * @param operator the sink's uid in the job
 */
public record SinkName(String job, String lineage, String operator) implements Serializable {

    /** A lineage for a job that starts now; all sinks of one job share it. */
    public static String mintLineage() {
        return UUID.randomUUID().toString();
    }

    SinkName withLineage(String restored) {
        return new SinkName(job, restored, operator);
    }
}
