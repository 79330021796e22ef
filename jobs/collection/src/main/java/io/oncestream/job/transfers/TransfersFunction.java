package io.oncestream.job.transfers;

import io.oncestream.function.request.RequestMemory;
import io.oncestream.state.command.Command;
import io.oncestream.state.transfer.TransferDecision;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decides the commands of each ledger, of which it is keyed by the name. Decisions are the output,
 * refused commands {@link RequestMemory#REFUSED}. Event time decides nothing but how long an id is
 * remembered.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first.
final class TransfersFunction extends KeyedProcessFunction<String, Command, TransferDecision> {

    private static final long serialVersionUID = 1L;

    private final Duration remember;
    private final AmountScale scale;

    private transient RequestMemory memory;
    private transient LedgerBook book;

    TransfersFunction(Duration remember, AmountScale scale) {
        this.remember = remember;
        this.scale = scale;
    }

    @Override
    public void open(OpenContext context) {
        memory = new RequestMemory(getRuntimeContext(), remember);
        book = new LedgerBook(new KeyedBookStore(getRuntimeContext()));
    }

    @Override
    public void processElement(Command command, Context context, Collector<TransferDecision> out)
            throws Exception {
        if (memory.admits(command, context)) {
            out.collect(decide(command));
        }
    }

    private TransferDecision decide(Command command) {
        TransferRequest request;
        try {
            request = TransferFormat.request(command, scale);
        } catch (IllegalArgumentException e) {
            return book.refuse(command, String.valueOf(e.getMessage()));
        }
        return book.decide(request);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<TransferDecision> out)
            throws Exception {
        memory.onTimer(time);
    }
}
