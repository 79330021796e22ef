package io.oncestream.launcher.cluster;

import io.oncestream.launcher.failure.UsageException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code cluster start|status|stop}. */
@Command(
        name = "cluster",
        description = "A real Flink cluster on this machine, each part in its own process.",
        subcommands = {StartCommand.class, ClusterStatus.class, ClusterStop.class})
public final class ClusterCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new UsageException("cluster needs start, status or stop");
    }
}
