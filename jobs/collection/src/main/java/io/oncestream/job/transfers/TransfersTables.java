package io.oncestream.job.transfers;

import io.oncestream.connector.jdbc.TableMapping;
import io.oncestream.connector.jdbc.TableRoutes;
import io.oncestream.kit.JobTables;
import io.oncestream.state.transfer.Posting;
import io.oncestream.state.transfer.TransferDecision;
import io.oncestream.state.transfer.TransferOutcome;
import java.util.List;

/**
 * The tables of one job: outcomes, postings, and the balances of accounts by versions. The further
 * ones are called {@code postings}, {@code account_versions} and {@code accounts} beside {@code
 * transfers}, in its schema, and {@code NAME_postings} and so on beside another table.
 */
final class TransfersTables {

    private TransfersTables() {}

    static String postings(String table) {
        return beside(table, "postings");
    }

    static String versions(String table) {
        return beside(table, "account_versions");
    }

    /** The view of each account's newest version. */
    static String accounts(String table) {
        return beside(table, "accounts");
    }

    private static String beside(String table, String what) {
        return JobTables.further(TransfersJob.NAME, table, what);
    }

    static TableMapping<TransferOutcome> outcomeRows(String table, AmountScale scale) {
        return TableMapping.<TransferOutcome>table(table)
                .text("ledger", TransferOutcome::ledger)
                .bigint("number", TransferOutcome::number)
                .text("id", TransferOutcome::id)
                .timestamp("time", TransferOutcome::time)
                .text("from_account", TransferOutcome::from)
                .text("to_account", TransferOutcome::to)
                .decimal(
                        "amount",
                        AmountScale.PRECISION,
                        scale.decimals(),
                        outcome -> scale.amountIfThere(outcome.amountUnits()))
                .text("outcome", outcome -> outcome.result().word())
                .text("reason", TransferOutcome::reason)
                .index("ledger", "id")
                .build();
    }

    static TableMapping<Posting> postingRows(String table, AmountScale scale) {
        int precision = AmountScale.PRECISION;
        return TableMapping.<Posting>table(postings(table))
                .text("ledger", Posting::ledger)
                .bigint("number", Posting::number)
                .text("id", Posting::id)
                .text("account", Posting::account)
                .decimal("amount", precision, scale.decimals(), p -> scale.amount(p.amountUnits()))
                .decimal(
                        "balance", precision, scale.decimals(), p -> scale.amount(p.balanceUnits()))
                .timestamp("time", Posting::time)
                .index("ledger", "account")
                .build();
    }

    /** Of the postings of an account in one transaction, the last is its version. */
    static TableMapping<Posting> versionRows(String table, AmountScale scale) {
        return TableMapping.<Posting>table(versions(table))
                .text("ledger", Posting::ledger)
                .text("account", Posting::account)
                .decimal(
                        "balance",
                        AmountScale.PRECISION,
                        scale.decimals(),
                        p -> scale.amount(p.balanceUnits()))
                .primaryKey("ledger", "account")
                .versioned(accounts(table))
                .build();
    }

    /** One sink writes these: they are read together. */
    static TableRoutes<TransferDecision> decisionRows(String table, AmountScale scale) {
        TableRoutes.Placement<Posting> byAccount =
                (posting, databases) ->
                        HashPlacement.of(posting.ledger(), posting.account(), databases);
        return TableRoutes.<TransferDecision>builder()
                .table(
                        outcomeRows(table, scale),
                        decision -> List.of(decision.outcome()),
                        (outcome, databases) ->
                                HashPlacement.of(outcome.ledger(), outcome.id(), databases))
                .table(postingRows(table, scale), TransferDecision::postings, byAccount)
                .table(versionRows(table, scale), TransferDecision::postings, byAccount)
                .build();
    }
}
