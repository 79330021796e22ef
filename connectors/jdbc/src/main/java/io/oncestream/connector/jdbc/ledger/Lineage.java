package io.oncestream.connector.jdbc.ledger;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One history of a job through all restarts, savepoints and rescales. It is the id that Flink gave
 * the job when it first started, so all sinks of the job have the same without a word between them,
 * and a restart before the first checkpoint finds it again, also where {@code main} runs anew after
 * the loss of a JobManager. From the first checkpoint on it is in state: a resumed job has another
 * id and the same lineage. A sink that is added to a resumed job begins one of its own.
 *
 * @param id Flink's job id in hexadecimal
 * @param restored whether it comes from state: then the job continues what its tables hold
 * @param epoch of the start whose checkpoint this state is, of this instance or of a sibling; empty
 *     where there was none
 * @param parallelism of the start whose checkpoint this state is; 0 where that is not known
 * @param run whose checkpoint this state is: the present one, where Flink has restarted it or only
 *     this instance, or the one that is resumed; empty where that is not known
 * @param gap of the start whose checkpoint this state is
 * @param tables what the state knows of the tables that the sink wrote
 */
public record Lineage(
        String id,
        boolean restored,
        OptionalLong epoch,
        int parallelism,
        Optional<String> run,
        Optional<Gap> gap,
        KnownTables tables) {

    /**
     * The checkpoint ids that a start left out.
     *
     * @param from the checkpoint that it restored, 0 for none
     * @param next the first one in which it took part
     */
    public record Gap(long from, long next) {}

    /** One that begins with this id. */
    public static Lineage begun(String id) {
        return new Lineage(
                id,
                false,
                OptionalLong.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                KnownTables.NONE);
    }
}
