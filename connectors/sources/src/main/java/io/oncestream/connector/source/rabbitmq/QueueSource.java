package io.oncestream.connector.source.rabbitmq;

import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.state.reading.Decoded;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** {@link QueueRecords} as Flink sees them. */
final class QueueSource<T> extends RabbitMqSource<T, QueueSplit> {

    private static final long serialVersionUID = 1L;

    QueueSource(RabbitMqAddress address, MessageDecoder<T> decoder) {
        super(address, decoder);
    }

    @Override
    QueueSplit freshSplit() {
        return QueueSplit.fresh();
    }

    @Override
    public SourceReader<Decoded<T>, QueueSplit> createReader(SourceReaderContext context) {
        return new QueueSourceReader<>(address, messages(QueueRecords.SCHEME), context);
    }

    @Override
    public SimpleVersionedSerializer<QueueSplit> getSplitSerializer() {
        return new QueueSplitSerializer();
    }
}
