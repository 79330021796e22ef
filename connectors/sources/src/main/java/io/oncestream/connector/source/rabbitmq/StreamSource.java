package io.oncestream.connector.source.rabbitmq;

import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** {@link StreamReadings} as Flink sees them. */
final class StreamSource extends RabbitMqSource<StreamSplit> {

    private static final long serialVersionUID = 1L;

    private final StreamSplit start;

    StreamSource(RabbitMqAddress address, StreamSplit start, MessageDecoder decoder) {
        super(address, decoder);
        this.start = start;
    }

    @Override
    StreamSplit freshSplit() {
        return start;
    }

    @Override
    public SourceReader<Decoded<Reading>, StreamSplit> createReader(SourceReaderContext context) {
        return new StreamSourceReader(address, messages(StreamReadings.SCHEME), context);
    }

    @Override
    public SimpleVersionedSerializer<StreamSplit> getSplitSerializer() {
        return new StreamSplitSerializer();
    }
}
