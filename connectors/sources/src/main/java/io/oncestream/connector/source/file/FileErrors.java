package io.oncestream.connector.source.file;

import io.oncestream.connector.compression.CompressedDataException;
import io.oncestream.connector.format.CutOffException;
import io.oncestream.connector.format.FormatException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What goes wrong with files, in one line that names the file. */
final class FileErrors {

    private FileErrors() {}

    static IllegalArgumentException unusable(Path path, IOException e) {
        if (e instanceof FormatException) {
            return new IllegalArgumentException(e.getMessage(), e);
        }
        if (isOfContent(e)) {
            return new IllegalArgumentException(path + " " + e.getMessage(), e);
        }
        if (e instanceof NoSuchFileException) {
            return new IllegalArgumentException("there is no file " + path, e);
        }
        if (e instanceof AccessDeniedException) {
            return new IllegalArgumentException(
                    path + " may not be read by the user " + System.getProperty("user.name"), e);
        }
        if (e instanceof FileSystemLoopException) {
            return new IllegalArgumentException(
                    path + " is a link to a folder that it is in itself", e);
        }
        return new IllegalArgumentException(path + " cannot be read: " + e.getMessage(), e);
    }

    /** Whether what is in the file is broken; the message follows the file's name. */
    private static boolean isOfContent(IOException e) {
        return e instanceof CompressedDataException || e instanceof CutOffException;
    }

    /** For what goes wrong while the job reads the file. */
    static IOException unreadable(String path, IOException e) {
        String why =
                isOfContent(e)
                        ? " %s; put an intact one in its place, under its name"
                        : " cannot be read any more: %s";
        return new IOException("file " + path + why.formatted(e.getMessage()), e);
    }
}
