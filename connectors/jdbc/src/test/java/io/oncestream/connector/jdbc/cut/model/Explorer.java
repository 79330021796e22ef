package io.oncestream.connector.jdbc.cut.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Goes through every state that can be reached, breadth first, up to the first violation. */
final class Explorer implements Actions.Steps {
    private record Step(State before, String what, List<Object> about) {
        @Override
        public String toString() {
            return what.formatted(about.toArray());
        }
    }

    private final State first;
    private final List<Actions> actions;
    private final Invariants invariants;
    private final Map<State, Step> seen = new HashMap<>();
    private final Deque<State> ahead = new ArrayDeque<>();
    private State present;
    private boolean mustGoOn;

    Explorer(Rules rules) {
        Commits commits = new Commits(rules);
        Reads reads = new Reads(rules);
        actions =
                List.of(
                        new Starts(rules, commits),
                        commits,
                        new Checkpoints(rules, commits),
                        new Restarts(rules),
                        reads);
        invariants = new Invariants(reads);
        first = State.first(rules.scenario());
        present = first;
    }

    /** The shortest way to a violation, if there is one. */
    Optional<String> explore() {
        seen.put(first, new Step(first, "begin", List.of()));
        ahead.add(first);
        try {
            while (!ahead.isEmpty()) {
                present = ahead.remove();
                invariants.check(present);
                mustGoOn = false;
                actions.forEach(each -> each.from(present, this));
                if (!mustGoOn) {
                    invariants.checkIdle(present);
                }
            }
            return Optional.empty();
        } catch (Violation e) {
            return Optional.of(e.getMessage() + way(present));
        }
    }

    private String way(State to) {
        List<String> steps = new ArrayList<>();
        for (State at = to; !at.equals(first); at = seen.get(at).before()) {
            steps.add("\n  " + seen.get(at));
        }
        Collections.reverse(steps);
        return String.join("", steps);
    }

    @Override
    public void must(State after, String what, Object... about) {
        mustGoOn = true;
        may(after, what, about);
    }

    @Override
    public void may(State after, String what, Object... about) {
        invariants.check(present, after);
        if (seen.putIfAbsent(after, new Step(present, what, List.of(about))) == null) {
            ahead.add(after);
        }
    }
}
