package io.oncestream.connector.source.file;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;

/** Collects files below a folder, through links too. What cannot be looked at is an error. */
final class FileWalk extends SimpleFileVisitor<Path> {

    private static final int FILES_MAX = 100_000;

    private final Path base;
    private final String hidden;
    private final Predicate<Path> wanted;
    private final List<Path> files = new ArrayList<>();

    private FileWalk(Path base, String hidden, Predicate<Path> wanted) {
        this.base = base;
        this.hidden = hidden;
        this.wanted = wanted;
    }

    /**
     * @param hidden with which characters the names begin that are passed over
     * @param wanted which files, by their paths relative to the base
     */
    static List<Path> below(Path base, int depth, String hidden, Predicate<Path> wanted) {
        FileWalk walk = new FileWalk(base, hidden, wanted);
        try {
            Files.walkFileTree(base, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, walk);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        walk.files.sort(Comparator.comparing(Path::toString));
        return walk.files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isDirectory() || isHidden(file) || !wanted.test(base.relativize(file))) {
            return FileVisitResult.CONTINUE;
        }
        if (!attributes.isRegularFile()) {
            throw new IllegalArgumentException(file + " is not a regular file");
        }
        if (files.size() == FILES_MAX) {
            throw new IllegalArgumentException(
                    "more than %d files below %s: choose fewer of them".formatted(FILES_MAX, base));
        }
        files.add(file);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        throw FileErrors.unusable(file, e);
    }

    private boolean isHidden(Path path) {
        return !path.equals(base) && hidden.indexOf(path.getFileName().toString().charAt(0)) >= 0;
    }
}
