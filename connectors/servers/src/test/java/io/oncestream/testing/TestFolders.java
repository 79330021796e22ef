package io.oncestream.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * The folders of {@code @TempDir}, which are deleted when this JVM ends and not with their test:
 * Flink may write into them for a moment after its job has ended, and JUnit fails a test whose
 * folder gets a file while it is deleted (seen once, on a busy machine).
 */
public final class TestFolders implements TempDirFactory {

    private static final Path ALL = make();

    private static Path make() {
        try {
            Path all = Files.createTempDirectory("oncestream");
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> FileUtils.deleteQuietly(all.toFile())));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
            throws IOException {
        return Files.createTempDirectory(ALL, "test");
    }
}
