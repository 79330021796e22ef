package io.oncestream.bench.locks;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Zipf;

/**
 * Which resource each pair of commands is about: the first of a pair takes it, the second gives it
 * back. The most wanted resources are in different domains.
 */
final class Pairs {

    /** Settings of a case. */
    static final String RESOURCES = "resources";

    static final String DOMAINS = "domains";
    static final String SKEW = "skew";
    static final String WORKERS = "workers";

    private final int[] resources;
    private final int domains;

    private Pairs(int[] resources, int domains) {
        this.resources = resources;
        this.domains = domains;
    }

    /** Those of a case, two readings each. */
    static Pairs of(Case one) {
        int[] resources =
                Zipf.draws(
                        one.number(Case.READINGS) / 2,
                        one.number(RESOURCES),
                        Double.parseDouble(one.text(SKEW)),
                        one.number("seed"));
        return new Pairs(resources, one.number(DOMAINS));
    }

    int count() {
        return resources.length;
    }

    int commands() {
        return 2 * count();
    }

    /** Which resource, from 0 on. */
    int resource(int pair) {
        return resources[pair];
    }

    String domain(int pair) {
        return "d" + resources[pair] % domains;
    }

    String name(int pair) {
        return "r" + resources[pair];
    }

    /** Of the command that takes; the one that gives back has the next. */
    static int id(int pair) {
        return 2 * pair;
    }
}
