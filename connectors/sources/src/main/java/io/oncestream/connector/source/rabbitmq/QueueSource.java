package io.oncestream.connector.source.rabbitmq;

import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** {@link QueueReadings} as Flink sees them. */
final class QueueSource extends RabbitMqSource<QueueSplit> {

    private static final long serialVersionUID = 1L;

    QueueSource(RabbitMqAddress address, MessageDecoder decoder) {
        super(address, decoder);
    }

    @Override
    QueueSplit freshSplit() {
        return QueueSplit.fresh();
    }

    @Override
    public SourceReader<Decoded<Reading>, QueueSplit> createReader(SourceReaderContext context) {
        return new QueueSourceReader(address, messages(QueueReadings.SCHEME), context);
    }

    @Override
    public SimpleVersionedSerializer<QueueSplit> getSplitSerializer() {
        return new QueueSplitSerializer();
    }
}
