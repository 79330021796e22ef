package io.oncestream.connector.jdbc.paxos;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.paxos.Membership.MemberId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** One of the databases that hold the counters: what it does, within one transaction of its own. */
final class MemberDatabase {

    private final Membership membership;
    private final RegisterTable registers;
    private final DeliveryTables deliveries;

    MemberDatabase(Dialect dialect, CounterTables tables) {
        this.membership = new Membership(dialect, tables);
        this.registers = new RegisterTable(new PlainTable(dialect, tables.registers()));
        this.deliveries = new DeliveryTables(dialect, tables);
    }

    Membership membership() {
        return membership;
    }

    DeliveryTables deliveries() {
        return deliveries;
    }

    Map<String, Register> answer(Connection connection, String cluster, Request request)
            throws SQLException {
        requireMember(connection, cluster);
        if (request instanceof Request.Prepare prepare) {
            return registers.prepare(connection, prepare.ballot(), prepare.registers());
        }
        if (request instanceof Request.Accept accept) {
            return registers.accept(connection, accept.ballot(), accept.values());
        }
        deliveries.deliver(connection, ((Request.Deliver) request).delivery());
        return Map.of();
    }

    Map<String, Register> look(Connection connection, String cluster, Collection<String> names)
            throws SQLException {
        requireMember(membership.find(connection), cluster);
        return registers.look(connection, names);
    }

    /** In the same transaction as what follows: it may have been emptied a moment ago. */
    void requireMember(Connection connection, String cluster) throws SQLException {
        requireMember(membership.hold(connection), cluster);
    }

    /** For a read that asks no other database which set it is of. */
    void requireSomeMember(Connection connection) throws SQLException {
        requireSome(membership.find(connection));
    }

    private static void requireSome(Optional<MemberId> id) {
        if (id.isEmpty()) {
            throw new SinkFailure(
                    "it was emptied or replaced, and has forgotten what it promised: it stays out."
                            + " Restore it as it was");
        }
    }

    private static void requireMember(Optional<MemberId> id, String cluster) {
        requireSome(id);
        if (!id.get().cluster().equals(cluster)) {
            throw new SinkFailure("it is a member of another set of databases");
        }
    }
}
