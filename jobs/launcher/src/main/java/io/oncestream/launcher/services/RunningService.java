package io.oncestream.launcher.services;

import io.oncestream.launcher.home.Home;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A service that runs.
 *
 * @param name as in {@code services start NAME}
 * @param uri where clients find it, such as a JDBC URL with the user in it
 */
public record RunningService(String name, String uri) {

    /** Those of this state folder, in the order of the catalogue. */
    public static List<RunningService> all(Home home) throws IOException {
        List<RunningService> running = new ArrayList<>();
        for (LocalService local : ServiceCatalogue.all(home)) {
            if (local.running().isPresent()) {
                running.add(new RunningService(local.name(), local.uri()));
            }
        }
        return running;
    }
}
