package io.oncestream.connector.source.rabbitmq;

import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.state.reading.Decoded;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** {@link StreamRecords} as Flink sees them. */
final class StreamSource<T> extends RabbitMqSource<T, StreamSplit> {

    private static final long serialVersionUID = 1L;

    private final StreamSplit start;

    StreamSource(RabbitMqAddress address, StreamSplit start, MessageDecoder<T> decoder) {
        super(address, decoder);
        this.start = start;
    }

    @Override
    StreamSplit freshSplit() {
        return start;
    }

    @Override
    public SourceReader<Decoded<T>, StreamSplit> createReader(SourceReaderContext context) {
        return new StreamSourceReader<>(address, messages(StreamRecords.SCHEME), context);
    }

    @Override
    public SimpleVersionedSerializer<StreamSplit> getSplitSerializer() {
        return new StreamSplitSerializer();
    }
}
