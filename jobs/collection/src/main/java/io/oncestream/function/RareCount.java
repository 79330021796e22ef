package io.oncestream.function;

import java.util.List;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Gauge;

/**
 * A count that is in operator state, a metric, and, once it is not zero, an accumulator: the end
 * report of a job in which there was nothing to count does not mention it.
 */
public final class RareCount {

    private final String name;
    private final LongCounter count = new LongCounter();
    private final ListState<Long> state;

    /** As an operator's state begins. */
    public RareCount(String name, OperatorStateStore store) throws Exception {
        this.name = name;
        this.state = store.getListState(new ListStateDescriptor<>(name, Types.LONG));
        for (long restored : state.get()) {
            count.add(restored);
        }
    }

    public void open(RuntimeContext context) {
        context.getMetricGroup().gauge(name, (Gauge<Long>) count::getLocalValuePrimitive);
        if (count.getLocalValuePrimitive() > 0) {
            context.addAccumulator(name, count);
        }
    }

    /** The count from then on. */
    public long add(RuntimeContext context) {
        if (count.getLocalValuePrimitive() == 0) {
            context.addAccumulator(name, count);
        }
        count.add(1);
        return count.getLocalValuePrimitive();
    }

    public void snapshot() throws Exception {
        state.update(List.of(count.getLocalValuePrimitive()));
    }
}
