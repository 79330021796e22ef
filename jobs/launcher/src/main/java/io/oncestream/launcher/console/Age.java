package io.oncestream.launcher.console;

import java.time.Duration;

/** A time that has passed, for reading: in its largest unit. */
public final class Age {

    private Age() {}

    public static String text(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + " d";
        }
        if (age.toHours() > 0) {
            return age.toHours() + " h";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
    }
}
