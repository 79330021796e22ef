-- oncestream_cut(TABLE) is the newest checkpoint that this database knows all databases of the
-- table's sink to have: what is up to it is all of a checkpoint, here and there. NULL: none yet.
--
--   SELECT * FROM postings WHERE _tx <= oncestream_cut('postings');
--
-- Of a table of versions, the newest of each key up to there:
--
--   SELECT * FROM account_versions v WHERE _tx = (
--       SELECT MAX(_tx) FROM account_versions w
--       WHERE w.ledger = v.ledger AND w.account = v.account
--           AND w._tx <= (SELECT oncestream_cut('account_versions')));
--
-- Several statements see the same cut in one transaction that is REPEATABLE READ. Who calls it may
-- read oncestream_sinks and oncestream_cuts.

DELIMITER //

-- Deterministic within a statement, so that it is called once there and not for each row.
CREATE OR REPLACE FUNCTION oncestream_cut(written varchar(64) CHARACTER SET utf8mb4)
RETURNS bigint
DETERMINISTIC READS SQL DATA SQL SECURITY INVOKER
RETURN (
    SELECT MAX(cuts.checkpoint_id)
    FROM oncestream_sinks sinks
    JOIN oncestream_cuts cuts
        ON cuts.lineage = sinks.lineage AND cuts.operator = sinks.operator
    WHERE sinks.table_name = written)
//

DELIMITER ;
