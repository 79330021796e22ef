package io.oncestream.connector.source.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolLockTest {

    @TempDir private Path folder;

    /** Tells whether it gets the lock. */
    static final class OtherProcess {

        private OtherProcess() {}

        public static void main(String[] arguments) throws IOException {
            try (SpoolLock lock = SpoolLock.take(Path.of(arguments[0]), "other")) {
                System.out.print("taken after " + lock.previousUser());
            } catch (SpoolInUseException e) {
                System.out.print("in use by " + e.user());
            }
        }
    }

    /**
     * Seen red where the file was opened before it was known to be locked in this JVM: the other
     * process got the lock.
     */
    @Test
    void aUserWhoIsRefusedInThisJvmTakesTheLockFromNobody() throws Exception {
        try (SpoolLock lock = SpoolLock.take(folder, "this")) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> SpoolLock.take(folder, "this"))
                    .isInstanceOf(SpoolInUseException.class);
            assertThat(inAnotherProcess()).isEqualTo("in use by this");
        }
        assertThat(inAnotherProcess()).isEqualTo("taken after this");
        SpoolLock.take(folder, "this").close();
    }

    private String inAnotherProcess() throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                OtherProcess.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
