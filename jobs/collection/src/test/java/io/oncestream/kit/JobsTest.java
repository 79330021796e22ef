package io.oncestream.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.cli.CommandLines;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a job of your own may have forgotten. */
class JobsTest {

    private static Stream<Jobs.Listed> jobs() {
        return Jobs.all().stream();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aJobIsListedUnderItsNameAndSaysWhatItDoes(Jobs.Listed listed) {
        assertThat(listed.job().name()).isEqualTo(listed.name());
        assertThat(listed.help()).isNotBlank().hasSizeLessThan(100);
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void itsClassHasTheMainThatFlinkCalls(Jobs.Listed listed) throws Exception {
        Method main = listed.job().getClass().getMethod("main", String[].class);
        assertThat(Modifier.isStatic(main.getModifiers())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void itsOptionsMakeACommandLineAndNameItsTables(Jobs.Listed listed) {
        JobOptions options = listed.job().options();
        assertThat(CommandLines.of(options).getCommandSpec().findOption("--from")).isNotNull();
        assertThat(options.tables()).isNotEmpty().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void itsSampleIsThere(Jobs.Listed listed) {
        listed.job()
                .sample()
                .ifPresent(sample -> assertThat(Path.of("../..", sample.file())).isRegularFile());
    }

    /** Of one that is not listed nothing knows: no help, no web UI, no launcher. */
    @Test
    void everyPackageOfAJobIsListed() throws Exception {
        List<String> listed =
                jobs().map(job -> job.job().getClass().getPackage().getName()).toList();
        try (Stream<Path> packages = Files.list(Path.of("src/main/java/io/oncestream/job"))) {
            assertThat(packages.map(each -> "io.oncestream.job." + each.getFileName()))
                    .containsExactlyInAnyOrderElementsOf(listed);
        }
    }
}
