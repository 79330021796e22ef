package io.oncestream.connector.source.rabbitmq;

import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.state.reading.Decoded;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** What queues and streams have in common: one split, which is all there is. */
abstract class RabbitMqSource<T, S extends SourceSplit>
        implements Source<Decoded<T>, S, Optional<S>>, ResultTypeQueryable<Decoded<T>> {

    private static final long serialVersionUID = 1L;

    final RabbitMqAddress address;
    private final MessageDecoder<T> decoder;

    RabbitMqSource(RabbitMqAddress address, MessageDecoder<T> decoder) {
        this.address = address;
        this.decoder = decoder;
    }

    abstract S freshSplit();

    final Messages<T> messages(String scheme) {
        return new Messages<>(decoder, scheme + address.server() + "/" + address.queue());
    }

    @Override
    public final Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public final SplitEnumerator<S, Optional<S>> createEnumerator(
            SplitEnumeratorContext<S> context) {
        return new SingleSplitEnumerator<>(context, Optional.of(freshSplit()));
    }

    @Override
    public final SplitEnumerator<S, Optional<S>> restoreEnumerator(
            SplitEnumeratorContext<S> context, Optional<S> unassigned) {
        return new SingleSplitEnumerator<>(context, unassigned);
    }

    @Override
    public final SimpleVersionedSerializer<Optional<S>> getEnumeratorCheckpointSerializer() {
        return new UnassignedSerializer<>(getSplitSerializer());
    }

    @Override
    public final TypeInformation<Decoded<T>> getProducedType() {
        return Decoded.typeInformation(decoder.type());
    }
}
