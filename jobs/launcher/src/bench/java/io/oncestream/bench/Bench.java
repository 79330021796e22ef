package io.oncestream.bench;

import io.oncestream.bench.chaos.ChaosCommand;
import io.oncestream.bench.commit.CommitCommand;
import io.oncestream.bench.counters.CountersCommand;
import io.oncestream.bench.file.FileCommand;
import io.oncestream.bench.growth.GrowthCommand;
import io.oncestream.bench.locks.LocksCommand;
import io.oncestream.bench.membership.MembershipCommand;
import io.oncestream.bench.quorum.QuorumCommand;
import io.oncestream.bench.store.StoreCommand;
import io.oncestream.bench.transfers.TransfersCommand;
import io.oncestream.bench.windows.WindowsCommand;
import io.oncestream.launcher.Launcher;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code bench NAME}; its class path is that of the tests. */
@Command(subcommands = Bench.Benchmarks.class)
public final class Bench {

    private Bench() {}

    /** The first word. */
    @Command(
            name = "bench",
            description = "Benchmarks, and what takes too long for a test.",
            subcommands = {
                ChaosCommand.class,
                FileCommand.class,
                WindowsCommand.class,
                GrowthCommand.class,
                LocksCommand.class,
                CommitCommand.class,
                TransfersCommand.class,
                CountersCommand.class,
                StoreCommand.class,
                QuorumCommand.class,
                MembershipCommand.class,
                HelpCommand.class
            })
    static final class Benchmarks {}

    public static void main(String[] args) {
        System.exit(Launcher.run(new Bench(), args));
    }
}
