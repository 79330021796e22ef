-- CALL oncestream_fence(RESOURCE, TOKEN) is the first statement of each transaction under a lock.
-- It keeps the greatest token of a resource, locks its row to the end of the transaction, and fails
-- for a smaller token with SQLSTATE OF001. With autocommit it protects nothing.

DELIMITER //

-- The resource is bytes: no collation merges two of them.
CREATE TABLE IF NOT EXISTS oncestream_fences (
    resource varbinary(800) NOT NULL PRIMARY KEY,
    token bigint NOT NULL,
    entries bigint NOT NULL
) ENGINE = InnoDB
//

CREATE PROCEDURE IF NOT EXISTS oncestream_fence(
    entered varchar(200) CHARACTER SET utf8mb4, entering bigint)
MODIFIES SQL DATA
BEGIN
    DECLARE greatest_token, now_entries, seen_entries bigint;
    DECLARE reason varchar(128) CHARACTER SET utf8mb4;

    -- Locks the row, whether it was there or not.
    INSERT INTO oncestream_fences VALUES (entered, entering, 0)
    ON DUPLICATE KEY UPDATE token = token;
    SELECT token, entries INTO greatest_token, now_entries
    FROM oncestream_fences WHERE resource = entered FOR UPDATE;
    IF greatest_token > entering THEN
        SET reason = LEFT(CONCAT(
            'token ', entering, ' is stale: ', greatest_token, ' has been here, of ', entered), 128);
        SIGNAL SQLSTATE 'OF001' SET MESSAGE_TEXT = reason;
    END IF;

    -- What REPEATABLE READ shows this transaction: of now, or of a read before the fence.
    SELECT max(entries) INTO seen_entries FROM oncestream_fences WHERE resource = entered;
    IF seen_entries IS NULL OR seen_entries <> now_entries THEN
        SIGNAL SQLSTATE 'OF002' SET MESSAGE_TEXT =
            'the transaction has read before the fence, and others have changed data since';
    END IF;
    UPDATE oncestream_fences SET token = entering, entries = entries + 1 WHERE resource = entered;
END
//

DELIMITER ;
