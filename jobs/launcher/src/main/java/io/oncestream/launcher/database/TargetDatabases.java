package io.oncestream.launcher.database;

import io.oncestream.cli.NamedUrl;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.Participant;
import io.oncestream.launcher.home.Home;
import java.util.List;
import java.util.Optional;

/** The databases that a job writes to: the embedded one alone, or others by their URLs. */
public record TargetDatabases(List<TargetDatabase> all) implements AutoCloseable {

    /** Others; nothing connects before it is asked to. */
    public static TargetDatabases at(List<NamedUrl> urls, Optional<String> passwordFile) {
        return new TargetDatabases(
                urls.stream().map(each -> TargetDatabase.at(each, passwordFile)).toList());
    }

    public static TargetDatabases embedded(Home home) {
        return new TargetDatabases(List.of(TargetDatabase.embedded(home)));
    }

    public TargetDatabase first() {
        return all.get(0);
    }

    /** As {@code --to} takes them. */
    public List<NamedUrl> urls() {
        return all.stream().map(each -> new NamedUrl(each.name(), each.url())).toList();
    }

    /** Where they are, in their order. */
    public List<DatabaseAddress> addresses() {
        return all.stream().map(TargetDatabase::address).toList();
    }

    /** As a sink knows them, in their order. */
    public List<Participant> participants() {
        return all.stream().map(each -> new Participant(each.name(), each.address())).toList();
    }

    /** See {@link TargetDatabase#checkReachable}; one that is not ends it. */
    public void checkReachable() {
        all.forEach(TargetDatabase::checkReachable);
    }

    /** Lets go at once, without waiting for anything. */
    public void abandon() {
        all.forEach(TargetDatabase::abandon);
    }

    @Override
    public void close() {
        all.forEach(TargetDatabase::close);
    }
}
