package io.oncestream.function.window;

import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.io.PushingAsyncDataInput.DataOutput;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.StatusWatermarkValve;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/** Flink's own valve, by which a subtask merges the watermarks of those that it reads from. */
final class Valve {

    private final StatusWatermarkValve valve = new StatusWatermarkValve(Pipeline.READERS);
    private final DataOutput<Object> output;

    interface Advance {
        void to(long watermark) throws Exception;
    }

    Valve(Advance advance) {
        output = new Output(advance);
    }

    void watermark(int reader, long watermark) throws Exception {
        valve.inputWatermark(new Watermark(watermark), reader, output);
    }

    void idle(int reader, boolean idle) throws Exception {
        valve.inputWatermarkStatus(
                idle ? WatermarkStatus.IDLE : WatermarkStatus.ACTIVE, reader, output);
    }

    private record Output(Advance advance) implements DataOutput<Object> {

        @Override
        public void emitWatermark(Watermark watermark) throws Exception {
            advance.to(watermark.getTimestamp());
        }

        @Override
        public void emitWatermark(WatermarkEvent event) {}

        @Override
        public void emitWatermarkStatus(WatermarkStatus status) {}

        @Override
        public void emitRecord(StreamRecord<Object> record) {}

        @Override
        public void emitLatencyMarker(LatencyMarker marker) {}

        @Override
        public void emitRecordAttributes(RecordAttributes attributes) {}
    }
}
