package io.oncestream.state.membership;

/**
 * What the reports of a node tell of its clock.
 *
 * @param time of the newest, in milliseconds of the node's own clock
 * @param clock how far that has come, counted from where the cluster's clock stood at the first
 * @param at when the newest came, in milliseconds of the cluster's clock
 * @param beatSince whether its heartbeat has advanced since then
 * @param inStall how many came since the cluster's clock last moved
 * @param wasSetBack whether the newest was of a clock that was set back
 */
public record OwnReports(
        long time, long clock, long at, boolean beatSince, int inStall, boolean wasSetBack) {

    /** The first of an incarnation. */
    public static OwnReports first(long time, long now) {
        return new OwnReports(time, now, now, false, 0, false);
    }

    /** Its heartbeat has advanced. */
    public OwnReports withBeat() {
        return new OwnReports(time, clock, at, true, inStall, wasSetBack);
    }

    /** As if the newest had come by so much later. */
    public OwnReports shifted(long by) {
        return new OwnReports(time, clock, at + by, beatSince, inStall, wasSetBack);
    }

    /** With an older time of the node's clock, which has come no further. */
    public OwnReports setBack(long next, long now) {
        return new OwnReports(next, clock, now, beatSince, inStall, true);
    }

    /**
     * With a newer report. Its clock was set forward where it has come much further than the
     * cluster's, which others move meanwhile, or was set back before: that is not counted.
     *
     * @param aheadMax how much further it may have come
     */
    public OwnReports next(long newTime, long now, long aheadMax) {
        long progress = newTime - time;
        boolean isSetForward = (now > at || wasSetBack) && progress > now - at + aheadMax;
        long counted = isSetForward ? now - at : progress;
        return new OwnReports(newTime, clock + counted, now, false, inStall + 1, false);
    }

    /** Behind a move of the cluster's clock, which this one is at most so far ahead of. */
    public OwnReports moved(long clockMax) {
        return new OwnReports(time, Math.min(clock, clockMax), at, beatSince, 0, wasSetBack);
    }
}
