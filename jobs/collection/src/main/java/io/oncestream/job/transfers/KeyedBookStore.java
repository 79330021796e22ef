package io.oncestream.job.transfers;

import static io.oncestream.function.StateAccess.asked;
import static io.oncestream.function.StateAccess.done;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in Flink's keyed state: an entry an account, with its balance in units, and the number
 * of the last command. None is ever cleared: an account is no event, and an empty one stays open.
 * Names and types are kept for good.
 */
final class KeyedBookStore implements BookStore {

    private final ValueState<Long> number;
    private final MapState<String, Long> balances;

    KeyedBookStore(RuntimeContext context) {
        this.number = context.getState(new ValueStateDescriptor<>("number", Types.LONG));
        this.balances =
                context.getMapState(new MapStateDescriptor<>("balances", Types.STRING, Types.LONG));
    }

    @Override
    public long number() {
        @Nullable Long last = asked(number::value);
        return last == null ? 0 : last;
    }

    @Override
    public void setNumber(long next) {
        done(() -> number.update(next));
    }

    @Override
    public @Nullable Long balance(String account) {
        return asked(() -> balances.get(account));
    }

    @Override
    public void setBalance(String account, long units) {
        done(() -> balances.put(account, units));
    }
}
