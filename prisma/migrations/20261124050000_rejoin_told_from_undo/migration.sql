-- As before, and: a rejoining on the day on which the last term began and ended is no undoing of its end. The dates are the same in both, so that an
-- undoing says so (`meibo.undoing`, for its transaction). And somebody who leaves as of a day before their type last changed (4月1日変更, 3月31日付退会)
-- leaves with the type of that day: the history has nothing after it, into which a rejoining would run.
CREATE OR REPLACE FUNCTION member_history_update() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r record; since date; undoing boolean := coalesce(current_setting('meibo.undoing', true), '') = 'on';
BEGIN
  FOR r IN
    SELECT n.*, o."lifecycle" AS was, o."member_type_id" AS old_type, o."fee_plan" AS old_plan, o."type_since" AS old_since, o."joined_on" AS old_joined, o."withdrawn_on" AS old_withdrawn
    FROM new_rows n JOIN old_rows o ON o."society_id" = n."society_id" AND o."id" = n."id"
    WHERE (n."lifecycle", n."joined_on", n."approved_on", n."withdrawn_on", n."withdrawal_accepted_on", n."withdrawal_reason", n."member_type_id", n."fee_plan", n."type_since")
      IS DISTINCT FROM (o."lifecycle", o."joined_on", o."approved_on", o."withdrawn_on", o."withdrawal_accepted_on", o."withdrawal_reason", o."member_type_id", o."fee_plan", o."type_since")
  LOOP
    since := COALESCE(r."type_since", r."joined_on");
    IF r."lifecycle" = 'active' AND r.was <> 'active' THEN
      -- Undoing a withdrawal gives back the term that it closed; a rejoin begins a new one.
      UPDATE "membership_term" SET "ended_on" = NULL, "withdrawal_accepted_on" = NULL, "reason" = NULL, "approved_on" = r."approved_on"
        WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND r.was = 'withdrawn' AND r."joined_on" = r.old_joined AND (undoing OR r."joined_on" <> r.old_withdrawn)
          AND "id" = (SELECT max(t."id") FROM "membership_term" t WHERE t."society_id" = r."society_id" AND t."member_id" = r."id" AND t."started_on" = r."joined_on");
      IF NOT FOUND THEN
        INSERT INTO "membership_term" ("society_id", "member_id", "started_on", "approved_on") VALUES (r."society_id", r."id", r."joined_on", r."approved_on");
      END IF;
      UPDATE "type_assignment" SET "ended_on" = NULL
        WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND r.was = 'withdrawn' AND r."joined_on" = r.old_joined AND (undoing OR r."joined_on" <> r.old_withdrawn)
          AND "id" = (SELECT max(a."id") FROM "type_assignment" a WHERE a."society_id" = r."society_id" AND a."member_id" = r."id" AND a."started_on" = since
            AND a."member_type_id" IS NOT DISTINCT FROM r."member_type_id" AND a."fee_plan" = r."fee_plan");
      IF NOT FOUND THEN
        -- Undoing brings back what began after the day of leaving, and what held until then.
        UPDATE "type_assignment" SET "ended_on" = since
          WHERE undoing AND since > r.old_withdrawn AND "society_id" = r."society_id" AND "id" = (
            SELECT a."id" FROM "type_assignment" a WHERE a."society_id" = r."society_id" AND a."member_id" = r."id" AND a."ended_on" = r.old_withdrawn
            ORDER BY a."started_on" DESC, a."id" DESC LIMIT 1);
        INSERT INTO "type_assignment" ("society_id", "member_id", "member_type_id", "fee_plan", "started_on") VALUES (r."society_id", r."id", r."member_type_id", r."fee_plan", since);
      END IF;
    ELSIF r."lifecycle" = 'withdrawn' AND r.was = 'active' AND (undoing OR r."joined_on" < r.old_joined) THEN
      DELETE FROM "membership_term" WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND "ended_on" IS NULL;
      DELETE FROM "type_assignment" WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND "ended_on" IS NULL;
    ELSIF r."lifecycle" <> 'active' AND r.was = 'active' THEN
      UPDATE "membership_term" SET "ended_on" = r."withdrawn_on", "withdrawal_accepted_on" = r."withdrawal_accepted_on", "reason" = r."withdrawal_reason"
        WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND "ended_on" IS NULL;
      -- What began after the day of leaving never was; whatever held on that day ends with it.
      DELETE FROM "type_assignment" WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND "started_on" > r."withdrawn_on";
      UPDATE "type_assignment" SET "ended_on" = GREATEST("started_on", r."withdrawn_on")
        WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND ("ended_on" IS NULL OR "ended_on" > r."withdrawn_on");
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
