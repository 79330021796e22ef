package io.oncestream.launcher.demo.trends;

/** An item that many want for some hours, of which the first is given. */
record Burst(String category, String item, int firstHour) {

    static final int HOURS = 3;

    int endHour() {
        return firstHour + HOURS;
    }
}
