package io.oncestream.job.membership;

import io.oncestream.cli.source.RecordOptions;
import io.oncestream.connector.format.RecordMapper;
import io.oncestream.function.Input;
import io.oncestream.state.membership.GossipEntry;
import java.util.List;
import picocli.CommandLine.Command;

/** Entries are read in their order, and event time only clears what is silent. */
@Command
final class EntryOptions implements RecordOptions<GossipEntry> {

    @Override
    public RecordMapper<GossipEntry> mapper() {
        return new EntryFormat();
    }

    @Override
    public boolean inOrder() {
        return true;
    }

    @Override
    public List<String> absent() {
        return List.of("--idle-after", "--out-of-order", "--decimal", "--missing");
    }

    @Override
    public Input.Time<GossipEntry> time() {
        return GossipEntry::time;
    }
}
