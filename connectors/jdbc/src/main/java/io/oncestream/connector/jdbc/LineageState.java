package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.ledger.KnownInstance;
import io.oncestream.connector.jdbc.ledger.KnownTables;
import io.oncestream.connector.jdbc.ledger.Lineage;
import io.oncestream.connector.jdbc.ledger.StartedWriter;
import io.oncestream.state.ledger.TableGroup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Lineage} in Flink's state.
 *
 * <p>What all instances have alike is broadcast state, a copy in each: Flink takes no checkpoint
 * while some instances of an operator with union list state have finished and others have not
 * (FLIP-147). What differs between them is an {@link InstanceState}.
 */
final class LineageState {
    private static final String ID = "lineage";
    private static final String EPOCH = "epoch";
    private static final String EPOCH_OF = "epoch:"; // of the databases behind the first
    private static final String PARTICIPANTS = "participants";
    private static final String PARALLELISM = "parallelism";
    private static final String RUN = "run";
    private static final String FROM = "from";
    private static final String FIRST = "first";
    private static final String TABLE = "table";
    private static final String COMMITTED = "committed:";
    private static final String LEFT = "left:";
    private static final MapStateDescriptor<String, String> STATE =
            new MapStateDescriptor<>("lineage", Types.STRING, Types.STRING);

    private final BroadcastState<String, String> state;
    private final InstanceState instances;
    private List<KnownInstance> ofOtherTables = List.of();
    private List<KnownInstance> known = List.of();

    private LineageState(BroadcastState<String, String> state, InstanceState instances) {
        this.state = state;
        this.instances = instances;
    }

    static LineageState of(OperatorStateStore store) throws Exception {
        return new LineageState(store.getBroadcastState(STATE), InstanceState.of(store));
    }

    /**
     * What was restored, or a lineage that begins here, for each database of the sink.
     *
     * @param participants how many there are
     * @param areReadTogether whether the sink's tables are
     */
    List<Lineage> begin(JobID runningJob, String run, int participants, boolean areReadTogether)
            throws Exception {
        String job = runningJob.toHexString();
        Optional<String> restoredRun = Optional.ofNullable(state.get(RUN));
        state.put(RUN, run);
        @Nullable String restored = state.get(ID);
        if (restored == null) {
            state.put(ID, job);
            return Collections.nCopies(participants, Lineage.begun(job));
        }
        requireAsMany(participants);
        requireSameKind(areReadTogether);
        List<Lineage> lineages = new ArrayList<>();
        for (int i = 0; i < participants; i++) {
            lineages.add(restored(restored, restoredRun, i));
        }
        return lineages;
    }

    private void requireAsMany(int participants) throws Exception {
        int before = number(PARTICIPANTS).orElse(1);
        if (before != participants) {
            throw new SinkFailure(
                    "the job has written %d databases and is given %d: resume with the same --to, in the same order"
                            .formatted(before, participants));
        }
    }

    /** The other kind would not find what the databases know of this one. */
    private void requireSameKind(boolean areReadTogether) throws Exception {
        @Nullable String before = state.get(TABLE);
        if (before != null && before.equals(TableGroup.ALL) != areReadTogether) {
            throw new SinkFailure(
                    "a table that was written by itself is now written together with others, or the"
                            + " other way round: give the sink another uid and write other tables");
        }
    }

    private Lineage restored(String id, Optional<String> run, int participant) throws Exception {
        @Nullable String epoch = state.get(epochOf(participant));
        return new Lineage(
                id,
                true,
                epoch == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(epoch)),
                number(PARALLELISM).orElse(0),
                run,
                gap(),
                new KnownTables(
                        Optional.ofNullable(state.get(TABLE)),
                        all(COMMITTED),
                        all(LEFT),
                        instances.restored().stream()
                                .filter(instance -> instance.participant() == participant)
                                .toList()));
    }

    private static String epochOf(int participant) {
        return participant == 0 ? EPOCH : EPOCH_OF + participant;
    }

    private Optional<Integer> number(String key) throws Exception {
        return Optional.ofNullable(state.get(key)).map(Integer::valueOf);
    }

    private Optional<Lineage.Gap> gap() throws Exception {
        @Nullable String from = state.get(FROM);
        @Nullable String first = state.get(FIRST);
        return from == null || first == null
                ? Optional.empty()
                : Optional.of(new Lineage.Gap(Long.parseLong(from), Long.parseLong(first)));
    }

    private Map<String, Long> all(String prefix) throws Exception {
        Map<String, Long> checkpoints = new HashMap<>();
        for (Map.Entry<String, String> entry : state.immutableEntries()) {
            if (entry.getKey().startsWith(prefix)) {
                checkpoints.put(
                        entry.getKey().substring(prefix.length()),
                        Long.parseLong(entry.getValue()));
            }
        }
        return checkpoints;
    }

    /**
     * Keeps for those that continue this start which one it was and what it writes.
     *
     * @param writers one for each database
     * @param parallelism of the sink
     */
    void started(List<StartedWriter> writers, int parallelism, OptionalLong restoredCheckpoint)
            throws Exception {
        for (int i = 0; i < writers.size(); i++) {
            state.put(epochOf(i), Long.toString(writers.get(i).id().epoch()));
        }
        state.put(PARTICIPANTS, Integer.toString(writers.size()));
        state.put(PARALLELISM, Integer.toString(parallelism));
        state.put(FROM, Long.toString(restoredCheckpoint.orElse(0)));
        state.remove(FIRST);
        @Nullable String before = state.get(TABLE);
        String now = writers.get(0).tables().name();
        if (before != null && !before.equals(now)) {
            state.put(LEFT + before, Long.toString(restoredCheckpoint.orElse(0)));
        }
        state.remove(LEFT + now);
        state.put(TABLE, now);
        state.remove(COMMITTED + now);
        known = writers.stream().map(StartedWriter::known).toList();
        ofOtherTables =
                instances.restored().stream()
                        .filter(instance -> !instance.table().equals(now))
                        .toList();
    }

    /**
     * Keeps the first checkpoint in which this start takes part, and up to which one each database
     * has the rows of an index for certain.
     */
    void snapshot(long checkpointId, List<Map<Integer, Long>> committed) throws Exception {
        if (!state.contains(FIRST)) {
            state.put(FIRST, Long.toString(checkpointId));
        }
        List<KnownInstance> now = new ArrayList<>();
        for (int i = 0; i < committed.size(); i++) {
            now.add(known.get(i).plus(committed.get(i)));
        }
        known = now;
        instances.keep(Stream.concat(ofOtherTables.stream(), known.stream()).toList());
    }
}
