package io.oncestream.launcher.demo;

import java.util.Map;

/** What {@code run JOB} shows where it is given nothing to read. */
public interface Demo {

    /** What it does, in a sentence for the help text. */
    String explanation();

    /** Options of the job that fit it, by their long names. */
    Map<String, String> options();

    /** Partitions of the topic of commands. */
    int partitions();

    /** What a service of this job is tried with, as lines; {@code %s} is the launcher. */
    String toTry();

    /** Its clients, which do not begin before they are started. */
    Beside clients(Stage stage);
}
