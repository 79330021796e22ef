package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.jdbc.database.DriverCleanup;
import io.oncestream.testing.Patience;
import io.oncestream.testing.PostgresServer;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import org.apache.flink.util.ChildFirstClassLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The class loader of a job must go with the job, also after its driver was used. */
class DriverCleanupITCase {

    /** Red without the clean-up: the class loader was there after 10 s of collections. */
    @Test
    void theClassLoaderOfADriverThatWasUsedCanGo() throws Exception {
        WeakReference<ClassLoader> loader = connectWithClassesOfItsOwn();
        Patience.await()
                .until(
                        () -> {
                            System.gc();
                            return loader.get() == null;
                        });
    }

    @Test
    void theDriversOnTheClassPathOfTheProcessStay() {
        long before = DriverManager.drivers().count();
        DriverCleanup.run();
        assertThat(DriverManager.drivers().count()).isEqualTo(before).isPositive();
    }

    /** As Flink does for a job's jar: classes of its own, also in the context, and a thread. */
    private static WeakReference<ClassLoader> connectWithClassesOfItsOwn() throws Exception {
        String[] loadedByFlink = {"java.", "org.slf4j.", "org.apache.logging."};
        try (ChildFirstClassLoader loader =
                new ChildFirstClassLoader(
                        classPath(),
                        DriverCleanupITCase.class.getClassLoader(),
                        loadedByFlink,
                        problem -> {})) {
            Class<?> job = Class.forName(Job.class.getName(), true, loader);
            assertThat(job.getClassLoader()).isSameAs(loader);
            FutureTask<@Nullable Void> run =
                    new FutureTask<>(
                            (Runnable)
                                    job.getConstructor(String.class)
                                            .newInstance(
                                                    PostgresServer.newDatabase().address().url()),
                            null);
            Thread thread = new Thread(run, "job");
            thread.setContextClassLoader(loader);
            thread.start();
            thread.join();
            run.get();
            return new WeakReference<>(loader);
        }
    }

    /** Without MySQL's driver, whose place is Flink's lib: its own thread keeps it for good. */
    private static URL[] classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> !path.contains("mysql-connector"))
                .map(DriverCleanupITCase::url)
                .toArray(URL[]::new);
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    /** What is loaded again: uses the driver, and is given up as by Flink. */
    public static final class Job implements Runnable {
        private final String url;

        public Job(String url) {
            this.url = url;
        }

        @Override
        public void run() {
            DatabaseAddress address = new DatabaseAddress(url, PasswordReference.ofEnvironment());
            try {
                address.connect().close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            if (DriverManager.drivers().noneMatch(driver -> isOwn(driver.getClass()))) {
                throw new IllegalStateException("no driver of this class loader is registered");
            }
            DriverCleanup.run();
        }

        private static boolean isOwn(Class<?> type) {
            return type.getClassLoader() == Job.class.getClassLoader();
        }
    }
}
