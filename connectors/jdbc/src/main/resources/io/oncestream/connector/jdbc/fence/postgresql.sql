-- SELECT oncestream_fence(RESOURCE, TOKEN) is the first statement of each transaction under a lock.
-- It keeps the greatest token of a resource, locks its row to the end of the transaction, and fails
-- for a smaller token with SQLSTATE OF001.

CREATE TABLE IF NOT EXISTS oncestream_fences (
    resource text PRIMARY KEY,
    token bigint NOT NULL
);

CREATE OR REPLACE FUNCTION oncestream_fence(entered text, entering bigint) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    greatest_token bigint;
BEGIN
    -- It writes the row for an equal token too: so a transaction whose snapshot is older fails.
    INSERT INTO oncestream_fences AS fence VALUES (entered, entering)
    ON CONFLICT (resource) DO UPDATE SET token = greatest(fence.token, entering)
    RETURNING fence.token INTO greatest_token;
    IF greatest_token > entering THEN
        RAISE EXCEPTION 'token % of % is stale: % has been here', entering, entered, greatest_token
        USING ERRCODE = 'OF001';
    END IF;
END
$$;
