package io.oncestream.bench.transfers;

import java.util.Map;
import java.util.TreeMap;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * One transaction over those databases that take part. It has no log of decisions, which a
 * transaction manager would write to its disk between the two phases: what was prepared when it
 * dies is in doubt.
 */
final class GlobalTransaction {

    private final BranchId id;
    private final Map<Integer, XaBranch> branches = new TreeMap<>();

    /** With a name that no other one has. */
    GlobalTransaction(String name) {
        id = new BranchId(name, 0);
    }

    /** Lets a database take part, if it does not yet. */
    XaBranch enlist(int database, XaBranch branch) throws XAException {
        if (branches.putIfAbsent(database, branch) == null) {
            branch.resource().start(id.in(database), XAResource.TMNOFLAGS);
        }
        return branch;
    }

    /** Commits in all, one after the other; in one phase where there is only one. */
    void commit() throws XAException {
        boolean inOnePhase = branches.size() == 1;
        for (Map.Entry<Integer, XaBranch> each : branches.entrySet()) {
            Xid branch = id.in(each.getKey());
            XAResource resource = each.getValue().resource();
            resource.end(branch, XAResource.TMSUCCESS);
            if (!inOnePhase && resource.prepare(branch) != XAResource.XA_OK) {
                throw new IllegalStateException("nothing was written by " + branch);
            }
        }
        for (Map.Entry<Integer, XaBranch> each : branches.entrySet()) {
            each.getValue().resource().commit(id.in(each.getKey()), inOnePhase);
        }
    }
}
