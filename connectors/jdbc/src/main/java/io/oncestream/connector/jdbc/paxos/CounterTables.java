package io.oncestream.connector.jdbc.paxos;

import io.oncestream.connector.jdbc.TableName;
import io.oncestream.state.ledger.Column;
import io.oncestream.state.ledger.ColumnType;
import io.oncestream.state.ledger.TableDefinition;
import java.io.Serializable;
import java.util.List;

/**
 * The tables of one set of counters, in each of its databases.
 *
 * <p>For everyone to read: {@code NAME} (the counters), {@code NAME_answers}, {@code NAME_refused},
 * {@code NAME_rejected}. Of Paxos: {@code NAME_registers}, the acceptors; {@code NAME_members},
 * which member of which set this database is; {@code NAME_deliveries}, the transactions whose rows
 * may be missing in some member.
 *
 * @param name of the table of counters
 */
public record CounterTables(String name) implements Serializable {

    static final String TRANSACTION = "transaction_id";

    TableDefinition counters() {
        return new TableDefinition(
                name,
                List.of(text("counter"), bigint("n").notNull(), bigint("version").notNull()),
                List.of("counter"));
    }

    TableDefinition answers() {
        return new TableDefinition(
                beside("answers"),
                List.of(
                        text("counter"),
                        text("id"),
                        text("op"),
                        time("time"),
                        bigint("amount"),
                        text("outcome"),
                        bigint("n"),
                        bigint("version"),
                        bigint("place"),
                        text("reason"),
                        text(TRANSACTION)),
                List.of("counter", "id", "version", "place"));
    }

    TableDefinition refused() {
        return new TableDefinition(
                beside("refused"),
                List.of(
                        text(TRANSACTION),
                        bigint("place"),
                        text("counter"),
                        text("id"),
                        text("op"),
                        time("time"),
                        text("reason")),
                List.of(TRANSACTION, "place"));
    }

    TableDefinition rejected() {
        return new TableDefinition(
                beside("rejected"),
                List.of(
                        text(TRANSACTION),
                        bigint("place"),
                        text("source"),
                        bigint("position"),
                        text("text"),
                        text("reason")),
                List.of(TRANSACTION, "place"));
    }

    TableDefinition registers() {
        return new TableDefinition(
                beside("registers"),
                List.of(
                        text("register"),
                        bigint("promised_round").notNull(),
                        text("promised_by").notNull(),
                        bigint("accepted_round").notNull(),
                        text("accepted_by").notNull(),
                        text("value")),
                List.of("register"));
    }

    TableDefinition members() {
        return new TableDefinition(
                beside("members"),
                List.of(
                        text("cluster"),
                        bigint("member").notNull(),
                        bigint("members").notNull(),
                        bigint("complete").notNull(),
                        text("begun_by")),
                List.of("cluster"));
    }

    TableDefinition deliveries() {
        return new TableDefinition(
                beside("deliveries"), List.of(text(TRANSACTION)), List.of(TRANSACTION));
    }

    /** Those whose rows have the name of their transaction. */
    List<TableDefinition> ofTransactions() {
        return List.of(answers(), refused(), rejected(), deliveries());
    }

    /** All of them. */
    public List<TableDefinition> all() {
        return List.of(
                counters(), answers(), refused(), rejected(), registers(), members(), deliveries());
    }

    private String beside(String what) {
        return TableName.of(name).withSuffix("_" + what).toString();
    }

    private static Column text(String column) {
        return new Column(column, ColumnType.TEXT);
    }

    private static Column bigint(String column) {
        return new Column(column, ColumnType.BIGINT);
    }

    private static Column time(String column) {
        return new Column(column, ColumnType.TIMESTAMP);
    }
}
