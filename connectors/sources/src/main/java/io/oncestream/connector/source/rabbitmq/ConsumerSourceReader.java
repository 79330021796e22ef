package io.oncestream.connector.source.rabbitmq;

import io.oncestream.state.reading.Decoded;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.core.io.InputStatus;

/** Without the split it holds nothing back: event time goes on without it from the start. */
abstract class ConsumerSourceReader<T, S extends SourceSplit, P>
        extends SingleThreadMultiplexSourceReaderBase<Delivery, Decoded<T>, S, P> {

    private boolean started;

    ConsumerSourceReader(
            Supplier<SplitReader<Delivery, S>> reader,
            RecordEmitter<Delivery, Decoded<T>, P> emitter,
            SourceReaderContext context) {
        super(reader, emitter, context.getConfiguration(), context);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Decoded<T>> output) throws Exception {
        if (!started) {
            started = true;
            if (getNumberOfCurrentlyAssignedSplits() == 0) {
                output.markIdle();
            }
        }
        return super.pollNext(output);
    }

    /** The split has no end. */
    @Override
    protected void onSplitFinished(Map<String, P> finished) {}
}
