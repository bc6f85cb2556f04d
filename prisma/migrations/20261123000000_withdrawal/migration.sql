-- What withdrawing, settling and undoing need beside the first schema.

ALTER TABLE "held_withdrawal" ADD COLUMN "end_positions" BOOLEAN NOT NULL DEFAULT false;

-- What was done in one batch, and what was done about one request.
CREATE INDEX "audit_entry_society_id_subject_subject_id_idx" ON "audit_entry"("society_id", "subject", "subject_id");
-- What is waiting, for what runs out by itself.
CREATE INDEX "approval_state_expires_at_idx" ON "approval"("state", "expires_at");

-- The first half of idempotency, and the lock of every member that the operation is about: whoever bills, pays, settles or
-- withdraws waits here, in the order of ids, before reading its facts. Volatile, so that each statement has a snapshot of its own.
DROP FUNCTION begin_operation(int, text);
CREATE FUNCTION begin_operation(society int, operation_key text, members int[]) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE first_result jsonb;
BEGIN
  -- Prisma gives a transaction up after two seconds but lets its statement run on; the server ends that too.
  PERFORM set_config('statement_timeout', '2000', true);
  PERFORM pg_advisory_xact_lock(society, hashtext(operation_key));
  SELECT o."result" INTO first_result FROM "operation" o WHERE o."society_id" = society AND o."key" = operation_key;
  IF first_result IS NULL AND cardinality(members) > 0 THEN
    PERFORM 1 FROM "member" m WHERE m."society_id" = society AND m."id" = ANY(members) ORDER BY m."id" FOR NO KEY UPDATE;
  END IF;
  RETURN first_result;
END $$;

-- As before, and: undoing a rejoin gives back the withdrawal that it followed, so that its own term never was; undoing a change of type gives back
-- the assignment that it closed.
CREATE OR REPLACE FUNCTION member_history_update() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r record; since date;
BEGIN
  FOR r IN
    SELECT n.*, o."lifecycle" AS was, o."member_type_id" AS old_type, o."fee_plan" AS old_plan, o."type_since" AS old_since, o."joined_on" AS old_joined
    FROM new_rows n JOIN old_rows o ON o."society_id" = n."society_id" AND o."id" = n."id"
    WHERE (n."lifecycle", n."joined_on", n."approved_on", n."withdrawn_on", n."withdrawal_accepted_on", n."withdrawal_reason", n."member_type_id", n."fee_plan", n."type_since")
      IS DISTINCT FROM (o."lifecycle", o."joined_on", o."approved_on", o."withdrawn_on", o."withdrawal_accepted_on", o."withdrawal_reason", o."member_type_id", o."fee_plan", o."type_since")
  LOOP
    since := COALESCE(r."type_since", r."joined_on");
    IF r."lifecycle" = 'active' AND r.was <> 'active' THEN
      -- Undoing a withdrawal gives back the term that it closed; a rejoin begins a new one.
      UPDATE "membership_term" SET "ended_on" = NULL, "withdrawal_accepted_on" = NULL, "reason" = NULL, "approved_on" = r."approved_on"
        WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND "started_on" = r."joined_on" AND r.was = 'withdrawn' AND r."joined_on" = r.old_joined;
      IF NOT FOUND THEN
        INSERT INTO "membership_term" ("society_id", "member_id", "started_on", "approved_on") VALUES (r."society_id", r."id", r."joined_on", r."approved_on");
      END IF;
      UPDATE "type_assignment" SET "ended_on" = NULL
        WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND "started_on" = since AND r.was = 'withdrawn' AND r."joined_on" = r.old_joined
          AND "member_type_id" IS NOT DISTINCT FROM r."member_type_id" AND "fee_plan" = r."fee_plan";
      IF NOT FOUND THEN
        INSERT INTO "type_assignment" ("society_id", "member_id", "member_type_id", "fee_plan", "started_on") VALUES (r."society_id", r."id", r."member_type_id", r."fee_plan", since);
      END IF;
    ELSIF r."lifecycle" = 'withdrawn' AND r.was = 'active' AND r."joined_on" < r.old_joined THEN
      DELETE FROM "membership_term" WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND "ended_on" IS NULL;
      DELETE FROM "type_assignment" WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND "ended_on" IS NULL;
    ELSIF r."lifecycle" <> 'active' AND r.was = 'active' THEN
      UPDATE "membership_term" SET "ended_on" = r."withdrawn_on", "withdrawal_accepted_on" = r."withdrawal_accepted_on", "reason" = r."withdrawal_reason"
        WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND "ended_on" IS NULL;
      UPDATE "type_assignment" SET "ended_on" = GREATEST("started_on", r."withdrawn_on") WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND "ended_on" IS NULL;
    ELSIF r."lifecycle" = 'active' THEN
      UPDATE "membership_term" SET "started_on" = r."joined_on", "approved_on" = r."approved_on"
        WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND "ended_on" IS NULL;
      IF (r."member_type_id", r."fee_plan", since) IS DISTINCT FROM (r.old_type, r.old_plan, COALESCE(r.old_since, since)) THEN
        -- What holds from a day replaces whatever began then or later (a correction, or the undoing of a change); what held before ends there.
        DELETE FROM "type_assignment" WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND "started_on" >= since;
        UPDATE "type_assignment" SET "ended_on" = since
          WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND ("ended_on" IS NULL OR "ended_on" > since);
        INSERT INTO "type_assignment" ("society_id", "member_id", "member_type_id", "fee_plan", "started_on") VALUES (r."society_id", r."id", r."member_type_id", r."fee_plan", since);
      END IF;
    ELSIF r."lifecycle" = 'withdrawn' AND r.was = 'withdrawn' THEN
      UPDATE "membership_term" SET "ended_on" = r."withdrawn_on", "withdrawal_accepted_on" = r."withdrawal_accepted_on", "reason" = r."withdrawal_reason"
        WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND "id" = (
          SELECT max("id") FROM "membership_term" WHERE "society_id" = r."society_id" AND "member_id" = r."id");
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
