package io.oncestream.connector.jdbc;

import static java.util.Objects.requireNonNull;

import io.oncestream.connector.jdbc.ledger.IndexMarker;
import io.oncestream.connector.jdbc.ledger.KnownInstance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * What an instance knows of a table in Flink's state, as one element of a list; early versions had
 * none. At another parallelism each element goes to one of the instances: whoever is given it
 * compares it with the database. It must not be union list state: {@link LineageState}.
 */
final class InstanceState {
    private static final String PARTICIPANT = "participant"; // the first has none
    private static final String TABLE = "table";
    private static final String EPOCH = "epoch";
    private static final String FROM = "from";
    private static final String FOUND = "found:";
    private static final String COMMITTED = "committed:";
    private static final ListStateDescriptor<Map<String, String>> STATE =
            new ListStateDescriptor<>("instances", Types.MAP(Types.STRING, Types.STRING));

    private final ListState<Map<String, String>> state;

    private InstanceState(ListState<Map<String, String>> state) {
        this.state = state;
    }

    static InstanceState of(OperatorStateStore store) throws Exception {
        return new InstanceState(store.getListState(STATE));
    }

    List<KnownInstance> restored() throws Exception {
        List<KnownInstance> instances = new ArrayList<>();
        for (Map<String, String> element : state.get()) {
            instances.add(decode(element));
        }
        return instances;
    }

    void keep(List<KnownInstance> instances) throws Exception {
        state.update(instances.stream().map(InstanceState::encode).toList());
    }

    private static Map<String, String> encode(KnownInstance instance) {
        Map<String, String> element = new HashMap<>();
        if (instance.participant() > 0) {
            element.put(PARTICIPANT, Integer.toString(instance.participant()));
        }
        element.put(TABLE, instance.table());
        element.put(EPOCH, Long.toString(instance.epoch()));
        element.put(FROM, Long.toString(instance.from()));
        instance.found()
                .forEach(
                        (subtask, marker) ->
                                element.put(
                                        FOUND + subtask,
                                        marker.epoch() + ":" + marker.checkpoint()));
        instance.committed()
                .forEach(
                        (subtask, checkpoint) ->
                                element.put(COMMITTED + subtask, Long.toString(checkpoint)));
        return element;
    }

    private static KnownInstance decode(Map<String, String> element) {
        Map<Integer, IndexMarker> found = new HashMap<>();
        Map<Integer, Long> committed = new HashMap<>();
        element.forEach(
                (key, value) -> {
                    if (key.startsWith(FOUND)) {
                        int subtask = Integer.parseInt(key.substring(FOUND.length()));
                        found.put(subtask, marker(subtask, value));
                    } else if (key.startsWith(COMMITTED)) {
                        int subtask = Integer.parseInt(key.substring(COMMITTED.length()));
                        committed.put(subtask, Long.parseLong(value));
                    }
                });
        return new KnownInstance(
                Integer.parseInt(element.getOrDefault(PARTICIPANT, "0")),
                requireNonNull(element.get(TABLE)),
                Long.parseLong(requireNonNull(element.get(EPOCH))),
                Long.parseLong(requireNonNull(element.get(FROM))),
                found,
                committed);
    }

    private static IndexMarker marker(int subtask, String value) {
        int colon = value.indexOf(':');
        return new IndexMarker(
                subtask,
                Long.parseLong(value.substring(0, colon)),
                Long.parseLong(value.substring(colon + 1)));
    }
}
