package io.oncestream.connector.source.file;

import io.oncestream.connector.credential.ShownAddress;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** What a {@code file:} URI says about which files to read. */
record FilePattern(String path) {

    private static final String SCHEME = "file:";

    /** How names begin that others give to what is no data: _SUCCESS, .part-0.csv.crc. */
    private static final String HIDDEN = "._";

    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{\\\\]");

    static FilePattern of(String from) {
        if (!from.startsWith(SCHEME)) {
            // Not what there is instead, which may hold a password.
            throw new IllegalArgumentException(
                    "files are named by file:PATH, with the path of a file, a folder or a glob");
        }
        String path = from.substring(SCHEME.length());
        if (path.startsWith("//")) {
            path = path.substring(2);
            if (!path.startsWith("/")) {
                String shown = ShownAddress.of(path);
                throw new IllegalArgumentException(
                        "file://%s names a host: write file:%s or file:///%s"
                                .formatted(shown, shown, shown));
            }
        }
        if (path.isEmpty()) {
            throw new IllegalArgumentException(
                    "file: needs the path of a file, a folder or a glob");
        }
        // The shell leaves a ~ alone that does not begin a word.
        boolean home = path.startsWith("~/");
        return new FilePattern(home ? System.getProperty("user.home") + path.substring(1) : path);
    }

    /** The files, sorted by their paths; never none. */
    List<Path> files() {
        Path file = Path.of(path).toAbsolutePath().normalize();
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                return notEmpty(
                        FileWalk.below(file, Integer.MAX_VALUE, HIDDEN, relative -> true),
                        "the folder " + file + " holds no file but those with _ or . in front");
            }
            if (!attributes.isRegularFile()) {
                throw new IllegalArgumentException(file + " is not a regular file");
            }
            return List.of(file);
        } catch (NoSuchFileException e) {
            if (WILDCARD.matcher(path).find()) {
                return matching();
            }
            throw FileErrors.unusable(file, e);
        } catch (IOException e) {
            throw FileErrors.unusable(file, e);
        }
    }

    private List<Path> matching() {
        List<String> folders = new ArrayList<>(List.of(path.split("/")));
        List<String> fixed = new ArrayList<>();
        while (!WILDCARD.matcher(folders.get(0)).find()) {
            fixed.add(folders.remove(0));
        }
        boolean absolute = path.startsWith("/");
        Path base =
                Path.of(absolute ? "/" : "", fixed.toArray(String[]::new))
                        .toAbsolutePath()
                        .normalize();
        String glob = String.join("/", folders);
        int depth = glob.contains("**") ? Integer.MAX_VALUE : folders.size();
        return notEmpty(
                FileWalk.below(base, depth, hidden(glob), matcher(glob)::matches),
                "no file matches " + path);
    }

    /** Without what a part of the glob itself begins with. */
    private static String hidden(String glob) {
        return HIDDEN.chars()
                .mapToObj(Character::toString)
                .filter(c -> !Pattern.compile("(^|[/{,])" + Pattern.quote(c)).matcher(glob).find())
                .collect(Collectors.joining());
    }

    /** As in shells, {@code a/**}{@code /b} is also {@code a/b}. */
    private PathMatcher matcher(String glob) {
        String noFolderToo = glob.replaceAll("(^|/)\\*\\*/", "$1{**/,}");
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + noFolderToo);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the glob " + path + " is wrong: " + e.getDescription(), e);
        }
    }

    private static List<Path> notEmpty(List<Path> files, String otherwise) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException(otherwise);
        }
        return files;
    }
}
