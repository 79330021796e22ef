package io.oncestream.launcher.demo.membership;

import java.util.List;

/** What the job has written of a cluster, in its order. */
record Published(List<Change> changes, List<View> views, long rejected) {}
