package io.oncestream.state.membership;

/**
 * What the reports of a node tell of its clock.
 *
 * @param time of the newest, in milliseconds of the node's own clock
 * @param clock how far that has come, counted from where the cluster's clock stood at the first
 * @param at when the newest came, in milliseconds of the cluster's clock
 * @param beatSince whether its heartbeat has advanced since then
 * @param inStall how many came since the cluster's clock last moved
 */
public record OwnReports(long time, long clock, long at, boolean beatSince, int inStall) {

    /** Its heartbeat has advanced. */
    public OwnReports withBeat() {
        return new OwnReports(time, clock, at, true, inStall);
    }

    /** With another time of the node's clock, which has come no further. */
    public OwnReports withTime(long next, long now) {
        return new OwnReports(next, clock, now, beatSince, inStall);
    }

    /**
     * With a newer report. Its clock was set forward where it has come much further than the
     * cluster's, which others move meanwhile: that is not counted.
     *
     * @param aheadMax how much further it may have come
     */
    public OwnReports next(long newTime, long now, long aheadMax) {
        long progress = newTime - time;
        boolean isSetForward = now > at && progress > now - at + aheadMax;
        return new OwnReports(
                newTime, clock + (isSetForward ? now - at : progress), now, false, inStall + 1);
    }

    /** Behind a move of the cluster's clock, which this one is at most so far ahead of. */
    public OwnReports moved(long clockMax) {
        return new OwnReports(time, Math.min(clock, clockMax), at, beatSince, 0);
    }
}
