package io.oncestream.state.partial;

import io.oncestream.state.window.ExactSum;
import io.oncestream.state.window.TimedValue;
import io.oncestream.state.window.WindowStatistics;
import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Statistics on their way between two tasks, without the reflection and the marks for null of
 * Flink's own serializer, which writes them into state.
 */
public final class WindowStatisticsSerializer extends TypeSerializerSingleton<WindowStatistics> {

    private static final long serialVersionUID = 1L;

    /** The only instance; it has no state. */
    public static final WindowStatisticsSerializer INSTANCE = new WindowStatisticsSerializer();

    private static final ExactSum ZERO = new ExactSum(0, new long[0]);
    private static final TimedValue EPOCH = new TimedValue(Instant.EPOCH, 0);

    @Override
    public void serialize(WindowStatistics statistics, DataOutputView target) throws IOException {
        target.writeLong(statistics.count());
        write(statistics.sum(), target);
        write(statistics.sumOfSquares(), target);
        write(statistics.weightedSum(), target);
        write(statistics.weightSum(), target);
        target.writeDouble(statistics.min());
        target.writeDouble(statistics.max());
        write(statistics.first(), target);
        write(statistics.last(), target);
    }

    @Override
    public WindowStatistics deserialize(DataInputView source) throws IOException {
        return new WindowStatistics(
                source.readLong(),
                readSum(source),
                readSum(source),
                readSum(source),
                readSum(source),
                source.readDouble(),
                source.readDouble(),
                readValue(source),
                readValue(source));
    }

    private static void write(ExactSum sum, DataOutputView target) throws IOException {
        target.writeShort(sum.digits().length);
        target.writeShort(sum.lowest());
        for (long digit : sum.digits()) {
            target.writeLong(digit);
        }
    }

    private static ExactSum readSum(DataInputView source) throws IOException {
        int length = source.readUnsignedShort();
        int lowest = source.readShort();
        if (length == 0) {
            return ZERO;
        }
        long[] digits = new long[length];
        for (int i = 0; i < length; i++) {
            digits[i] = source.readLong();
        }
        return new ExactSum(lowest, digits);
    }

    private static void write(TimedValue value, DataOutputView target) throws IOException {
        Instant time = value.time();
        target.writeLong(time.getEpochSecond());
        target.writeInt(time.getNano());
        target.writeDouble(value.value());
    }

    private static TimedValue readValue(DataInputView source) throws IOException {
        Instant time = Instant.ofEpochSecond(source.readLong(), source.readInt());
        return new TimedValue(time, source.readDouble());
    }

    @Override
    public WindowStatistics createInstance() {
        return new WindowStatistics(0, ZERO, ZERO, ZERO, ZERO, 0, 0, EPOCH, EPOCH);
    }

    /** On their way they are not changed. */
    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public WindowStatistics copy(WindowStatistics from) {
        return from;
    }

    @Override
    public WindowStatistics copy(WindowStatistics from, WindowStatistics reuse) {
        return from;
    }

    @Override
    public WindowStatistics deserialize(WindowStatistics reuse, DataInputView source)
            throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public TypeSerializerSnapshot<WindowStatistics> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names the serializer in a checkpoint that is not aligned. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<WindowStatistics> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
