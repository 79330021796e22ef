package io.oncestream.testing;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A Flink in this JVM with one TaskManager, for the tests of one class. A job that a test leaves
 * running, as one that fails does, is cancelled: it would hold the slots of all tests behind it.
 */
public final class FlinkCluster
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver {

    private final MiniClusterExtension cluster;

    private FlinkCluster(MiniClusterExtension cluster) {
        this.cluster = cluster;
    }

    public static FlinkCluster ofSlots(int slots) {
        return ofSlots(slots, new Configuration());
    }

    /**
     * With a configuration for all its jobs.
     *
     * @param configuration stays as it is
     */
    public static FlinkCluster ofSlots(int slots, Configuration configuration) {
        Configuration patient = new Configuration(configuration);
        // What is in this JVM and does not answer is slow, not dead.
        patient.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofHours(1));
        patient.set(RpcOptions.ASK_TIMEOUT_DURATION, Patience.LIMIT);
        return new FlinkCluster(
                new MiniClusterExtension(
                        new MiniClusterResourceConfiguration.Builder()
                                .setConfiguration(patient)
                                .setNumberTaskManagers(1)
                                .setNumberSlotsPerTaskManager(slots)
                                .build()));
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        cluster.beforeAll(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        cluster.beforeEach(context);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        try (RestClusterClient<String> client =
                new RestClusterClient<>(cluster.getClientConfiguration(), "tests")) {
            for (JobStatusMessage job : client.listJobs().get()) {
                if (!job.getJobState().isGloballyTerminalState()) {
                    Patience.await()
                            // Such as one that ends by itself before it is cancelled.
                            .ignoreExceptionsInstanceOf(ExecutionException.class)
                            .until(() -> hasEnded(client, job.getJobId()));
                }
            }
        } finally {
            cluster.afterEach(context);
        }
    }

    private static boolean hasEnded(RestClusterClient<String> client, JobID job) throws Exception {
        if (client.getJobStatus(job).get().isGloballyTerminalState()) {
            return true;
        }
        client.cancel(job).get();
        return false;
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        cluster.afterAll(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return cluster.supportsParameter(parameter, context);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return cluster.resolveParameter(parameter, context);
    }
}
