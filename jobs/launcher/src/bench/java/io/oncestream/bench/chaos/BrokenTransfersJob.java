package io.oncestream.bench.chaos;

import io.oncestream.cli.CommandLines;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.job.transfers.TransfersJob;
import io.oncestream.job.transfers.TransfersOptions;
import io.oncestream.state.transfer.TransferDecision;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Transfers whose rows are written as they come. The sink that they should go through gets none: it
 * moves the cuts, also without rows.
 */
public final class BrokenTransfersJob {

    private BrokenTransfersJob() {}

    /**
     * Runs it where Flink provides the environment.
     *
     * @param args those of the job
     */
    @SuppressWarnings("deprecation") // as the sink that it replaces
    public static void main(String[] args) throws Exception {
        TransfersOptions options = new TransfersOptions();
        CommandLines.parse(CommandLines.of(options), args);
        StreamExecutionEnvironment env = options.execution().environment();
        TransfersJob.Sinks sinks = options.sinks();
        List<String> urls =
                options.database().addresses().stream().map(DatabaseAddress::url).toList();
        Consumer<DataStream<TransferDecision>> dirty =
                decisions -> {
                    sinks.decisions().accept(decisions.filter(none -> false).uid("no-rows"));
                    decisions.addSink(new DirtySink(urls)).uid("dirty");
                };
        TransfersJob.build(
                env, options, new TransfersJob.Sinks(dirty, sinks.refused(), sinks.rejected()));
        env.execute("broken transfers");
    }
}
