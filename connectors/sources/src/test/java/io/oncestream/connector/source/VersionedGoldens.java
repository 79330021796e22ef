package io.oncestream.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Bytes that each version's split serializers have written. {@code src/test/resources/golden} has a
 * folder per version with files {@code PACKAGE.SERIALIZER.CASE.vN}, N being the serializer's own
 * version. A release adds its own by {@code -Dgolden.write=VERSION}.
 */
public final class VersionedGoldens {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path SERIALIZERS = Path.of("src/main/java/io/oncestream/connector/source");

    private VersionedGoldens() {}

    /** Reads what every version has written of this value; fails where none has. */
    public static <T> void check(String name, SimpleVersionedSerializer<T> serializer, T value)
            throws IOException {
        String file = nameOf(serializer.getClass()) + "." + name + ".v";
        String version = System.getProperty("golden.write");
        if (version != null) {
            Files.write(
                    Files.createDirectories(GOLDEN.resolve(version))
                            .resolve(file + serializer.getVersion()),
                    serializer.serialize(value));
        }
        List<Path> goldens = goldens().filter(path -> path.toString().contains(file)).toList();
        assertThat(goldens).as("goldens of %s", file).isNotEmpty();
        for (Path golden : goldens) {
            int written = Integer.parseInt(golden.toString().replaceFirst(".*\\.v", ""));
            assertThat(serializer.deserialize(written, Files.readAllBytes(golden)))
                    .as("%s", golden)
                    .usingRecursiveComparison()
                    .isEqualTo(value);
        }
    }

    private static String nameOf(Class<?> serializer) {
        String name = serializer.getName().replace('$', '.');
        return name.substring("io.oncestream.connector.source.".length());
    }

    /** Serializers of the sources, by folder, that the newest version has no golden of. */
    public static List<String> missing() throws IOException {
        Path newest;
        try (Stream<Path> versions = Files.list(GOLDEN)) {
            newest = versions.max(Path::compareTo).orElseThrow();
        }
        List<String> there =
                goldens().filter(path -> path.startsWith(newest)).map(Path::toString).toList();
        try (Stream<Path> files = Files.walk(SERIALIZERS)) {
            return files.map(file -> SERIALIZERS.relativize(file).toString())
                    .filter(file -> file.endsWith("Serializer.java"))
                    .map(file -> file.replace(".java", "").replace('/', '.'))
                    .filter(name -> there.stream().noneMatch(path -> path.contains(name + ".")))
                    .toList();
        }
    }

    private static Stream<Path> goldens() throws IOException {
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        }
    }
}
