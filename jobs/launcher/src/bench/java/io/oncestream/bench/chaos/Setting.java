package io.oncestream.bench.chaos;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.apache.flink.runtime.util.EnvironmentInformation;

/** With what a run's figures were made. */
final class Setting {

    private static final double GIBIBYTE = 1L << 30;

    private Setting() {}

    /** One line. */
    static String of(Testbed testbed, long seed) throws SQLException {
        OperatingSystemMXBean machine =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        try (Connection connection = testbed.connect()) {
            DatabaseMetaData database = connection.getMetaData();
            return "seed %d, %s %s, Flink %s, Java %s, %d cores, %.0f GiB"
                    .formatted(
                            seed,
                            database.getDatabaseProductName(),
                            database.getDatabaseProductVersion(),
                            EnvironmentInformation.getVersion(),
                            Runtime.version(),
                            machine.getAvailableProcessors(),
                            machine.getTotalMemorySize() / GIBIBYTE);
        }
    }
}
