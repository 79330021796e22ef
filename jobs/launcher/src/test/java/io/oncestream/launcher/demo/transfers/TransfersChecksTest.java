package io.oncestream.launcher.demo.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each kind of violation is found, in books that are right but for that. */
class TransfersChecksTest {

    private final List<OutcomeRow> outcomes = new ArrayList<>();
    private final List<PostingRow> postings = new ArrayList<>();
    private final List<BalanceRow> balances = new ArrayList<>();

    /** Ann and Bob get 10 each, Ann pays Bob 3, and what Bob asks for then is too much. */
    TransfersChecksTest() {
        outcomes.add(outcome(1, null, "ann", "10.00", "applied"));
        outcomes.add(outcome(2, null, "bob", "10.00", "applied"));
        outcomes.add(outcome(3, "ann", "bob", "3.00", "applied"));
        outcomes.add(outcome(4, "ann", "bob", "8.00", "insufficient_funds"));
        postings.add(posting(1, "ann", "10.00", "10.00"));
        postings.add(posting(2, "bob", "10.00", "10.00"));
        postings.add(posting(3, "ann", "-3.00", "7.00"));
        postings.add(posting(3, "bob", "3.00", "13.00"));
        balances.add(balance("ann", "7.00"));
        balances.add(balance("bob", "13.00"));
    }

    private static OutcomeRow outcome(
            long number, @Nullable String from, String to, String amount, String outcome) {
        return new OutcomeRow(
                "shop", number, "c" + number, from, to, new BigDecimal(amount), outcome);
    }

    private static PostingRow posting(long number, String account, String amount, String balance) {
        return new PostingRow(
                "shop",
                number,
                "c" + number,
                account,
                new BigDecimal(amount),
                new BigDecimal(balance));
    }

    private static BalanceRow balance(String account, String balance) {
        return new BalanceRow("shop", account, new BigDecimal(balance));
    }

    private Books books() {
        return new Books("run", 5, outcomes, postings, balances);
    }

    /** That one line has these words. */
    private void assertFound(String... words) {
        Consumer<String> hasThem = line -> assertThat(line).contains(words);
        assertThat(TransfersChecks.ofAll(books())).anySatisfy(hasThem);
    }

    @Test
    void booksThatAreRightHaveNone() {
        assertThat(TransfersChecks.ofAll(books())).isEmpty();
        assertThat(TransfersChecks.ofOne(books())).isEmpty();
    }

    @Test
    void halfATransferIsFound() {
        postings.remove(3);
        balances.set(1, balance("bob", "10.00"));
        assertFound("shop/c3", "moves {ann=-3.00}");
        assertFound("totals", "{shop=17.00}", "{shop=20.00}");
    }

    /** What its database alone cannot show. */
    @Test
    void halfATransferIsNoFaultOfOneDatabase() {
        postings.removeIf(each -> each.account().equals("bob"));
        balances.remove(1);
        assertThat(TransfersChecks.ofOne(books())).isEmpty();
        assertThat(TransfersChecks.ofAll(books())).isNotEmpty();
    }

    @Test
    void anOutcomeWithoutItsPostingsIsFound() {
        postings.subList(2, 4).clear();
        balances.set(0, balance("ann", "10.00"));
        balances.set(1, balance("bob", "10.00"));
        assertFound("shop/c3", "moves {}");
    }

    @Test
    void postingsWithoutAnOutcomeAreFound() {
        outcomes.remove(2);
        assertFound("shop/c3", "has no outcome");
        assertFound("shop", "3 outcomes, the last is 4");
    }

    @Test
    void postingsOfWhatWasRefusedAreFound() {
        outcomes.set(2, outcome(3, "ann", "bob", "3.00", "insufficient_funds"));
        assertFound("shop/c3", "insufficient_funds", "moves {ann=-3.00, bob=3.00}");
    }

    @Test
    void anotherAmountThanWasPostedIsFound() {
        outcomes.set(2, outcome(3, "ann", "bob", "4.00", "applied"));
        assertFound("shop/c3", "moves {ann=-3.00, bob=3.00}");
    }

    @Test
    void aCommandThatIsAnsweredTwiceIsFound() {
        outcomes.add(outcome(4, "ann", "bob", "8.00", "insufficient_funds"));
        assertFound("shop/c4", "answered twice");
        assertFound("shop", "5 outcomes, the last is 4");
    }

    @Test
    void aTransferThatIsDoneTwiceIsFound() {
        postings.add(posting(3, "bob", "3.00", "16.00"));
        balances.set(1, balance("bob", "16.00"));
        assertFound("shop/c3", "posted twice");
    }

    @Test
    void aLostOutcomeIsFound() {
        outcomes.set(3, outcome(5, "ann", "bob", "8.00", "insufficient_funds"));
        assertFound("shop", "4 outcomes, the last is 5");
    }

    @Test
    void aBalanceThatIsNotTheSumOfItsPostingsIsFoundInEachDatabase() {
        balances.set(0, balance("ann", "8.00"));
        assertFound("shop/ann", "has 8.00, its postings are 7.00");
        assertThat(TransfersChecks.ofOne(books())).hasSize(1);
    }

    @Test
    void anAccountWithoutABalanceIsFound() {
        balances.remove(0);
        assertFound("shop/ann", "has no balance, its postings are 7.00");
    }

    @Test
    void aBalanceThatNobodyPostedIsFound() {
        balances.add(balance("eve", "1.00"));
        assertFound("shop/eve", "has 1.00, its postings are null");
    }

    @Test
    void aPostingWithAnotherBalanceBehindItIsFound() {
        postings.set(2, posting(3, "ann", "-3.00", "6.00"));
        assertFound("shop/ann", "7.00 behind");
    }

    @Test
    void anAccountBelowZeroIsFound() {
        outcomes.add(outcome(5, "ann", "bob", "8.00", "applied"));
        postings.add(posting(5, "ann", "-8.00", "-1.00"));
        postings.add(posting(5, "bob", "8.00", "21.00"));
        balances.set(0, balance("ann", "-1.00"));
        balances.set(1, balance("bob", "21.00"));
        assertThat(TransfersChecks.ofAll(books()))
                .singleElement()
                .asString()
                .contains("shop/ann", "is below zero: -1.00");
    }
}
