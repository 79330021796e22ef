package io.oncestream.state;

import io.oncestream.state.command.Command;
import io.oncestream.state.command.RefusedCommand;
import io.oncestream.state.command.RememberedRequest;
import io.oncestream.state.counter.CounterCommand;
import io.oncestream.state.counter.CounterEvent;
import io.oncestream.state.counter.CounterTransaction;
import io.oncestream.state.counter.SealedCounters;
import io.oncestream.state.lock.LockAnswer;
import io.oncestream.state.lock.LockClock;
import io.oncestream.state.lock.LockHold;
import io.oncestream.state.lock.LockStatus;
import io.oncestream.state.lock.LockWait;
import io.oncestream.state.reading.LateReading;
import io.oncestream.state.reading.ReadCounts;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.reading.RejectedRecord;
import io.oncestream.state.store.BucketInput;
import io.oncestream.state.store.BucketState;
import io.oncestream.state.store.RingState;
import io.oncestream.state.store.StoreAnswer;
import io.oncestream.state.store.StoreRow;
import io.oncestream.state.store.StoredEntry;
import io.oncestream.state.transfer.Posting;
import io.oncestream.state.transfer.TransferDecision;
import io.oncestream.state.transfer.TransferOutcome;
import io.oncestream.state.window.ExactSum;
import io.oncestream.state.window.TimedValue;
import io.oncestream.state.window.WindowStatistics;
import io.oncestream.state.window.WindowSummary;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateTypesTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                Command.class,
                RefusedCommand.class,
                RememberedRequest.class,
                Reading.class,
                RejectedRecord.class,
                LateReading.class,
                ReadCounts.class,
                ExactSum.class,
                TimedValue.class,
                WindowStatistics.class,
                WindowSummary.class,
                LockHold.class,
                LockWait.class,
                LockClock.class,
                LockAnswer.class,
                LockStatus.class,
                TransferDecision.class,
                TransferOutcome.class,
                Posting.class,
                CounterCommand.class,
                CounterEvent.class,
                SealedCounters.class,
                CounterTransaction.class,
                BucketInput.class,
                BucketState.class,
                RingState.class,
                StoreAnswer.class,
                StoreRow.class,
                StoredEntry.class
            })
    void travelsAndIsStoredAsAPojoWithoutKryo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }
}
