package io.oncestream.launcher.demo.store;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;

import io.oncestream.check.OrderCheck;
import io.oncestream.check.Placed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What must hold where all that was sent is answered. A line for each violation. */
public final class StoreChecks {

    private final List<AnswerRow> answers;
    private final Map<String, SentCommand> sent;
    private final Seen seen;
    private final History history;
    private final List<String> violations = new ArrayList<>();

    private StoreChecks(List<AnswerRow> answers, Map<String, SentCommand> sent, Seen seen) {
        this.answers = answers;
        this.sent = sent;
        this.seen = seen;
        this.history = new History(answers);
    }

    /**
     * Checks.
     *
     * @param sent by all clients, by ids
     * @param rings which shards had which buckets, from the first ones on
     */
    public static List<String> violations(
            StoreContents contents,
            Map<String, SentCommand> sent,
            Seen seen,
            List<RingModel> rings) {
        StoreChecks checks = new StoreChecks(contents.answers(), sent, seen);
        checks.checkReads();
        checks.checkAnswers();
        checks.violations.addAll(ShardChecks.violations(contents.shards(), checks.history, rings));
        return checks.violations;
    }

    /** What was read was the key's, when its bucket had seen so many changes. */
    private void checkReads() {
        seen.reads().stream()
                .filter(read -> !history.shows(read))
                .forEach(read -> violations.add("%s was never decided".formatted(read)));
    }

    private void checkAnswers() {
        Map<Boolean, List<AnswerRow>> isAboutRing =
                answers.stream().collect(groupingBy(AnswerRow::isAboutRing));
        isAboutRing.getOrDefault(true, List.of()).stream()
                .filter(each -> !each.isOk())
                .forEach(each -> violations.add("%s should be ok".formatted(each)));
        List<Placed<AnswerRow>> placed = new ArrayList<>();
        isAboutRing.getOrDefault(false, List.of()).stream()
                .collect(groupingBy(AnswerRow::bucket))
                .forEach((bucket, some) -> placed.addAll(placed(bucket, some)));
        violations.addAll(
                new OrderCheck<AnswerRow>(() -> new BucketModel(sent), seen.recording())
                        .violations(placed));
        Set<String> missing = new TreeSet<>(sent.keySet());
        answers.forEach(each -> missing.remove(each.id()));
        missing.forEach(id -> violations.add(id + " has no answer"));
    }

    /**
     * By the changes of their bucket. What has changed nothing saw all up to the one that it names;
     * among such it makes no difference who was first, so these are in the order of sending.
     */
    private List<Placed<AnswerRow>> placed(int bucket, List<AnswerRow> some) {
        Comparator<AnswerRow> order =
                comparingLong(AnswerRow::seq)
                        .thenComparing(comparing(AnswerRow::isChange).reversed())
                        .thenComparing(this::number);
        List<Placed<AnswerRow>> placed = new ArrayList<>();
        for (AnswerRow each : some.stream().sorted(order).toList()) {
            int place = placed.size();
            placed.add(new Placed<>("bucket " + bucket, place, place, each.id(), each));
        }
        return placed;
    }

    private long number(AnswerRow answer) {
        SentCommand command = sent.get(answer.id());
        return command == null ? 0 : command.number();
    }
}
