package io.oncestream.launcher.demo.transfers;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Deposits and transfers, the same ones for a seed. Some cannot be done. */
final class CommandStream {

    static final int LEDGERS = 8;
    static final int ACCOUNTS = 1_000;

    private static final int ACCOUNTS_EACH = ACCOUNTS / LEDGERS;

    private final Random random;
    private long ids;

    CommandStream(long seed) {
        this.random = new Random(seed);
    }

    /** A deposit into each account, which opens it. */
    List<SentCommand> openings() {
        List<SentCommand> openings = new ArrayList<>();
        for (int account = 0; account < ACCOUNTS_EACH; account++) {
            for (int ledger = 0; ledger < LEDGERS; ledger++) {
                openings.add(
                        new SentCommand(
                                "ledger-" + (ledger + 1),
                                nextId(),
                                null,
                                "account-" + (account + 1),
                                amount(10_000)));
            }
        }
        return openings;
    }

    /** One deposit in ten; of the transfers some ask for too much, or for what there is not. */
    SentCommand next() {
        String ledger = "ledger-" + (1 + random.nextInt(LEDGERS));
        if (random.nextInt(10) == 0) {
            return new SentCommand(ledger, nextId(), null, account(), amount(5_000));
        }
        String from = account();
        String to = random.nextInt(100) == 0 ? "nobody" : account();
        // To itself is invalid, as is a third decimal.
        String amount = random.nextInt(200) == 0 ? "1.005" : amount(2_000);
        return new SentCommand(ledger, nextId(), from, to, amount);
    }

    private String nextId() {
        return "c" + ++ids;
    }

    /** The first ones are the busiest. */
    private String account() {
        return "account-" + (1 + random.nextInt(1 + random.nextInt(ACCOUNTS_EACH)));
    }

    private String amount(int centsMax) {
        return BigDecimal.valueOf(1L + random.nextInt(centsMax), 2).toPlainString();
    }
}
