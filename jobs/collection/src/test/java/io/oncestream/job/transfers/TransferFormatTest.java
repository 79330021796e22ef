package io.oncestream.job.transfers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.oncestream.connector.format.CsvMessages;
import io.oncestream.connector.format.FieldRules;
import io.oncestream.connector.format.JsonMessages;
import io.oncestream.connector.format.MaxAhead;
import io.oncestream.connector.format.NumberFormat;
import io.oncestream.connector.format.TimeFormat;
import io.oncestream.state.command.Command;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferFormatTest {
    private static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");
    private static final AmountScale SCALE = new AmountScale(2);
    private static final FieldRules RULES =
            new FieldRules(
                    new TimeFormat(null, ZoneOffset.UTC), MaxAhead.UNLIMITED, NumberFormat.DEFAULT);

    private static Command json(String fields) {
        String message =
                "{'id':'1','ledger':'shop','time':'2026-01-31T12:00:00Z'%s}".formatted(fields);
        return Objects.requireNonNull(
                new JsonMessages<>(TransferFormat.COMMANDS, RULES)
                        .decode(message.replace('\'', '"').getBytes(UTF_8), "test", 1)
                        .value());
    }

    private static Command csv(String row) {
        List<String> columns =
                List.of("id", "ledger", "from", "to", "amount", "account", "deposit", "time");
        return Objects.requireNonNull(
                new CsvMessages<>(columns, TransferFormat.COMMANDS, RULES)
                        .decode(row.getBytes(UTF_8), "test", 1)
                        .value());
    }

    /** A number of JSON as well as a text, of which no digit is lost. */
    @ParameterizedTest
    @CsvSource({"90071992547409.93", "'90071992547409.93'", "9007199254740993e-2"})
    void aTransferInJson(String amount) {
        assertThat(TransferFormat.request(json(",'from':'a','to':'b','amount':" + amount), SCALE))
                .isEqualTo(new TransferRequest("shop", "1", TIME, "a", "b", 9007199254740993L));
    }

    @Test
    void aDepositInJson() {
        Command command = json(",'account':'a','deposit':1.5");
        assertThat(command.op()).isEqualTo("deposit");
        assertThat(TransferFormat.request(command, SCALE))
                .isEqualTo(new TransferRequest("shop", "1", TIME, null, "a", 150));
    }

    @Test
    void bothInCsv() {
        assertThat(TransferFormat.request(csv("1,shop,a,b,1.50,,,2026-01-31T12:00:00Z"), SCALE))
                .isEqualTo(new TransferRequest("shop", "1", TIME, "a", "b", 150));
        assertThat(TransferFormat.request(csv("1,shop,,,,a,0.5,2026-01-31T12:00:00Z"), SCALE))
                .isEqualTo(new TransferRequest("shop", "1", TIME, null, "a", 50));
    }

    @Test
    void theOpMayBeSaid() {
        Command command = json(",'op':'transfer','from':'a','to':'b','amount':1");
        assertThat(TransferFormat.request(command, SCALE).units()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'from':'a','to':'b' | amount is missing",
                "'from':'a','amount':1 | to is missing",
                "'to':'b','amount':1 | from is missing",
                "'deposit':1 | account is missing",
                "'account':'a','op':'deposit' | deposit is missing",
                "'from':'a','to':'b','amount':1,'deposit':1 | a deposit has no amount and no from"
                        + " and no to",
                "'from':'a','to':'b','amount':1,'account':'c' | a transfer has no account",
                "'from':'a','to':'a','amount':1 | from and to are one account, a",
                "'from':'a','to':'','amount':1 | to has 0 characters: it must have 1 to 200",
                "'from':'a','to':'b','amount':0 | amount is 0: it must be above 0",
                "'account':'a','deposit':1.001 | deposit is 1.001: it must have no more than 2"
                        + " decimals",
                "'op':'steal','to':'b' | op is steal: it must be transfer, deposit or left out",
            })
    void whatCannotBeDecidedSaysWhy(String fields, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransferFormat.request(json("," + fields), SCALE))
                .withMessage(reason);
    }

    @Test
    void anAccountHasAtMost200Characters() {
        String longest = "🏦".repeat(200);
        Command command = json(",'account':'" + longest + "','deposit':1");
        assertThat(TransferFormat.request(command, SCALE).to()).isEqualTo(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                TransferFormat.request(
                                        json(",'account':'" + longest + "x','deposit':1"), SCALE))
                .withMessage("account has 201 characters: it must have 1 to 200");
    }
}
