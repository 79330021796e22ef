package io.oncestream.connector.source.file;

import io.oncestream.connector.compression.Compression;
import io.oncestream.connector.format.RecordFormats;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that a {@code file:} URI stands for, in the order of their paths, all of them found
 * readable and beginning as their formats do: CSV with a header that names the wanted columns.
 */
public final class InputFiles {

    private final List<InputFile> files;

    private InputFiles(List<InputFile> files) {
        this.files = files;
    }

    /**
     * Finds and checks the files.
     *
     * @param from {@code file:PATH}: a file, a folder (all files below it but those whose names, or
     *     whose folders' names, begin with _ or .) or a glob ({@code *}, {@code ?}, {@code **},
     *     {@code [..]}, {@code {..}}); relative to the working directory, taken literally, so that
     *     blanks and percent signs need no escapes
     * @param formats which of them are read how
     * @throws IllegalArgumentException when one of them cannot be read so, with one line that names
     *     it
     */
    public static InputFiles of(String from, RecordFormats<?> formats) {
        List<InputFile> files = new ArrayList<>();
        for (Path path : FilePattern.of(from).files()) {
            files.add(checked(path, formats));
        }
        return new InputFiles(List.copyOf(files));
    }

    /**
     * The files alone, whatever is in them; never none.
     *
     * @throws IllegalArgumentException when there is no such file, with one line that names it
     */
    public static List<Path> paths(String from) {
        return FilePattern.of(from).files();
    }

    /**
     * What a file holds, decompressed; the caller closes it.
     *
     * @throws IllegalArgumentException when it cannot be read, with one line that names it
     */
    public static InputStream open(Path path) {
        try {
            return FileContent.decompress(Files.newInputStream(path), path.toString());
        } catch (IOException e) {
            throw FileErrors.unusable(path, e);
        }
    }

    private static InputFile checked(Path path, RecordFormats<?> formats) {
        String name = path.toString();
        if (!isThere(name)) {
            throw new IllegalArgumentException(
                    "the name of %s holds what is no text in %s: rename it, or start in a locale that has it, as by LC_ALL=C.UTF-8"
                            .formatted(name, System.getProperty("sun.jnu.encoding")));
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            Compression compression = FileContent.compression(FileContent.head(in), name);
            try (InputStream content = compression.decompress(in)) {
                formats.of(Compression.withoutSuffix(name)).check(content, name);
            }
            return new InputFile(name, Files.size(path), compression);
        } catch (IOException e) {
            throw FileErrors.unusable(path, e);
        }
    }

    /** Readers have the name alone, which may have lost what the system's own had. */
    private static boolean isThere(String name) {
        try {
            return Files.exists(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    public List<InputFile> files() {
        return files;
    }

    /** How much there is to read in all files together; -1 when one of them is compressed. */
    public long bytes() {
        boolean plain = files.stream().allMatch(file -> file.compression() == Compression.NONE);
        return !plain ? -1 : files.stream().mapToLong(InputFile::bytes).sum();
    }
}
