package io.oncestream.job.store;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.store.Partitioning;
import io.oncestream.connector.jdbc.store.StoreShards;
import io.oncestream.function.request.RequestMemory;
import io.oncestream.function.request.StorableText;
import io.oncestream.state.command.Command;
import io.oncestream.state.store.BucketInput;
import io.oncestream.state.store.StoreAnswer;
import io.oncestream.state.store.StoreRow;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides the commands of each bucket, of which it is keyed by the number, and moves buckets where
 * the ring wants them. Answers are the output, the rows of each shard a side output, refused
 * commands {@link RequestMemory#REFUSED}.
 *
 * <p>Event time decides how long an id is remembered; the machine's, when the shards are looked at
 * again. Nothing depends on how late that is.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first.
final class StoreFunction extends KeyedProcessFunction<Integer, BucketInput, StoreAnswer> {

    private static final long serialVersionUID = 1L;

    /** Between two looks at the shards, while a bucket moves. */
    private static final long MOVE_MILLIS = 200;

    /** The same while there are only dead rows, of a former owner and of deletes. */
    private static final long SWEEP_MILLIS = 2_000;

    private static final long TIDY_MILLIS = 10_000;

    private final StoreLayout layout;
    private final Duration remember;
    private final int copiesAtOnce;
    private final SerializableSupplier<StoreShards> opening;

    private transient Ring first;
    private transient RequestMemory memory;
    private transient KeyedBucketStore store;
    private transient StoreShards shards;
    private transient Map<String, OutputTag<StoreRow>> tags;
    private transient long lookTime;
    private transient int copied;

    /**
     * Makes it.
     *
     * @param moveRate how many buckets are copied in a second, by each subtask: who has announced
     *     many in one checkpoint sees all of them at once, and commands must not wait for that
     * @param opening what it sees of the shards
     */
    StoreFunction(
            StoreLayout layout,
            Duration remember,
            int moveRate,
            SerializableSupplier<StoreShards> opening) {
        this.layout = layout;
        this.remember = remember;
        this.copiesAtOnce = (int) Math.max(1, moveRate * MOVE_MILLIS / 1000);
        this.opening = opening;
    }

    /** Which bucket a command is for. */
    MapFunction<Command, BucketInput> toBucket() {
        Partitioning partitioning = layout.partitioning();
        return command -> BucketInput.of(partitioning.bucket(command.key()), command);
    }

    /** The rows of a shard. */
    static OutputTag<StoreRow> rows(String shard) {
        return new OutputTag<>("shard-" + shard, TypeInformation.of(StoreRow.class));
    }

    @Override
    public void open(OpenContext context) {
        first = Ring.of(layout.first());
        memory = new RequestMemory(getRuntimeContext(), remember);
        store = new KeyedBucketStore(getRuntimeContext());
        shards = opening.get();
        tags = new HashMap<>();
        layout.shards().forEach(shard -> tags.put(shard, rows(shard)));
    }

    @Override
    public void processElement(BucketInput input, Context context, Collector<StoreAnswer> out)
            throws Exception {
        @Nullable Command command = input.command();
        @Nullable String shard = input.shard();
        if (command != null) {
            if (admits(command, context)) {
                Bucket bucket = bucket(context);
                out.collect(bucket.decide(command));
                lookAgain(bucket, context.timerService());
            }
        } else if (shard != null) {
            Bucket bucket = bucket(context);
            bucket.assign(shard);
            lookAgain(bucket, context.timerService());
        } else if (input.answer() != null) {
            out.collect(input.answer());
        }
    }

    /** An id is a command's own among those of its key. */
    private boolean admits(Command command, Context context) throws Exception {
        @Nullable String unanswerable = StorableText.unanswerable(command);
        if (unanswerable != null) {
            context.output(RequestMemory.REFUSED, RequestMemory.refusal(command, unanswerable));
            return false;
        }
        String key = command.key();
        return memory.admits(command, key.length() + " " + key + command.id(), context);
    }

    private Bucket bucket(Context context) {
        return new Bucket(
                context.getCurrentKey(),
                layout.partitioning(),
                first,
                store,
                (shard, row) -> context.output(tag(shard), row));
    }

    /** What goes to a side output that nobody reads is gone without a word. */
    private OutputTag<StoreRow> tag(String shard) {
        OutputTag<StoreRow> tag = tags.get(shard);
        if (tag == null) {
            throw new SinkFailure(
                    "there are buckets at shard %s, which no --to and no --spare names: name it as before"
                            .formatted(shard));
        }
        return tag;
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<StoreAnswer> out)
            throws Exception {
        if (context.timeDomain() == TimeDomain.EVENT_TIME) {
            memory.onTimer(time);
            return;
        }
        Bucket bucket = bucket(context);
        if (time != lookTime) {
            lookTime = time;
            copied = 0;
        }
        if (bucket.proceed(shards, copied < copiesAtOnce)) {
            copied++;
        }
        lookAgain(bucket, context.timerService());
    }

    /** Timers at one time are one. */
    private static void lookAgain(Bucket bucket, TimerService timers) {
        if (bucket.isMoving() || bucket.isUnswept()) {
            long pause =
                    bucket.isMoving()
                            ? MOVE_MILLIS
                            : bucket.hasLeftRows() ? SWEEP_MILLIS : TIDY_MILLIS;
            timers.registerProcessingTimeTimer(
                    (timers.currentProcessingTime() / pause + 1) * pause);
        }
    }

    @Override
    public void close() {
        if (shards != null) {
            shards.close();
        }
    }
}
