package io.oncestream.check;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Whether answers are linearizable (Herlihy and Wing, "Linearizability: a correctness condition for
 * concurrent objects", TOPLAS 12, 1990), in the order that the job itself gives for each key: the
 * answers in this order are those of the model, and what a client saw before another command was
 * sent comes before it. As the order is given it need not be searched for: this takes the time of
 * sorting.
 */
public final class OrderCheck<A> {

    private final Supplier<Model<A>> models;
    private final Recording recording;
    private final List<String> violations = new ArrayList<>();

    /**
     * @param models makes the model of a new key
     * @param recording of all commands that were sent
     */
    public OrderCheck(Supplier<Model<A>> models, Recording recording) {
        this.models = models;
        this.recording = recording;
    }

    /**
     * Checks all answers that there are.
     *
     * @return one line for each violation
     */
    public List<String> violations(Collection<Placed<A>> answers) {
        violations.clear();
        answers.stream()
                .collect(groupingBy(Placed::key))
                .forEach(
                        (key, some) -> {
                            checkIds(some);
                            checkModel(some);
                            checkRealTime(some);
                        });
        return List.copyOf(violations);
    }

    private void checkIds(List<Placed<A>> answers) {
        Set<String> ids = new HashSet<>();
        for (Placed<A> answer : answers) {
            String id = answer.id();
            if (id != null && !recording.commands().contains(id)) {
                violate(answer, "nobody sent it");
            }
            if (id != null && !ids.add(id)) {
                violate(answer, "it is answered twice");
            }
        }
    }

    private record Event<A>(long place, boolean decides, Placed<A> answer) {}

    private void checkModel(List<Placed<A>> answers) {
        List<Event<A>> events = new ArrayList<>();
        for (Placed<A> answer : answers) {
            events.add(new Event<>(answer.number(), true, answer));
            if (answer.arrived() < answer.number()) {
                events.add(new Event<>(answer.arrived(), false, answer));
            }
        }
        events.sort(comparingLong(Event::place));
        Model<A> model = models.get();
        long last = Long.MIN_VALUE;
        for (Event<A> event : events) {
            if (event.place == last) {
                violate(event.answer, "place %d is taken twice".formatted(last));
            }
            last = event.place;
            A answer = event.answer.answer();
            Optional<String> wrong = event.decides ? model.decides(answer) : model.arrives(answer);
            wrong.ifPresent(what -> violate(event.answer, what));
        }
    }

    /** From the last answer to the first: none may have been sent after a later one was seen. */
    private void checkRealTime(List<Placed<A>> answers) {
        List<Placed<A>> byArrival = asked(answers, comparingLong(Placed::arrived));
        List<Placed<A>> byNumber = asked(answers, comparingLong(Placed::number));
        long firstSeen = Long.MAX_VALUE;
        int later = byNumber.size() - 1;
        for (int i = byArrival.size() - 1; i >= 0; i--) {
            Placed<A> answer = byArrival.get(i);
            for (; later >= 0 && byNumber.get(later).number() > answer.arrived(); later--) {
                firstSeen = Math.min(firstSeen, recording.seenAt(id(byNumber.get(later))));
            }
            if (firstSeen < recording.sentAt(id(answer))) {
                violate(answer, "an answer that was decided later was seen before it was sent");
            }
        }
    }

    private List<Placed<A>> asked(List<Placed<A>> answers, Comparator<Placed<A>> order) {
        return answers.stream()
                .filter(answer -> answer.id() != null)
                .filter(answer -> recording.commands().contains(id(answer)))
                .sorted(order)
                .toList();
    }

    private static String id(Placed<?> answer) {
        return String.valueOf(answer.id());
    }

    private void violate(Placed<A> answer, String wrong) {
        violations.add("%s: %s".formatted(answer, wrong));
    }
}
