-- What is always true of members: numbers, lifecycle, fee plan and type, erasure, history, search.

CREATE EXTENSION IF NOT EXISTS btree_gist;

ALTER TABLE "number_series"
  ADD CONSTRAINT "number_series_prefix" CHECK ("prefix" = '' OR "prefix" ~ '^[A-Za-z]{3,}$'),
  ADD CONSTRAINT "number_series_range" CHECK ("next" >= 1 AND "width" BETWEEN 1 AND 12 AND ("test_from" IS NULL) = ("test_to" IS NULL) AND "test_from" <= "test_to");

ALTER TABLE "member_kind" ADD CONSTRAINT "member_kind_kind" CHECK ("kind" IN ('individual', 'institution', 'supporting'));
ALTER TABLE "member_type" ADD CONSTRAINT "member_type_fee_plan" CHECK ("fee_plan" IN ('paid', 'free'));

ALTER TABLE "member"
  ADD CONSTRAINT "member_number_format" CHECK ("number" ~ '^([A-Za-z]{3,}[0-9]{5,}|[0-9]+)$'),
  ADD CONSTRAINT "member_lifecycle" CHECK ("lifecycle" IN ('applicant', 'active', 'withdrawn', 'rejected')),
  ADD CONSTRAINT "member_fee_plan" CHECK ("fee_plan" IN ('paid', 'free')),
  ADD CONSTRAINT "member_board_access" CHECK ("board_access" IN ('poster', 'reader')),
  ADD CONSTRAINT "member_mailing_address" CHECK ("mailing_address" IN ('primary', 'home', 'work')),
  ADD CONSTRAINT "member_units" CHECK ("units" > 0 AND "capacity" > 0),
  -- Withdrawn means: free, without a type, with the day it happened.
  ADD CONSTRAINT "member_withdrawn" CHECK ("lifecycle" <> 'withdrawn' OR ("fee_plan" = 'free' AND "member_type_id" IS NULL AND "withdrawn_on" IS NOT NULL)),
  ADD CONSTRAINT "member_not_withdrawn" CHECK ("lifecycle" = 'withdrawn' OR ("withdrawn_on" IS NULL AND "withdrawal_reason" IS NULL)),
  ADD CONSTRAINT "member_paid_type" CHECK ("lifecycle" <> 'active' OR "fee_plan" = 'free' OR "member_type_id" IS NOT NULL),
  ADD CONSTRAINT "member_joined" CHECK ("lifecycle" <> 'active' OR "joined_on" IS NOT NULL),
  ADD CONSTRAINT "member_merged" CHECK ("merged_into" <> "id"),
  -- Erasure nulls every personal column; the row stays for the ledger.
  ADD CONSTRAINT "member_erased" CHECK ("erased_at" IS NULL OR ("lifecycle" IN ('withdrawn', 'rejected') AND num_nonnulls(
    "family_name", "given_name", "family_kana", "given_kana", "organisation_name", "organisation_kana", "email", "phone", "postal_code",
    "prefecture", "address", "affiliation", "title", "qualifications", "department_category", "department", "physician_licence",
    "deceased_on", "remarks", "account_id") = 0));

-- The search row may follow at any time before commit, never later; a number is registered by the trigger below.
ALTER TABLE "member" ALTER CONSTRAINT "member_society_id_id_search_version_fkey" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "member" ALTER CONSTRAINT "member_society_id_number_folded_fkey" DEFERRABLE INITIALLY DEFERRED;

-- Members in arrears.
CREATE INDEX "member_search_arrears" ON "member_search" ("society_id", "oldest_open_due") WHERE "oldest_open_due" IS NOT NULL;

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
END $$;

CREATE TRIGGER "member_never_deleted" BEFORE DELETE ON "member" FOR EACH STATEMENT EXECUTE FUNCTION refuse();
CREATE TRIGGER "member_never_truncated" BEFORE TRUNCATE ON "member" FOR EACH STATEMENT EXECUTE FUNCTION refuse();
CREATE TRIGGER "member_number_never_deleted" BEFORE DELETE ON "member_number" FOR EACH STATEMENT EXECUTE FUNCTION refuse();
CREATE TRIGGER "member_number_never_truncated" BEFORE TRUNCATE ON "member_number" FOR EACH STATEMENT EXECUTE FUNCTION refuse();
CREATE TRIGGER "member_number_never_moved" BEFORE UPDATE OF "society_id", "folded", "member_id" ON "member_number" FOR EACH STATEMENT EXECUTE FUNCTION refuse();

-- Version and search version move by themselves, so that no writer can forget them. Generated columns are left out of
-- the comparison: in a BEFORE trigger NEW does not have them yet.
CREATE FUNCTION member_touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."number", NEW."is_test", NEW."kind", NEW."member_type_id", NEW."fee_plan", NEW."lifecycle", NEW."board_access", NEW."notices", NEW."term_end",
      NEW."family_name", NEW."given_name", NEW."family_kana", NEW."given_kana", NEW."organisation_name", NEW."organisation_kana",
      NEW."email", NEW."phone", NEW."postal_code", NEW."prefecture", NEW."address", NEW."affiliation", NEW."title", NEW."qualifications",
      NEW."department_category", NEW."department", NEW."physician_licence", NEW."deceased_on", NEW."remarks", NEW."applied_at",
      NEW."account_id", NEW."merged_into", NEW."erased_at")
    IS DISTINCT FROM
     (OLD."number", OLD."is_test", OLD."kind", OLD."member_type_id", OLD."fee_plan", OLD."lifecycle", OLD."board_access", OLD."notices", OLD."term_end",
      OLD."family_name", OLD."given_name", OLD."family_kana", OLD."given_kana", OLD."organisation_name", OLD."organisation_kana",
      OLD."email", OLD."phone", OLD."postal_code", OLD."prefecture", OLD."address", OLD."affiliation", OLD."title", OLD."qualifications",
      OLD."department_category", OLD."department", OLD."physician_licence", OLD."deceased_on", OLD."remarks", OLD."applied_at",
      OLD."account_id", OLD."merged_into", OLD."erased_at")
  THEN NEW."search_version" := OLD."search_version" + 1;
  END IF;
  IF (to_jsonb(NEW) - '{version,search_version,updated_at,number_folded,approval,may_owe}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{version,search_version,updated_at,number_folded,approval,may_owe}'::text[]) THEN
    NEW."version" := OLD."version" + 1;
    IF NEW."updated_at" = OLD."updated_at" THEN NEW."updated_at" := now(); END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "member_touch" BEFORE UPDATE ON "member" FOR EACH ROW EXECUTE FUNCTION member_touch();

-- A number is taken for good by the member that first had it; the test range decides is_test.
CREATE FUNCTION member_take_numbers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wanted bigint; taken bigint; wrong text;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NOT EXISTS (
      SELECT 1 FROM new_rows n JOIN old_rows o ON o."society_id" = n."society_id" AND o."id" = n."id"
      WHERE (n."number", n."is_test") IS DISTINCT FROM (o."number", o."is_test"))
    THEN RETURN NULL; END IF;
  END IF;
  SELECT count(*) INTO wanted FROM new_rows;
  INSERT INTO "member_number" AS held ("society_id", "folded", "number", "member_id")
    SELECT n."society_id", lower(n."number"), n."number", n."id" FROM new_rows n
    ON CONFLICT ("society_id", "folded") DO UPDATE SET "number" = EXCLUDED."number" WHERE held."member_id" = EXCLUDED."member_id";
  GET DIAGNOSTICS taken = ROW_COUNT;
  IF taken < wanted THEN
    RAISE EXCEPTION 'a member number is taken already' USING ERRCODE = 'unique_violation', CONSTRAINT = 'member_number_taken';
  END IF;
  SELECT n."number" INTO wrong FROM new_rows n WHERE n."is_test" <> EXISTS (
    SELECT 1 FROM "number_series" s WHERE s."society_id" = n."society_id" AND lower(s."prefix") = lower(regexp_replace(n."number", '[0-9]+$', ''))
      AND substring(n."number" FROM '[0-9]+$')::numeric BETWEEN s."test_from" AND s."test_to") LIMIT 1;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'is_test does not follow the test range' USING ERRCODE = 'check_violation', CONSTRAINT = 'member_test_range';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "member_take_numbers_insert" AFTER INSERT ON "member" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION member_take_numbers();
CREATE TRIGGER "member_take_numbers_update" AFTER UPDATE ON "member" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION member_take_numbers();

-- 在籍期間 and 種別履歴 follow from the member row. Dates are half-open: the day that ends one may begin the next.
ALTER TABLE "membership_term"
  ADD CONSTRAINT "membership_term_order" CHECK ("ended_on" >= "started_on"),
  ADD CONSTRAINT "membership_term_overlap" EXCLUDE USING gist ("society_id" WITH =, "member_id" WITH =, daterange("started_on", "ended_on", '[)') WITH &&);
ALTER TABLE "type_assignment"
  ADD CONSTRAINT "type_assignment_order" CHECK ("ended_on" >= "started_on"),
  ADD CONSTRAINT "type_assignment_fee_plan" CHECK ("fee_plan" IN ('paid', 'free')),
  ADD CONSTRAINT "type_assignment_overlap" EXCLUDE USING gist ("society_id" WITH =, "member_id" WITH =, daterange("started_on", "ended_on", '[)') WITH &&);

CREATE FUNCTION member_history_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "membership_term" ("society_id", "member_id", "started_on", "ended_on", "approved_on", "withdrawal_accepted_on", "reason")
    SELECT n."society_id", n."id", COALESCE(n."joined_on", n."withdrawn_on"), n."withdrawn_on", n."approved_on", n."withdrawal_accepted_on", n."withdrawal_reason"
    FROM new_rows n WHERE n."lifecycle" IN ('active', 'withdrawn');
  INSERT INTO "type_assignment" ("society_id", "member_id", "member_type_id", "fee_plan", "started_on")
    SELECT n."society_id", n."id", n."member_type_id", n."fee_plan", COALESCE(n."type_since", n."joined_on") FROM new_rows n WHERE n."lifecycle" = 'active';
  RETURN NULL;
END $$;
CREATE TRIGGER "member_history_insert" AFTER INSERT ON "member" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION member_history_insert();

CREATE FUNCTION member_history_update() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r record; since date;
BEGIN
  FOR r IN
    SELECT n.*, o."lifecycle" AS was, o."member_type_id" AS old_type, o."fee_plan" AS old_plan, o."type_since" AS old_since
    FROM new_rows n JOIN old_rows o ON o."society_id" = n."society_id" AND o."id" = n."id"
    WHERE (n."lifecycle", n."joined_on", n."approved_on", n."withdrawn_on", n."withdrawal_accepted_on", n."withdrawal_reason", n."member_type_id", n."fee_plan", n."type_since")
      IS DISTINCT FROM (o."lifecycle", o."joined_on", o."approved_on", o."withdrawn_on", o."withdrawal_accepted_on", o."withdrawal_reason", o."member_type_id", o."fee_plan", o."type_since")
  LOOP
    since := COALESCE(r."type_since", r."joined_on");
    IF r."lifecycle" = 'active' AND r.was <> 'active' THEN
      -- Undoing a withdrawal gives back the term that it closed; a rejoin begins a new one.
      UPDATE "membership_term" SET "ended_on" = NULL, "withdrawal_accepted_on" = NULL, "reason" = NULL, "approved_on" = r."approved_on"
        WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND "started_on" = r."joined_on" AND r.was = 'withdrawn';
      IF NOT FOUND THEN
        INSERT INTO "membership_term" ("society_id", "member_id", "started_on", "approved_on") VALUES (r."society_id", r."id", r."joined_on", r."approved_on");
      END IF;
      UPDATE "type_assignment" SET "ended_on" = NULL
        WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND "started_on" = since AND r.was = 'withdrawn'
          AND "member_type_id" IS NOT DISTINCT FROM r."member_type_id" AND "fee_plan" = r."fee_plan";
      IF NOT FOUND THEN
        INSERT INTO "type_assignment" ("society_id", "member_id", "member_type_id", "fee_plan", "started_on") VALUES (r."society_id", r."id", r."member_type_id", r."fee_plan", since);
      END IF;
    ELSIF r."lifecycle" <> 'active' AND r.was = 'active' THEN
      UPDATE "membership_term" SET "ended_on" = r."withdrawn_on", "withdrawal_accepted_on" = r."withdrawal_accepted_on", "reason" = r."withdrawal_reason"
        WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND "ended_on" IS NULL;
      UPDATE "type_assignment" SET "ended_on" = GREATEST("started_on", r."withdrawn_on") WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND "ended_on" IS NULL;
    ELSIF r."lifecycle" = 'active' THEN
      UPDATE "membership_term" SET "started_on" = r."joined_on", "approved_on" = r."approved_on"
        WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND "ended_on" IS NULL;
      IF (r."member_type_id", r."fee_plan", since) IS DISTINCT FROM (r.old_type, r.old_plan, COALESCE(r.old_since, since)) THEN
        -- A correction from the same day replaces; otherwise the old assignment ends where the new begins.
        DELETE FROM "type_assignment" WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND "ended_on" IS NULL AND "started_on" >= since;
        UPDATE "type_assignment" SET "ended_on" = since WHERE "society_id" = r."society_id" AND "member_id" = r."id" AND "ended_on" IS NULL;
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
CREATE TRIGGER "member_history_update" AFTER UPDATE ON "member" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION member_history_update();

ALTER TABLE "contact"
  ADD CONSTRAINT "contact_part" CHECK ("part" IN ('representative', 'contact', 'billing', 'mailing')),
  ADD CONSTRAINT "contact_order" CHECK ("ended_on" >= "started_on");
ALTER TABLE "address" ADD CONSTRAINT "address_place" CHECK ("place" IN ('home', 'work'));
ALTER TABLE "affiliation"
  ADD CONSTRAINT "affiliation_self" CHECK ("institution_id" <> "member_id"),
  ADD CONSTRAINT "affiliation_overlap" EXCLUDE USING gist ("society_id" WITH =, "institution_id" WITH =, "member_id" WITH =, daterange("started_on", "ended_on", '[)') WITH &&);
ALTER TABLE "position" ADD CONSTRAINT "position_group" CHECK ("group" IN ('officer', 'committee', 'auditor'));
ALTER TABLE "position_holding"
  ADD CONSTRAINT "position_holding_order" CHECK ("ended_on" >= "started_on"),
  ADD CONSTRAINT "position_holding_overlap" EXCLUDE USING gist ("society_id" WITH =, "position_id" WITH =, "member_id" WITH =, daterange("started_on", "ended_on", '[)') WITH &&);
ALTER TABLE "rule" ADD CONSTRAINT "rule_effect" CHECK ("effect" IN ('requires', 'excludes'));
ALTER TABLE "planned_change"
  ADD CONSTRAINT "planned_change_change" CHECK ("change" IN ('withdrawal', 'type', 'position')),
  ADD CONSTRAINT "planned_change_state" CHECK ("state" IN ('planned', 'done', 'failed', 'cancelled'));
