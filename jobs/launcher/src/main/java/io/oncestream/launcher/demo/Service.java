package io.oncestream.launcher.demo;

import static java.time.temporal.ChronoUnit.SECONDS;

import io.oncestream.launcher.ask.ServedJob;
import io.oncestream.launcher.console.CommandText;
import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.home.Home;
import java.time.Instant;
import java.util.List;

/** Makes a job known to the words that ask it, as long as it runs. */
public record Service(
        Home home, Console console, String job, String commands, String table, String toTry)
        implements Beside {

    @Override
    public void start(TargetDatabases databases) {
        new ServedJob(commands, databases.urls(), table).remember(home, job);
        console.say("%s is served until Ctrl-C; to try it:".formatted(job));
        toTry.formatted(
                        home.command(),
                        commands,
                        Instant.now().truncatedTo(SECONDS),
                        CommandText.of(List.of(home.checkout().toString())))
                .lines()
                .forEach(line -> console.say("  " + line));
    }

    @Override
    public void close() {
        ServedJob.forget(home, job);
    }
}
