package io.oncestream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.DatabaseAddress;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class DatabaseOptionsTest {

    private static final String ONE = "jdbc:postgresql://127.0.0.1/one?user=u";
    private static final String TWO = "jdbc:mariadb://127.0.0.1/two?user=u";
    private static final String THREE = "jdbc:postgresql://127.0.0.1/three?user=u";

    @Command(name = "job")
    private static final class Options {
        @Mixin private final DatabaseOptions database;

        Options(int databasesMax) {
            database = new DatabaseOptions(databasesMax);
        }
    }

    private static DatabaseOptions parse(int databasesMax, String... arguments) {
        Options options = new Options(databasesMax);
        CommandLines.parse(CommandLines.of(options), arguments);
        return options.database;
    }

    @Test
    void aJobThatAllowsItTakesSeveralDatabasesInTheirOrder() {
        DatabaseOptions database = parse(2, "--to", TWO, "--to", ONE);
        assertThat(database.urls()).containsExactly(TWO, ONE);
        assertThat(database.addresses()).extracting(DatabaseAddress::url).containsExactly(TWO, ONE);
        assertThatThrownBy(database::address).isInstanceOf(IllegalStateException.class);
        assertThat(parse(1, "--to", TWO).address().url()).isEqualTo(TWO);
    }

    @Test
    void anotherJobTakesOne() {
        assertThatThrownBy(() -> parse(1, "--to", ONE, "--to", TWO))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessage("job: --to is given twice: this job writes to one database");
    }

    @Test
    void noMoreThanItAllows() {
        assertThatThrownBy(() -> parse(2, "--to", ONE, "--to", TWO, "--to", THREE))
                .hasMessage("job: more than 2 databases are given");
    }

    @Test
    void eachOnce() {
        assertThatThrownBy(() -> parse(2, "--to", ONE, "--to", ONE))
                .hasMessage("job: --to names one database twice: give each once");
    }

    /** In a job of one it would be a part of the URL. */
    @Test
    void eachOfSeveralMayHaveAName() {
        DatabaseOptions database = parse(3, "--to", TWO, "--to", "a-1=" + ONE, "--to", THREE);
        assertThat(database.names()).containsExactly("db-1", "a-1", "db-3");
        assertThat(database.urls()).containsExactly(TWO, ONE, THREE);
        assertThat(parse(1, "--to", "a=" + ONE).urls()).containsExactly("a=" + ONE);
    }

    @Test
    void aNameIsShortPlainAndItsOwn() {
        assertThatThrownBy(() -> parse(2, "--to", "A=" + ONE))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessage("job: --to has the name \"A\": it must be 1 to 32 of a-z, 0-9 and -");
        assertThatThrownBy(() -> parse(2, "--to", "a".repeat(33) + "=" + ONE))
                .hasMessageContaining("it must be 1 to 32");
        assertThatThrownBy(() -> parse(2, "--to", "=" + ONE)).hasMessageContaining("\"\"");
        assertThatThrownBy(() -> parse(2, "--to", "db-2=" + ONE, "--to", TWO))
                .hasMessage("job: --to gives one name to two databases: give each its own");
        assertThatThrownBy(() -> parse(2, "--to", "a=" + ONE, "--to", "b=" + ONE))
                .hasMessage("job: --to names one database twice: give each once");
    }

    @Test
    void theHelpTextSaysIt() {
        assertThat(CommandLines.of(new Options(5)).getUsageMessage())
                .contains("up to 5 times, as URL or NAME=URL");
        assertThat(CommandLines.of(new Options(1)).getUsageMessage()).doesNotContain("NAME=URL");
    }

    @Test
    void oneIsNeeded() {
        assertThatThrownBy(() -> parse(2)).hasMessageContaining("job needs --to URL");
    }
}
