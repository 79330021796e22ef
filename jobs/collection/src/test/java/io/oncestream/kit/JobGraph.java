package io.oncestream.kit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What a job has drawn, not run. */
public final class JobGraph {

    private JobGraph() {}

    /** All transformations, virtual ones too. */
    public static Set<Transformation<?>> all(StreamExecutionEnvironment env) {
        Set<Transformation<?>> all = new LinkedHashSet<>();
        Deque<Transformation<?>> open = new ArrayDeque<>(env.getTransformations());
        while (!open.isEmpty()) {
            Transformation<?> next = open.pop();
            if (all.add(next)) {
                open.addAll(next.getInputs());
            }
        }
        return all;
    }

    public static List<Transformation<?>> operators(StreamExecutionEnvironment env) {
        List<Transformation<?>> operators = new ArrayList<>(all(env));
        // Partitioning, unions and the choice of an output are edges of the graph, not operators.
        operators.removeIf(
                t -> t.getClass().getSimpleName().matches("(Partition|SideOutput|Union).*"));
        return operators;
    }
}
