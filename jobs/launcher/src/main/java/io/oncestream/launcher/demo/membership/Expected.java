package io.oncestream.launcher.demo.membership;

import io.oncestream.launcher.gossip.GossipEvent.Kind;
import java.util.Arrays;
import java.util.stream.Stream;

/** What the job should find of which event. */
enum Expected {
    /** Whether it is suspected at all depends on the machine. */
    PAUSE(Kind.PAUSE, "%s is paused", "suspect", false),
    LONG_PAUSE(Kind.LONG_PAUSE, "%s is paused", "suspect", true),
    LONG_PAUSE_DEATH(Kind.LONG_PAUSE, "%s is paused", "dead", true),
    /** Of who was not suspected nothing shows it. */
    RESUMPTION(Kind.RESUME, "%s goes on", "alive", false),
    CRASH(Kind.CRASH, "%s crashes", "suspect", true),
    DEATH(Kind.CRASH, "%s crashes", "dead", true),
    RESTART(Kind.RESTART, "%s is restarted", "alive", true),
    SPLIT(Kind.SPLIT, "split", "2 groups", true),
    HEAL(Kind.HEAL, "healed", "1 group", true),
    LEAVE(Kind.LEAVE, "%s leaves", "left", true);

    private final Kind kind;
    private final String words;
    private final String found;
    private final boolean sure;

    Expected(Kind kind, String words, String found, boolean sure) {
        this.kind = kind;
        this.words = words;
        this.found = found;
        this.sure = sure;
    }

    /** Of an event, in the order in which it should be found. */
    static Stream<Expected> of(Kind kind) {
        return Arrays.stream(values()).filter(each -> each.kind == kind);
    }

    String words() {
        return words;
    }

    /** The status of the node, or how many groups there are. */
    String found() {
        return found;
    }

    boolean isOfGroups() {
        return kind == Kind.SPLIT || kind == Kind.HEAL;
    }

    /** Whether it must be found. */
    boolean isSure() {
        return sure;
    }
}
