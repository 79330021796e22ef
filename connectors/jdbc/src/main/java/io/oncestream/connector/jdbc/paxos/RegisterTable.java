package io.oncestream.connector.jdbc.paxos;

import static java.util.Objects.requireNonNull;

import io.oncestream.connector.jdbc.paxos.PlainTable.IfThere;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The acceptors of one database. Each request is one transaction, in which the rows are locked, in
 * the order of their names, from the look at them on.
 */
record RegisterTable(PlainTable table) {

    Map<String, Register> prepare(Connection connection, Ballot ballot, SortedSet<String> names)
            throws SQLException {
        return update(connection, names, (name, register) -> register.prepare(ballot));
    }

    Map<String, Register> accept(
            Connection connection, Ballot ballot, SortedMap<String, String> values)
            throws SQLException {
        return update(
                connection,
                values.keySet(),
                (name, register) -> register.accept(ballot, requireNonNull(values.get(name))));
    }

    private Map<String, Register> update(
            Connection connection,
            Collection<String> names,
            BiFunction<String, Register, Register> rule)
            throws SQLException {
        Map<String, Register> after = locked(connection, names);
        List<List<@Nullable Object>> changed = new ArrayList<>();
        for (Map.Entry<String, Register> each : after.entrySet()) {
            Register next = rule.apply(each.getKey(), each.getValue());
            if (!next.equals(each.getValue())) {
                changed.add(row(each.getKey(), next));
                each.setValue(next);
            }
        }
        table.write(connection, changed, IfThere.REPLACED);
        return after;
    }

    /** One that is not there is made first: what is missing cannot be locked. */
    private Map<String, Register> locked(Connection connection, Collection<String> names)
            throws SQLException {
        Map<String, Register> found = find(connection, names, lock());
        List<String> missing = names.stream().filter(name -> !found.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            table.write(
                    connection,
                    missing.stream().map(name -> row(name, Register.EMPTY)).toList(),
                    IfThere.STAYS);
            found.putAll(find(connection, missing, lock()));
        }
        return found;
    }

    private String lock() {
        return " ORDER BY " + table.dialect().byCodePoint("register") + " FOR UPDATE";
    }

    /** Those of them that are there, as they are, without any lock. */
    Map<String, Register> look(Connection connection, Collection<String> names)
            throws SQLException {
        return find(connection, names, "");
    }

    private Map<String, Register> find(Connection connection, Collection<String> names, String end)
            throws SQLException {
        Map<String, Register> found = new HashMap<>();
        for (List<@Nullable Object> row : table.read(connection, "register", names, end)) {
            found.put(
                    (String) requireNonNull(row.get(0)),
                    new Register(ballot(row, 1), ballot(row, 3), (String) row.get(5)));
        }
        return found;
    }

    private static Ballot ballot(List<@Nullable Object> row, int column) {
        return new Ballot(
                (Long) requireNonNull(row.get(column)),
                (String) requireNonNull(row.get(column + 1)));
    }

    private static List<@Nullable Object> row(String name, Register register) {
        return Arrays.asList(
                name,
                register.promised().round(),
                register.promised().proposer(),
                register.accepted().round(),
                register.accepted().proposer(),
                register.value());
    }
}
