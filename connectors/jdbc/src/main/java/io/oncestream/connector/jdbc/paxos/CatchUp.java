package io.oncestream.connector.jdbc.paxos;

import static java.util.Comparator.naturalOrder;

import io.oncestream.connector.jdbc.cluster.Members.Reply;
import io.oncestream.state.ledger.TableDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings members that were away up to what the others have. All rows of a transaction came in with
 * its name, so that a member which lacks the name lacks all of them, and one that has it has all.
 * What every member has need not be known by name any longer.
 */
record CatchUp(MemberCalls calls, String cluster) {

    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    private static final int PAGE = 1_000;

    /**
     * Copies a page of names.
     *
     * @param after the last name of the page before; empty: from the beginning
     * @return the last name of this page; empty where it is the last one
     */
    String run(String after) throws InterruptedException {
        Map<Integer, NavigableSet<String>> known = page(after);
        Optional<String> end =
                known.values().stream()
                        .filter(names -> names.size() == PAGE)
                        .map(NavigableSet::last)
                        .min(naturalOrder());
        NavigableSet<String> all = new TreeSet<>();
        known.values().forEach(all::addAll);
        end.ifPresent(last -> all.removeIf(name -> name.compareTo(last) > 0));
        int copied = 0;
        for (String name : all) {
            copied += copy(name, known) ? 1 : 0;
        }
        if (known.size() == calls.size()) {
            for (int member = 0; member < calls.size(); member++) {
                forget(member, all);
            }
        }
        if (copied > 0) {
            LOG.info("Copied {} transactions to databases that lacked them", copied);
        }
        return end.orElse("");
    }

    private Map<Integer, NavigableSet<String>> page(String after) throws InterruptedException {
        List<Reply<NavigableSet<String>>> replies =
                calls.all(
                        calls.size(),
                        (connection, member) -> {
                            member.requireMember(connection, cluster);
                            return member.deliveries().deliveries(connection, after, PAGE);
                        });
        Map<Integer, NavigableSet<String>> known = new HashMap<>();
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i).isSuccess()) {
                known.put(i, replies.get(i).get());
            }
        }
        return known;
    }

    private boolean copy(String name, Map<Integer, NavigableSet<String>> known)
            throws InterruptedException {
        List<Integer> lacking = new ArrayList<>();
        int has = -1;
        for (Map.Entry<Integer, NavigableSet<String>> each : known.entrySet()) {
            if (each.getValue().contains(name)) {
                has = each.getKey();
            } else {
                lacking.add(each.getKey());
            }
        }
        if (lacking.isEmpty()) {
            return false;
        }
        Map<TableDefinition, List<List<@Nullable Object>>> rows = read(has, name);
        for (int member : lacking) {
            add(member, rows);
        }
        return true;
    }

    private Map<TableDefinition, List<List<@Nullable Object>>> read(int member, String name)
            throws InterruptedException {
        return calls.one(
                member,
                (connection, database) -> {
                    database.requireMember(connection, cluster);
                    return database.deliveries().read(connection, name);
                });
    }

    private void add(int member, Map<TableDefinition, List<List<@Nullable Object>>> rows)
            throws InterruptedException {
        calls.one(
                member,
                (connection, database) -> {
                    database.requireMember(connection, cluster);
                    database.deliveries().add(connection, rows);
                    return true;
                });
    }

    private void forget(int member, Set<String> names) throws InterruptedException {
        calls.one(
                member,
                (connection, database) -> {
                    database.requireMember(connection, cluster);
                    database.deliveries().forget(connection, names);
                    return true;
                });
    }
}
