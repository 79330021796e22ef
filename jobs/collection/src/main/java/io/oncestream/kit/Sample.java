package io.oncestream.kit;

import java.util.Map;

/**
 * What a job reads where nothing is given.
 *
 * @param file below the checkout
 * @param options those that fit it, by their long names
 */
public record Sample(String file, Map<String, String> options) {

    public Sample {
        options = Map.copyOf(options);
    }
}
