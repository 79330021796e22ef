package io.oncestream.function.window;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Lets all pass but the watermark of the end of the input, which is no point in event time: a
 * subtask that ends stays where it is.
 *
 * @param <T> the records, which pass unchanged
 */
final class HoldEnd<T> extends AbstractStreamOperator<T> implements OneInputStreamOperator<T, T> {

    private static final long serialVersionUID = 1;

    static <T> DataStream<T> append(DataStream<T> stream, String uid) {
        return stream.transform("hold end", stream.getType(), new HoldEnd<>())
                .uid(uid)
                .setParallelism(stream.getParallelism());
    }

    @Override
    public void processElement(StreamRecord<T> element) {
        output.collect(element);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() < Long.MAX_VALUE) {
            super.processWatermark(mark);
        }
    }
}
