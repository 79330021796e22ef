package io.oncestream.job.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.command.Command;
import io.oncestream.state.transfer.Posting;
import io.oncestream.state.transfer.TransferDecision;
import io.oncestream.state.transfer.TransferResult;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories beside a model that has a list of legs alone, and what must always hold: the
 * balances add up to the deposits that were applied, none is below zero, each is the sum of its
 * postings, and each command has one outcome.
 *
 * <p>Seen red, in the first histories: without the credit of a transfer; with no account emptied to
 * zero, and with no look at its funds; where a transfer opened the account that it pays; where a
 * balance could be too great; where decimals were cut off; where an account could pay itself; where
 * an invalid command had no number; where the payer was charged before the payee's balance was
 * looked at.
 */
class LedgerBookPropertyTest {
    private static final AmountScale SCALE = new AmountScale(2);
    private static final int STEPS = 300;
    private static final int HISTORIES = 20;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aLedgerDecidesAsTheModelDoesAndMoneyIsNeitherMadeNorLost(long firstSeed) {
        Map<TransferResult, Integer> results = new EnumMap<>(TransferResult.class);
        int overflows = 0;
        for (long seed = firstSeed * 1_000; seed < firstSeed * 1_000 + HISTORIES; seed++) {
            History history = new History(seed);
            for (int step = 0; step < STEPS; step++) {
                results.merge(history.step(), 1, Integer::sum);
            }
            overflows += history.overflows;
        }
        // What never happens in a history is not compared.
        assertThat(results).hasSize(TransferResult.values().length);
        assertThat(results.values()).allMatch(count -> count > 100);
        assertThat(overflows).isGreaterThan(100);
    }

    private static final class History {
        private final Random random;
        private final long seed;
        private final int accounts;
        private final MapBookStore store = new MapBookStore();
        private final LedgerBook book = new LedgerBook(store);
        private final NaiveLedger model = new NaiveLedger();
        private final Map<String, BigInteger> posted = new TreeMap<>();
        private BigInteger deposited = BigInteger.ZERO;
        private long commands;
        private int overflows;

        History(long seed) {
            this.seed = seed;
            random = new Random(seed);
            accounts = 2 + random.nextInt(6);
        }

        TransferResult step() {
            commands++;
            Command command = command();
            TransferDecision decision = decide(command);
            assertThat(words(decision)).as("seed %d", seed).isEqualTo(model.decide(command));
            checkOutcome(command, decision);
            checkPostings(decision);
            checkBalances();
            return decision.outcome().result();
        }

        private TransferDecision decide(Command command) {
            try {
                return book.decide(TransferFormat.request(command, SCALE));
            } catch (IllegalArgumentException e) {
                return book.refuse(command, String.valueOf(e.getMessage()));
            }
        }

        private static List<String> words(TransferDecision decision) {
            List<String> words = new ArrayList<>(List.of(decision.outcome().result().word()));
            decision.postings()
                    .forEach(p -> words.add(p.account() + " " + SCALE.amount(p.balanceUnits())));
            return words;
        }

        private void checkOutcome(Command command, TransferDecision decision) {
            assertThat(decision.outcome().id()).isEqualTo(command.id());
            assertThat(decision.outcome().number()).as("seed %d", seed).isEqualTo(commands);
        }

        private void checkPostings(TransferDecision decision) {
            BigInteger sum = BigInteger.ZERO;
            for (Posting posting : decision.postings()) {
                BigInteger amount = BigInteger.valueOf(posting.amountUnits());
                posted.merge(posting.account(), amount, BigInteger::add);
                sum = sum.add(amount);
            }
            boolean isDeposit = decision.outcome().from() == null;
            assertThat(isDeposit || sum.signum() == 0).as("seed %d", seed).isTrue();
            deposited = deposited.add(sum);
            overflows += String.valueOf(decision.outcome().reason()).endsWith("can have") ? 1 : 0;
        }

        private void checkBalances() {
            Map<String, BigInteger> balances = new TreeMap<>();
            store.balances.forEach((account, units) -> balances.put(account, big(units)));
            assertThat(balances).as("seed %d", seed).isEqualTo(posted);
            assertThat(balances.values())
                    .as("seed %d", seed)
                    .allMatch(balance -> balance.signum() >= 0);
            assertThat(balances.values().stream().reduce(BigInteger.ZERO, BigInteger::add))
                    .as("seed %d", seed)
                    .isEqualTo(deposited);
        }

        private static BigInteger big(long units) {
            return BigInteger.valueOf(units);
        }

        private Command command() {
            return random.nextInt(4) == 0
                    ? command("deposit", "account", account(), "deposit", amount(account()))
                    : transfer(account());
        }

        private Command transfer(String from) {
            return command("transfer", "from", from, "to", account(), "amount", amount(from));
        }

        private Command command(String op, String... fields) {
            Map<String, String> all = new TreeMap<>();
            for (int i = 0; i < fields.length; i += 2) {
                all.put(fields[i], fields[i + 1]);
            }
            return new Command("book", "c" + commands, op, Instant.EPOCH, all);
        }

        private String account() {
            return "a" + random.nextInt(accounts);
        }

        /** All that an account has, a unit more, next to the greatest, or of no use, at times. */
        private String amount(String account) {
            BigDecimal balance = model.balance(account);
            return switch (random.nextInt(16)) {
                case 0 -> balance.toString();
                case 1 -> balance.add(new BigDecimal("0.01")).toString();
                case 2 -> SCALE.amount(Long.MAX_VALUE - random.nextInt(3)).toString();
                case 3 -> SCALE.amount(-random.nextInt(100)).toString();
                case 4 -> random.nextInt(100) + ".0" + random.nextInt(100);
                case 5 -> random.nextInt(100) + "e" + random.nextInt(4);
                default -> SCALE.amount(random.nextInt(10_000)).toString();
            };
        }
    }
}
