package io.oncestream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The jar that is submitted to clusters: what a cluster has itself must not be in it. */
class ShadedJarITCase {
    private static final Path JAR = Path.of("target/oncestream-jobs.jar");

    private static List<String> classes() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .toList();
        }
    }

    @Test
    void itHoldsNoFlinkButTheConnectorsThatNoClusterHas() throws IOException {
        assertThat(classes())
                .filteredOn(name -> name.startsWith("org/apache/flink/"))
                .isNotEmpty()
                .allMatch(name -> name.matches("org/apache/flink/(.*/)?(jdbc|kafka)/.*"));
    }

    /** MySQL's is the user's to bring: its licence is not this project's. */
    @Test
    void itHoldsTheDriversOfPostgreSqlAndMariaDbAlone() throws IOException {
        assertThat(classes())
                .contains("org/postgresql/Driver.class", "org/mariadb/jdbc/Driver.class")
                .noneMatch(name -> name.startsWith("com/mysql/"))
                .noneMatch(name -> name.startsWith("ch/vorburger/"));
    }

    @Test
    void itHoldsNoLoggingNoTestsAndNoLauncher() throws IOException {
        assertThat(classes())
                .noneMatch(name -> name.startsWith("org/slf4j/"))
                .noneMatch(name -> name.startsWith("org/apache/logging/"))
                .noneMatch(name -> name.startsWith("io/zonky/"))
                .noneMatch(name -> name.startsWith("kafka/"))
                .noneMatch(name -> name.startsWith("scala/"))
                .noneMatch(name -> name.startsWith("io/oncestream/testing/"))
                .noneMatch(name -> name.startsWith("io/oncestream/launcher/"));
    }

    /** The web UI offers the classes of this list, and no others. */
    @Test
    void itsManifestListsTheMainClassOfEveryJob() throws Exception {
        List<String> jobs =
                classes().stream()
                        .filter(name -> name.matches("io/oncestream/job/[^/]+/[^/$]+Job\\.class"))
                        .map(name -> name.replace(".class", "").replace('/', '.'))
                        .toList();
        try (JarFile jar = new JarFile(JAR.toFile())) {
            String listed = jar.getManifest().getMainAttributes().getValue("program-class");
            assertThat(listed.split(",")).containsExactlyInAnyOrderElementsOf(jobs);
        }
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {JAR.toUri().toURL()}, getClass().getClassLoader())) {
            for (String job : jobs) {
                loader.loadClass(job).getMethod("main", String[].class);
            }
        }
    }

    /** Of BouncyCastle it has only what that takes. */
    @Test
    void itChecksSignaturesByItself() throws Exception {
        assertThat(classes())
                .filteredOn(name -> name.startsWith("org/bouncycastle/"))
                .hasSizeBetween(40, 150);
        String file =
                """
                f 1
                instrument gold
                instrument go
                feed a bWJm2nuXWL1OcDU9pexxj3NBZJhzk1vJxQt+gjTJjNA=
                feed b Ucr79NPvBN+5DdbQZLz9PlcSdz/DhORehXJpuWL0u6c=
                feed c thx4ub7EOUhPbGIUcJYrSH1gWbHZ0vu2MdE/CVVmBSs=
                feed d KyIB9Y35f/ixV+tPFf5TzKoVWxH1qHLU0WnTl996hTg=
                """;
        String signature =
                "yvKW3rOezmysqHxRf76Z6qaWFliZ6d9jATkPjDdbrpXqe/wC3YJXPz5sqaDXXIDjU+gv/4BNCQiMEPe+eLdaDg==";
        try (URLClassLoader loader =
                new URLClassLoader(
                        new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Class<?> feeds = loader.loadClass("io.oncestream.function.quorum.Feeds");
            Class<?> observation = loader.loadClass("io.oncestream.state.quorum.Observation");
            Object check =
                    loader.loadClass("io.oncestream.function.quorum.SignatureCheck")
                            .getConstructor(feeds)
                            .newInstance(
                                    feeds.getMethod("of", byte[].class)
                                            .invoke(null, (Object) file.getBytes(UTF_8)));
            for (long round : new long[] {7, 8}) {
                Object signed =
                        observation.getConstructors()[0].newInstance(
                                "a", "gold", round, new BigDecimal("1900.5"), signature);
                assertThat(check.getClass().getMethod("refusal", observation).invoke(check, signed))
                        .isEqualTo(
                                round == 7 ? null : "signature is not the feed's, of this value");
            }
        }
    }

    /** Of DataSketches it has only what that takes, and nothing that reaches into the JDK. */
    @Test
    void itCountsFrequentItemsByItself() throws Exception {
        assertThat(classes())
                .filteredOn(name -> name.startsWith("org/apache/datasketches/"))
                .hasSizeBetween(20, 80)
                .noneMatch(name -> name.startsWith("org/apache/datasketches/memory/internal/"));
        try (URLClassLoader loader =
                new URLClassLoader(
                        new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = loader.loadClass("org.apache.datasketches.frequencies.ItemsSketch");
            Object sketch = type.getConstructor(int.class).newInstance(64);
            for (int i = 0; i < 1_000; i++) {
                type.getMethod("update", Object.class, long.class)
                        .invoke(sketch, "item " + i % 100, 1L + i % 3);
            }
            Class<?> errors = loader.loadClass("org.apache.datasketches.frequencies.ErrorType");
            Object all = errors.getField("NO_FALSE_NEGATIVES").get(null);
            Object[] rows =
                    (Object[]) type.getMethod("getFrequentItems", errors).invoke(sketch, all);
            assertThat(rows).isNotEmpty();
        }
    }

    /** Kafka's client with its native compression takes most of it. */
    @Test
    void itIsSmall() throws IOException {
        assertThat(Files.size(JAR)).isLessThan(30L << 20);
    }
}
