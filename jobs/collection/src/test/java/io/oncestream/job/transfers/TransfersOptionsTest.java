package io.oncestream.job.transfers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.cli.CommandLines;
import io.oncestream.connector.jdbc.StartPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransfersOptionsTest {

    private static TransfersOptions parse(String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of("--from", "kafka://h/t", "--to", "jdbc:postgresql://h/d?user=u"));
        arguments.addAll(List.of(more));
        TransfersOptions options = new TransfersOptions();
        CommandLines.parse(CommandLines.of(options), arguments.toArray(String[]::new));
        return options;
    }

    @Test
    void whatIsNotGivenHasADefault() {
        TransfersOptions options = parse();
        assertThat(options.scale()).isEqualTo(new AmountScale(2));
        assertThat(options.remember()).isEqualTo(Duration.ofDays(7));
        assertThat(options.keepCuts()).isEqualTo(100);
        assertThat(options.database().names()).containsExactly("db-1");
        assertThat(CommandLines.of(new TransfersOptions()).getUsageMessage())
                .containsPattern("not\\s+done\\.\\s+Default:\\s+7d\\.");
    }

    /** Units of another scale are other amounts, and accounts would be looked for elsewhere. */
    @Test
    void scaleDatabasesAndMemoryBelongToTheState() {
        TransfersOptions options = parse("--to", "other=jdbc:mariadb://h/d?user=u", "--scale", "0");
        assertThat(options.decidingState())
                .containsEntry("--scale", "0")
                .containsEntry("--to", "db-1,other")
                .hasSize(2);
        assertThat(options.source().decidingState()).containsEntry("--remember", "7d");
    }

    @ParameterizedTest
    @CsvSource({
        "transfers, transfers postings account_versions transfers_refused transfers_rejected,"
                + " accounts",
        "shop.transfers, shop.transfers shop.postings shop.account_versions"
                + " shop.transfers_refused shop.transfers_rejected, shop.accounts",
        "stock, stock stock_postings stock_account_versions stock_refused stock_rejected,"
                + " stock_accounts",
    })
    void tablesStandBesideThatOfOutcomes(String table, String tables, String view) {
        assertThat(parse("--table", table).tables()).containsExactly(tables.split(" ", -1));
        assertThat(TransfersTables.accounts(table)).isEqualTo(view);
    }

    @ParameterizedTest
    @CsvSource({"0", "1000001"})
    void howManyCutsAreKeptHasBounds(String keep) {
        assertThat(parse("--keep-cuts", "1").keepCuts()).isEqualTo(1);
        assertThatThrownBy(() -> parse("--keep-cuts", keep).keepCuts())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--keep-cuts is " + keep + ": it must be from 1 to 1000000");
    }

    @Test
    void aScaleOutOfBoundsIsRefused() {
        assertThatThrownBy(() -> parse("--scale", "10").scale())
                .hasMessage("--scale is 10: it must be from 0 to 9");
    }

    /** Rows of one transfer are in several tables: one that is set aside would be half of it. */
    @Test
    void aRewindIsOfferedAndSettingAsideIsNot() {
        assertThat(parse("--allow-rewind").database().startPolicy()).isEqualTo(StartPolicy.REWIND);
        assertThatThrownBy(() -> parse("--reject-unwritable"))
                .hasMessageContaining("unknown option");
    }
}
