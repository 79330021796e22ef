package io.oncestream.launcher.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What {@code run JOB} shows where it is given nothing to read. */
public interface Demo {

    /** What it does, in a sentence for the help text. */
    String explanation();

    /**
     * Options of the job that fit it, by their long names.
     *
     * @param checkout where files that come with the project are
     */
    Map<String, String> options(Path checkout);

    /**
     * Further ones that follow from how long it takes; none for a job that is served.
     *
     * @throws io.oncestream.launcher.failure.UsageException for a length that it cannot do
     */
    default Map<String, String> options(Duration length) {
        return Map.of();
    }

    /** Those of all of them without which its clients make no sense. */
    default List<String> fixed() {
        return List.of();
    }

    /** Where its clients send to. */
    DemoSource source();

    /** The servers that it writes to where none are named, as services; none: the embedded one. */
    default List<String> databases() {
        return List.of();
    }

    /** What the job calls these, in the same order. */
    default List<String> names() {
        return databases();
    }

    /** How many of these, the last ones, join later. */
    default int spares() {
        return 0;
    }

    /**
     * What a service of this job is tried with, as lines: 1 is the launcher, 2 the source, 3 the
     * time, 4 the checkout.
     */
    String toTry();

    /** Its clients, which do not begin before they are started. */
    Beside clients(Stage stage);

    /** The runs that it has, each begun when the one before went well. */
    default List<DemoPart> parts() {
        return List.of(new DemoPart("", Map.of(), this::clients));
    }
}
