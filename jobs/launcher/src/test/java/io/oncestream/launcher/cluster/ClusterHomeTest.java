package io.oncestream.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.home.Home;
import io.oncestream.server.process.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterHomeTest {

    @TempDir private Path folder;

    /**
     * A start that failed takes back all that it had started. Seen red with the shape taken from
     * the processes: the next start was refused, since "1 TaskManager runs already".
     */
    @Test
    void aProcessThatCouldNotBeStartedAgainBelongsToTheClusterAllTheSame() throws Exception {
        Path checkout = TestCluster.SCRIPT.getParent();
        ClusterHome cluster = new ClusterHome(new Home(checkout, folder, "./oncestream", folder));
        ClusterShape shape = new ClusterShape(2, true);
        ClusterConfiguration.write(
                cluster, new ClusterStart.Options(shape, 1, OptionalInt.empty()));
        assertThat(cluster.shape()).isEmpty();
        ServerProcess only =
                ServerProcess.start(
                        cluster.logs(), "taskmanager-2", List.of("sleep", "60"), Map.of());
        try {
            assertThat(cluster.shape()).contains(shape);
        } finally {
            only.kill();
            only.awaitEnd(Duration.ofSeconds(10));
        }
        assertThat(cluster.shape()).isEmpty();
    }
}
