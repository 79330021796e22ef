package io.oncestream.connector.source.rabbitmq;

import org.apache.flink.api.connector.source.SourceReaderContext;

/** A stream's messages stay where they are; the checkpoints hold the offset. */
final class StreamSourceReader<T> extends ConsumerSourceReader<T, StreamSplit, StreamState> {

    StreamSourceReader(RabbitMqAddress address, Messages<T> messages, SourceReaderContext context) {
        super(
                () ->
                        new ConsumerSplitReader<>(
                                address, split -> new StreamConsumption(split, address)),
                (delivery, output, state) -> {
                    if (state.accept(delivery)) {
                        output.collect(messages.decode(delivery, state.offset()));
                    }
                },
                context);
    }

    @Override
    protected StreamState initializedState(StreamSplit split) {
        return new StreamState(split);
    }

    @Override
    protected StreamSplit toSplitType(String splitId, StreamState state) {
        return state.toSplit();
    }
}
