package io.oncestream.connector.jdbc.database;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the JDBC drivers that came with a job's jar out of {@link DriverManager}, where drivers
 * register themselves when they are loaded. One that stayed would keep its class loader, and with
 * it all classes of the jar, for each restart of the job that a TaskManager lives through.
 */
public final class DriverCleanup {
    private static final Logger LOG = LoggerFactory.getLogger(DriverCleanup.class);

    private DriverCleanup() {}

    /**
     * To be run when Flink gives the job's class loader up. A jar on the process's own class path
     * keeps its drivers.
     */
    public static void run() {
        ClassLoader own = DriverCleanup.class.getClassLoader();
        if (own == ClassLoader.getSystemClassLoader()) {
            return;
        }
        List<Driver> drivers =
                DriverManager.drivers()
                        .filter(driver -> driver.getClass().getClassLoader() == own)
                        .toList();
        for (Driver driver : drivers) {
            try {
                DriverManager.deregisterDriver(driver);
                LOG.debug("Deregistered {}", driver);
            } catch (SQLException e) {
                LOG.warn("Could not deregister {}: its classes stay in memory", driver, e);
            }
        }
    }
}
