package io.oncestream.launcher.demo;

import io.oncestream.launcher.database.TargetDatabases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a demonstration goes: clients for as long as it takes, perhaps an outage in its middle. */
public final class Course implements Beside {

    private static final Duration SAY_EVERY = Duration.ofSeconds(10);
    private static final int SHOWN_MAX = 10;

    private final Stage stage;
    private final Outage.@Nullable Kind kind;
    private final Function<TargetDatabases, Clients> opening;
    private @Nullable Clients clients;
    private @Nullable Outage outage;
    private long begun;
    private long said;

    /**
     * One that has not begun.
     *
     * @param kind of the outage; null: there is none
     * @param opening puts clients to work on the databases
     */
    public Course(
            Stage stage, Outage.@Nullable Kind kind, Function<TargetDatabases, Clients> opening) {
        this.stage = stage;
        this.kind = kind;
        this.opening = opening;
    }

    @Override
    public boolean isResumable() {
        return false;
    }

    @Override
    public void start(TargetDatabases databases) {
        Clients working = opening.apply(databases);
        clients = working;
        stage.console().say(working.line(stage));
    }

    @Override
    public boolean isOver() {
        Clients working = clients;
        if (working == null) {
            return false;
        }
        long now = System.nanoTime();
        if (begun == 0 && working.hasBegun()) {
            begun = now;
            said = now;
        }
        return failures(working).findAny().isPresent() || (begun != 0 && goOn(working, now));
    }

    /** Does what is due; returns whether nothing will be any more. */
    private boolean goOn(Clients working, long now) {
        Duration elapsed = Duration.ofNanos(now - begun);
        if (now - said > SAY_EVERY.toNanos()) {
            said = now;
            stage.console().say(working.progress());
        }
        if (outage == null && kind != null) {
            outage = Outage.inTheMiddle(stage, elapsed, kind).orElse(null);
        }
        if (elapsed.compareTo(stage.length()) >= 0) {
            working.stop();
        }
        return (working.isOver() && (outage == null || outage.isOver()))
                || elapsed.compareTo(stage.length().plus(working.patience())) > 0;
    }

    private Stream<String> failures(Clients working) {
        return Stream.concat(
                        working.failures(),
                        Stream.ofNullable(outage == null ? null : outage.failure()))
                .flatMap(Stream::ofNullable);
    }

    @Override
    public int finish() throws Exception {
        Clients working = clients;
        if (working == null) {
            return 1;
        }
        List<String> violations = new ArrayList<>();
        failures(working).forEach(why -> violations.add("it could not go on: " + why));
        Clients.Result result = working.result(outage);
        violations.addAll(result.violations());
        violations.stream().limit(SHOWN_MAX).forEach(stage.console()::say);
        result.figures().forEach(this::print);
        print("violations", violations.size());
        stage.console().out.flush();
        return violations.isEmpty() ? 0 : 1;
    }

    private void print(String what, Object value) {
        stage.console().out.printf("%-30s %14s%n", what, value);
    }

    @Override
    public void close() throws Exception {
        try (AutoCloseable first = clients;
                AutoCloseable second = outage) {
            stage.console().clear();
        }
    }
}
