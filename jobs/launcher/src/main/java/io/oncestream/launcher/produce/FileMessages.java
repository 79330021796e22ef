package io.oncestream.launcher.produce;

import io.oncestream.connector.compression.Compression;
import io.oncestream.connector.source.file.InputFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rows or lines of files, one file after the other in the order of their paths. */
final class FileMessages implements MessageInput {

    private static final Pattern LINES = Pattern.compile(".*\\.(json|jsonl|ndjson)(\\.[a-z0-9]+)?");

    private final Iterator<Path> files;
    private final FileKey key;
    private @Nullable MessageInput file;

    FileMessages(String uri, FileKey key) {
        List<Path> paths = InputFiles.paths(uri);
        this.key = key;
        this.files = paths.iterator();
        for (Path path : paths) {
            // Before anything is sent: a header may lack the key's column.
            try {
                open(path).close();
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "%s cannot be read: %s".formatted(path, e.getMessage()), e);
            }
        }
    }

    private MessageInput open(Path path) throws IOException {
        String name = Compression.withoutSuffix(String.valueOf(path.getFileName()));
        return LINES.matcher(name).matches()
                ? new LineMessages(path, key)
                : new CsvMessages(path, key);
    }

    @Override
    public @Nullable Message next() throws IOException, InterruptedException {
        while (true) {
            if (file == null) {
                if (!files.hasNext()) {
                    return null;
                }
                file = open(files.next());
            }
            Message message = file.next();
            if (message != null) {
                return message;
            }
            close();
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
