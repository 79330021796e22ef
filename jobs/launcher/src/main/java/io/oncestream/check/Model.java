package io.oncestream.check;

import java.util.Optional;

/**
 * One key's object, as it must behave when nothing fails and nothing is done at the same time.
 *
 * @param <A> an answer, with what was asked for
 */
public interface Model<A> {

    /**
     * A command comes that is answered later.
     *
     * @return why it should have been answered at once; empty where it is right that it was not
     */
    default Optional<String> arrives(A answer) {
        return Optional.empty();
    }

    /**
     * The object decides, behind all that it has decided before.
     *
     * @return what is wrong with the answer; empty where it is what the object had to say. The
     *     object goes on as if it was
     */
    Optional<String> decides(A answer);
}
