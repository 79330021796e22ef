package io.oncestream.connector.source.generator;

import io.oncestream.state.reading.Decoded;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/** {@link GeneratedRecords} as Flink sees them. */
final class GeneratorSource<T>
        implements Source<Decoded<T>, GeneratorSplit, List<GeneratorSplit>>,
                ResultTypeQueryable<Decoded<T>> {

    private static final long serialVersionUID = 1L;

    private final Sequence<T> sequence;
    private final long end;
    private final boolean bounded;
    private final @Nullable Double rate;

    GeneratorSource(GeneratorOptions<T> options) {
        this.sequence = options.sequence();
        this.end = options.end();
        this.bounded = options.count() != null;
        this.rate = options.rate();
    }

    @Override
    public Boundedness getBoundedness() {
        return bounded ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<Decoded<T>, GeneratorSplit> createReader(SourceReaderContext context) {
        double phase = (context.getIndexOfSubtask() + 1.0) / context.currentParallelism();
        return new GeneratorReader<>(sequence, end, new Throttle(rate, phase));
    }

    @Override
    public SplitEnumerator<GeneratorSplit, List<GeneratorSplit>> createEnumerator(
            SplitEnumeratorContext<GeneratorSplit> context) {
        return new GeneratorEnumerator(context, GeneratorSplit.all());
    }

    @Override
    public SplitEnumerator<GeneratorSplit, List<GeneratorSplit>> restoreEnumerator(
            SplitEnumeratorContext<GeneratorSplit> context, List<GeneratorSplit> unassigned) {
        return new GeneratorEnumerator(context, unassigned);
    }

    @Override
    public SimpleVersionedSerializer<GeneratorSplit> getSplitSerializer() {
        return new SplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<List<GeneratorSplit>> getEnumeratorCheckpointSerializer() {
        return new UnassignedSerializer();
    }

    @Override
    public TypeInformation<Decoded<T>> getProducedType() {
        return Decoded.typeInformation(sequence.type());
    }
}
