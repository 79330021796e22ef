package io.oncestream.launcher.demo;

import java.util.Map;
import java.util.function.Function;

/**
 * One run of the job, of those that a demonstration has one after the other.
 *
 * @param suffix of its table and its source, behind what {@code --table} says
 * @param options of the job as if they were typed, by their long names; empty for a flag
 * @param clients that do not begin before they are started
 */
public record DemoPart(
        String suffix, Map<String, String> options, Function<Stage, Beside> clients) {}
