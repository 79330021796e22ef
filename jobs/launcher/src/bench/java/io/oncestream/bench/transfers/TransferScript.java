package io.oncestream.bench.transfers;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.FilledTopic;
import io.oncestream.launcher.ask.CommandTopic;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The commands of a case, one after the other: a deposit to each account, then transfers between
 * any two of a ledger, all equally likely.
 *
 * @param commands how many, of which the first are deposits
 * @param accounts in all ledgers
 */
record TransferScript(int commands, int accounts, int ledgers, long seed) {

    /** Settings of a case. */
    static final String ACCOUNTS = "accounts";

    static final String LEDGERS = "ledgers";

    /** More than there are workers of any plain client. */
    static final int PARTITIONS = 16;

    private static final FilledTopic TOPICS = new FilledTopic("transfers", PARTITIONS);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration BETWEEN = Duration.ofNanos(20_000);
    private static final int CENTS_DEPOSITED = 10_000;

    /** Some accounts will not have so much. */
    private static final int CENTS_MAX = 5_000;

    /** The topic with the commands of a case. */
    static String topic(Case one) throws IOException, InterruptedException {
        TransferScript script =
                new TransferScript(
                        one.number(Case.READINGS),
                        one.number(ACCOUNTS),
                        one.number(LEDGERS),
                        one.number("seed"));
        return TOPICS.of(
                one,
                "commands-%d-%d-%d-%d"
                        .formatted(script.commands, script.accounts, script.ledgers, script.seed),
                script::sendTo);
    }

    private void sendTo(CommandTopic topic) {
        SplittableRandom random = new SplittableRandom(seed);
        int perLedger = accounts / ledgers;
        for (int i = 0; i < commands; i++) {
            String time = START.plus(BETWEEN.multipliedBy(i)).toString();
            if (i < accounts) {
                topic.send(ledger(i), deposit(i, time));
            } else {
                int from = random.nextInt(ledgers * perLedger);
                int further = ledgers * (1 + random.nextInt(perLedger - 1));
                int to = (from + further) % (ledgers * perLedger);
                int cents = 1 + random.nextInt(CENTS_MAX);
                topic.send(ledger(from), transfer(i, time, from, to, cents));
            }
        }
    }

    private Map<String, String> deposit(int account, String time) {
        return Map.of(
                "ledger", ledger(account),
                "id", "d-" + account,
                "time", time,
                "account", account(account),
                "deposit", amount(CENTS_DEPOSITED));
    }

    private Map<String, String> transfer(int id, String time, int from, int to, int cents) {
        return Map.of(
                "ledger", ledger(from),
                "id", "t-" + id,
                "time", time,
                "from", account(from),
                "to", account(to),
                "amount", amount(cents));
    }

    private String ledger(int account) {
        return "ledger-" + account % ledgers;
    }

    private static String account(int account) {
        return "account-" + account;
    }

    private static String amount(int cents) {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }
}
