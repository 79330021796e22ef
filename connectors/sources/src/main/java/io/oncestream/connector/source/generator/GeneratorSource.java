package io.oncestream.connector.source.generator;

import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
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

/** {@link GeneratedReadings} as Flink sees them. */
final class GeneratorSource
        implements Source<Decoded<Reading>, GeneratorSplit, List<GeneratorSplit>>,
                ResultTypeQueryable<Decoded<Reading>> {

    private static final long serialVersionUID = 1L;

    private final GeneratorOptions options;

    GeneratorSource(GeneratorOptions options) {
        this.options = options;
    }

    @Override
    public Boundedness getBoundedness() {
        return options.count() == null ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<Decoded<Reading>, GeneratorSplit> createReader(
            SourceReaderContext context) {
        double phase = (context.getIndexOfSubtask() + 1.0) / context.currentParallelism();
        return new GeneratorReader(options, new Throttle(options.rate(), phase));
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
    public TypeInformation<Decoded<Reading>> getProducedType() {
        return Decoded.typeInformation(TypeInformation.of(Reading.class));
    }
}
