package io.oncestream.job.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.function.request.CommandHarness;
import io.oncestream.state.command.Command;
import io.oncestream.state.command.RefusedCommand;
import io.oncestream.state.transfer.Posting;
import io.oncestream.state.transfer.TransferDecision;
import io.oncestream.state.transfer.TransferOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command brings about, in decisions, refusals and state. */
class TransfersFunctionTest {
    private static final Duration REMEMBER = Duration.ofMinutes(1);
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private CommandHarness<TransferDecision> harness;
    private int commands;

    @BeforeEach
    void open() throws Exception {
        harness = ofScale(2);
    }

    private static CommandHarness<TransferDecision> ofScale(int decimals) throws Exception {
        return new CommandHarness<>(
                () -> new TransfersFunction(REMEMBER, new AmountScale(decimals)));
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private Command deposit(String account, String amount) {
        return command("shop", "deposit", "account", account, "deposit", amount);
    }

    private Command transfer(String from, String to, String amount) {
        return command("shop", "transfer", "from", from, "to", to, "amount", amount);
    }

    private Command command(String ledger, String op, String... fields) {
        return command(ledger, "c" + ++commands, 0, op, fields);
    }

    private static Command command(
            String ledger, String id, long second, String op, String... fields) {
        Map<String, String> all = new TreeMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            all.put(fields[i], fields[i + 1]);
        }
        return new Command(ledger, id, op, START.plusSeconds(second), all);
    }

    private void watermark(long second) throws Exception {
        harness.watermark(START.plusSeconds(second).toEpochMilli());
    }

    private List<String> said() {
        List<String> said = new ArrayList<>();
        for (TransferDecision decision : harness.decided()) {
            TransferOutcome outcome = decision.outcome();
            StringBuilder one = new StringBuilder(outcome.id() + " " + outcome.result().word());
            for (Posting leg : decision.postings()) {
                one.append(' ').append(leg.account()).append('=').append(leg.balanceUnits());
            }
            said.add(one.toString());
        }
        return said;
    }

    @Test
    void bothLegsAreOneRecord() throws Exception {
        harness.send(deposit("a", "5"));
        harness.send(deposit("b", "1"));
        harness.send(transfer("a", "b", "4.50"));
        harness.send(transfer("a", "b", "0.51"));
        harness.send(transfer("a", "c", "0.50"));
        assertThat(said())
                .containsExactly(
                        "c1 applied a=500",
                        "c2 applied b=100",
                        "c3 applied a=50 b=550",
                        "c4 insufficient_funds",
                        "c5 unknown_account");
        assertThat(harness.refused()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsInvalidAsItWasWritten() throws Exception {
        harness.send(deposit("a", "5"));
        harness.send(deposit("a", "0.001"));
        harness.send(transfer("a", "a", "1"));
        harness.send(command("shop", "transfer", "to", "a"));
        assertThat(said())
                .containsExactly("c1 applied a=500", "c2 invalid", "c3 invalid", "c4 invalid");
        assertThat(harness.decided())
                .extracting(TransferDecision::outcome)
                .extracting("number", "from", "to", "amountUnits", "reason")
                .map(Object::toString)
                .endsWith(
                        "(2L, null, \"a\", null, \"deposit is 0.001: it must have no more than 2"
                                + " decimals\")",
                        "(3L, \"a\", \"a\", null, \"from and to are one account, a\")",
                        "(4L, null, \"a\", null, \"from is missing\")");
    }

    @Test
    void theScaleSaysWhatAUnitIs() throws Exception {
        harness.close();
        harness = ofScale(0);
        harness.send(deposit("a", "5.00"));
        harness.send(deposit("a", "0.5"));
        assertThat(said()).containsExactly("c1 applied a=5", "c2 invalid");
    }

    @Test
    void ledgersKnowNothingOfEachOther() throws Exception {
        harness.send(deposit("a", "5"));
        harness.send(command("yard", "deposit", "account", "b", "deposit", "1"));
        harness.send(command("yard", "transfer", "from", "a", "to", "b", "amount", "1"));
        assertThat(said()).endsWith("c3 unknown_account");
        assertThat(harness.decided())
                .extracting(decision -> decision.outcome().number())
                .containsExactly(1L, 1L, 2L);
    }

    @Test
    void aRepeatMovesNothingAndOtherContentUnderItsIdIsRefused() throws Exception {
        harness.send(command("shop", "1", 0, "deposit", "account", "a", "deposit", "5"));
        harness.send(command("shop", "1", 0, "deposit", "account", "a", "deposit", "5"));
        harness.send(command("shop", "1", 0, "deposit", "account", "a", "deposit", "6"));
        harness.restore(2);
        harness.send(command("shop", "1", 0, "deposit", "account", "a", "deposit", "5"));
        harness.send(command("shop", "1", 0, "deposit", "account", "b", "deposit", "5"));
        harness.send(deposit("a", "1"));
        assertThat(said()).containsExactly("c1 applied a=600");
        assertThat(harness.refused())
                .extracting(RefusedCommand::reason)
                .containsExactly("another command, of 2026-01-31T12:00:00Z, has its id already");
    }

    /** Seen red where a command that the memory no longer knew was done. */
    @Test
    void oneThatIsTooOldIsRefusedWhetherItWasDoneOrNot() throws Exception {
        Command done = deposit("a", "5");
        harness.send(done);
        watermark(59);
        harness.send(done);
        assertThat(harness.refused()).isEmpty();
        watermark(60);
        harness.send(done);
        harness.send(deposit("a", "5"));
        assertThat(said()).containsExactly("c1 applied a=500");
        assertThat(harness.refused()).extracting(RefusedCommand::id).containsExactly("c1", "c2");
    }

    /** An account is no event: it and the ledger's number stay. Seen red without timers. */
    @Test
    void idsAreForgottenAndAccountsAreNot() throws Exception {
        for (String account : List.of("a", "b", "c")) {
            harness.send(deposit(account, "1"));
        }
        harness.send(transfer("a", "b", "1"));
        harness.send(transfer("x", "b", "1"));
        assertThat(harness.timers()).isEqualTo(1);
        harness.restore(3);
        watermark(60);
        assertThat(harness.timers()).isZero();
        // The number of the ledger, and the map of its accounts, which counts as one.
        assertThat(harness.entries()).isEqualTo(2);
        harness.restore(1);
        harness.send(command("shop", "late", 1, "transfer", "from", "b", "to", "a", "amount", "2"));
        assertThat(said()).containsExactly("late applied b=0 a=200");
        assertThat(harness.decided().get(0).outcome().number()).isEqualTo(6);
    }

    /**
     * Random commands in several ledgers, at one to three subtasks that fail, some of them sent
     * again, beside the same decisions over maps.
     *
     * <p>Seen red where nothing was restored, and where a repeat was done.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void decisionsAreThoseOverMaps(long seed) throws Exception {
        Random random = new Random(seed);
        Map<String, LedgerBook> books = new TreeMap<>();
        Map<String, List<TransferDecision>> expected = new TreeMap<>();
        List<Command> sent = new ArrayList<>();
        for (int step = 0; step < 900; step++) {
            if (random.nextInt(30) == 0) {
                compare(expected);
                harness.restore(1 + random.nextInt(3));
            } else if (random.nextInt(10) == 0 && !sent.isEmpty()) {
                harness.send(sent.get(random.nextInt(sent.size())));
            } else {
                Command command = random(random);
                sent.add(command);
                harness.send(command);
                expected.computeIfAbsent(command.key(), ledger -> new ArrayList<>())
                        .add(decide(books, command));
            }
        }
        compare(expected);
        assertThat(harness.refused()).isEmpty();
    }

    private Command random(Random random) {
        String ledger = "l" + random.nextInt(3);
        String account = "a" + random.nextInt(5);
        String amount = Integer.toString(random.nextInt(100));
        return random.nextInt(4) == 0
                ? command(ledger, "deposit", "account", account, "deposit", amount)
                : command(
                        ledger,
                        "transfer",
                        "from",
                        account,
                        "to",
                        "a" + random.nextInt(5),
                        "amount",
                        amount);
    }

    private static TransferDecision decide(Map<String, LedgerBook> books, Command command) {
        LedgerBook book =
                books.computeIfAbsent(command.key(), l -> new LedgerBook(new MapBookStore()));
        try {
            return book.decide(TransferFormat.request(command, new AmountScale(2)));
        } catch (IllegalArgumentException e) {
            return book.refuse(command, e.getMessage());
        }
    }

    private void compare(Map<String, List<TransferDecision>> expected) {
        Map<String, List<TransferDecision>> actual = new TreeMap<>();
        for (TransferDecision decision : harness.decided()) {
            actual.computeIfAbsent(decision.outcome().ledger(), l -> new ArrayList<>())
                    .add(decision);
        }
        assertThat(actual).isEqualTo(expected);
        expected.clear();
    }
}
