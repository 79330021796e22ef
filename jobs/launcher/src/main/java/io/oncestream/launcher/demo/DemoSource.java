package io.oncestream.launcher.demo;

import io.oncestream.launcher.services.BorrowedService;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Where a demonstration's clients and its job meet: these send there, and that one reads. */
public interface DemoSource {

    /** A URI of its kind, for the help text. */
    String example(String job);

    /** What must run for it, as services. */
    List<String> services();

    /** Refuses a table whose name it cannot bear. */
    default void check(String table) {}

    /**
     * Makes it.
     *
     * @param services those that it asked for
     * @return the URI that clients send to
     */
    String open(String table, List<BorrowedService> services)
            throws IOException, InterruptedException;

    /**
     * As the job reads it.
     *
     * @param uri of {@link #open}
     * @param since what is older is of another run
     */
    String read(String uri, Instant since);
}
