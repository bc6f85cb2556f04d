-- The first half of idempotency: wait for a twin that is under way, then see what it left. Two statements, so that the
-- second has a snapshot taken after the lock.
CREATE FUNCTION begin_operation(society int, operation_key text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE first_result jsonb;
BEGIN
  -- Prisma gives a transaction up after two seconds but lets its statement run on; the server ends that too.
  PERFORM set_config('statement_timeout', '2000', true);
  PERFORM pg_advisory_xact_lock(society, hashtext(operation_key));
  SELECT o."result" INTO first_result FROM "operation" o WHERE o."society_id" = society AND o."key" = operation_key;
  RETURN first_result;
END $$;
