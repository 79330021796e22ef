package io.oncestream.bench.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Which code is measured: an outcome of another build counts for nothing. */
final class Build {

    private Build() {}

    /** Of the contents of all that was compiled here, and of the names of all other jars. */
    static String id() throws IOException {
        CRC32 sum = new CRC32();
        String classPath = System.getProperty("java.class.path");
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            sum.update(entry.getBytes(UTF_8));
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                addFolder(path, sum);
            } else if (path.endsWith(Path.of("target", path.getFileName().toString()))) {
                addJar(path, sum);
            }
        }
        return Long.toHexString(sum.getValue());
    }

    private static void addFolder(Path folder, CRC32 sum) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
            for (Path file : files) {
                sum.update(Files.readAllBytes(file));
            }
        }
    }

    /** Without the times of its entries. */
    private static void addJar(Path file, CRC32 sum) throws IOException {
        try (ZipFile jar = new ZipFile(file.toFile())) {
            for (ZipEntry entry : jar.stream().toList()) {
                sum.update((entry.getName() + entry.getCrc()).getBytes(UTF_8));
            }
        }
    }
}
