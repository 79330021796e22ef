package io.oncestream.connector.source.socket;

import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.state.reading.Decoded;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** {@link SocketRecords} as Flink sees them. The enumerator's state is the split, once given. */
final class SocketSource<T>
        implements Source<Decoded<T>, SpoolSplit, SpoolSplit>, ResultTypeQueryable<Decoded<T>> {

    private static final long serialVersionUID = 1L;

    /** Among a metric group's variables; the context has no other way to a job's id. */
    private static final String JOB_ID = "<job_id>";

    private final SocketOptions options;
    private final MessageDecoder<T> decoder;

    SocketSource(SocketOptions options, MessageDecoder<T> decoder) {
        this.options = options;
        this.decoder = decoder;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<Decoded<T>, SpoolSplit> createReader(SourceReaderContext context) {
        String job = context.metricGroup().getAllVariables().getOrDefault(JOB_ID, "unknown");
        return new SocketReader<>(options, job, decoder, new SocketMetrics(context.metricGroup()));
    }

    @Override
    public SplitEnumerator<SpoolSplit, SpoolSplit> createEnumerator(
            SplitEnumeratorContext<SpoolSplit> context) {
        return new SpoolEnumerator(context, SpoolSplit.NEW);
    }

    @Override
    public SplitEnumerator<SpoolSplit, SpoolSplit> restoreEnumerator(
            SplitEnumeratorContext<SpoolSplit> context, SpoolSplit unassigned) {
        return new SpoolEnumerator(context, unassigned.isNone() ? null : unassigned);
    }

    @Override
    public SimpleVersionedSerializer<SpoolSplit> getSplitSerializer() {
        return new SpoolSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<SpoolSplit> getEnumeratorCheckpointSerializer() {
        return new SpoolSplitSerializer();
    }

    @Override
    public TypeInformation<Decoded<T>> getProducedType() {
        return Decoded.typeInformation(decoder.type());
    }
}
