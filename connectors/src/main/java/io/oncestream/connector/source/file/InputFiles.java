package io.oncestream.connector.source.file;

import io.oncestream.connector.format.CsvReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The CSV files that a {@code file:} URI stands for, all of them found readable and with a header
 * that names the wanted columns, in the order of their paths.
 */
public final class InputFiles {

    private final List<InputFile> files;

    private InputFiles(List<InputFile> files) {
        this.files = files;
    }

    /**
     * Finds and checks the files.
     *
     * @param from {@code file:PATH}: a file, a folder (all files below it but hidden ones) or a
     *     glob ({@code *}, {@code ?}, {@code **}, {@code [..]}, {@code {..}}); relative to the
     *     working directory, taken literally, so that blanks and percent signs need no escapes
     * @param columns the columns that each file must have
     * @throws IllegalArgumentException when one of them cannot be read so, with one line that names
     *     it
     */
    public static InputFiles of(String from, List<String> columns) {
        List<InputFile> files = new ArrayList<>();
        for (Path path : FilePattern.of(from).files()) {
            files.add(checked(path, columns));
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
     * A file's bytes; the caller closes it.
     *
     * @throws IllegalArgumentException when it cannot be read, with one line that names it
     */
    public static InputStream open(Path path) {
        try {
            InputStream in = new BufferedInputStream(Files.newInputStream(path));
            Compression.refuse(path, in);
            return in;
        } catch (IOException e) {
            throw FileErrors.unusable(path, e);
        }
    }

    private static InputFile checked(Path path, List<String> columns) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            Compression.refuse(path, in);
            CsvReader.open(in, path.toString(), columns);
            return new InputFile(path.toString(), Files.size(path));
        } catch (IOException e) {
            throw FileErrors.unusable(path, e);
        }
    }

    public List<InputFile> files() {
        return files;
    }

    /** The size of all files together. */
    public long bytes() {
        return files.stream().mapToLong(InputFile::bytes).sum();
    }
}
