package io.oncestream.job.quorum;

import io.oncestream.cli.source.RecordOptions;
import io.oncestream.connector.format.RecordMapper;
import io.oncestream.function.Input;
import io.oncestream.state.quorum.Observation;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;

/** Observations have rounds and no time, and are read in their order. */
@Command
final class ObservationOptions implements RecordOptions<Observation> {

    @Override
    public RecordMapper<Observation> mapper() {
        return new ObservationFormat();
    }

    @Override
    public boolean inOrder() {
        return true;
    }

    @Override
    public List<String> absent() {
        return List.of(
                "--idle-after",
                "--out-of-order",
                "--time-format",
                "--zone",
                "--repeated-hour",
                "--max-ahead");
    }

    /** No decision depends on it: who signs could set it as he likes. */
    @Override
    public Input.Time<Observation> time() {
        return observation -> Instant.EPOCH;
    }
}
