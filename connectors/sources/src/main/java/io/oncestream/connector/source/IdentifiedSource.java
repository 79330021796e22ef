package io.oncestream.connector.source;

import java.io.IOException;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A source whose state says what it is of. A job that is resumed with another one fails at once and
 * for good, with one line that names both.
 *
 * <p>Without it, state of another kind is an exception of its serializer, which Flink 2.2.1 may
 * lose because the job does not run yet: then it runs, and reads nothing. And state of the same
 * kind, such as that of another topic, is gone on with.
 *
 * @param <T> what the source emits
 * @param <S> its splits
 * @param <E> its enumerator's state; state that says nothing, of an earlier version, is taken as it
 *     is
 */
public final class IdentifiedSource<T, S extends SourceSplit, E>
        implements Source<T, S, IdentifiedState> {

    private static final long serialVersionUID = 1L;

    private final String identity;
    private final Source<T, S, E> source;

    private IdentifiedSource(String identity, Source<T, S, E> source) {
        this.identity = identity;
        this.source = source;
    }

    /**
     * Puts a name to a source.
     *
     * @param identity what must not change from one run to the next that goes on from its state,
     *     such as {@code kafka:.../readings}; errors show it
     */
    public static <T, S extends SourceSplit, E> IdentifiedSource<T, S, E> of(
            String identity, Source<T, S, E> source) {
        return new IdentifiedSource<>(identity, source);
    }

    @Override
    public Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public SourceReader<T, S> createReader(SourceReaderContext context) throws Exception {
        return source.createReader(context);
    }

    @Override
    public SplitEnumerator<S, IdentifiedState> createEnumerator(SplitEnumeratorContext<S> context)
            throws Exception {
        return identified(source.createEnumerator(context));
    }

    @Override
    public SplitEnumerator<S, IdentifiedState> restoreEnumerator(
            SplitEnumeratorContext<S> context, IdentifiedState state) throws Exception {
        if (!state.identity().isEmpty() && !state.identity().equals(identity)) {
            return new RefusedState<>(
                    "the state to go on from is of %s, and this job reads %s: resume it with the same source, or start without the state"
                            .formatted(state.identity(), identity),
                    state);
        }
        try {
            return identified(source.restoreEnumerator(context, inner(state)));
        } catch (IOException e) {
            return new RefusedState<>(
                    "the state to go on from cannot be read as one of %s: %s"
                            .formatted(identity, e.getMessage()),
                    state);
        }
    }

    private E inner(IdentifiedState state) throws IOException {
        return source.getEnumeratorCheckpointSerializer()
                .deserialize(state.version(), state.bytes());
    }

    private SplitEnumerator<S, IdentifiedState> identified(SplitEnumerator<S, E> enumerator) {
        return new IdentifiedEnumerator<>(
                identity, enumerator, source.getEnumeratorCheckpointSerializer());
    }

    @Override
    public SimpleVersionedSerializer<S> getSplitSerializer() {
        return source.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<IdentifiedState> getEnumeratorCheckpointSerializer() {
        return new IdentifiedStateSerializer();
    }
}
