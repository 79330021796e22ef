package io.oncestream.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTextTest {

    @Test
    void wordsWithBlanksAndQuotesAreQuoted() {
        assertThat(CommandText.of(List.of("run", "a b", "it's", "")))
                .isEqualTo("run 'a b' 'it'\\''s' ''");
    }

    @Test
    void anOptionIsLeftOutInBothForms() {
        assertThat(
                        CommandText.without(
                                List.of("--a", "1", "--web-port", "80", "--web-port=81", "--b"),
                                "--web-port"))
                .containsExactly("--a", "1", "--b");
    }
}
