package io.oncestream.job.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.cli.CommandLines;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What jobs that take commands have of the options of all jobs, and what not. */
class BookOptionsTest {

    private static BookOptions parse(String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of("--from", "kafka://h/t", "--to", "jdbc:postgresql://h/d?user=u"));
        arguments.addAll(List.of(more));
        BookOptions options = new BookOptions();
        CommandLines.parse(CommandLines.of(options), arguments.toArray(new String[0]));
        return options;
    }

    @ParameterizedTest
    @ValueSource(strings = {"--idle-after=1m", "--allow-rewind", "--decimal=.", "--missing=NA"})
    void whatCommandsDoNotHaveIsAbsent(String option) {
        assertThatThrownBy(() -> parse(option)).hasMessageContaining("unknown option");
    }

    /** Another one would make memory of what is forgotten, or forget what is known. */
    @Test
    void howLongIdsAreRememberedBelongsToTheState() {
        assertThat(parse().source().decidingState()).containsEntry("--remember", "1h");
        assertThat(parse("--remember", "90s").source().decidingState())
                .containsEntry("--remember", "90s");
    }

    @Test
    void theyAreRememberedForSomeTime() {
        assertThatThrownBy(() -> parse("--remember", "0s").remember())
                .hasMessage("--remember is 0ms: it must be from 1ms to 36525d");
        assertThatThrownBy(() -> parse("--remember", "36526d").remember())
                .hasMessageContaining("--remember is 36526d");
    }
}
