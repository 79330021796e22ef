package io.oncestream.testing;

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;

/** A Flink in this JVM, for the tests of one class. */
public final class FlinkCluster {
    private FlinkCluster() {}

    /** One TaskManager. */
    public static MiniClusterExtension ofSlots(int slots) {
        return new MiniClusterExtension(
                new MiniClusterResourceConfiguration.Builder()
                        .setNumberTaskManagers(1)
                        .setNumberSlotsPerTaskManager(slots)
                        .build());
    }
}
