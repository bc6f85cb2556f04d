-- What is always true of decisions by a second person.

ALTER TABLE "approval"
  ADD CONSTRAINT "approval_subject" CHECK ("subject" IN ('settlement', 'delete', 'export', 'rebooking')),
  ADD CONSTRAINT "approval_state" CHECK ("state" IN ('pending', 'approved', 'rejected', 'cancelled', 'expired')),
  ADD CONSTRAINT "approval_decided" CHECK (("state" = 'pending') = ("decided_at" IS NULL) AND ("state" NOT IN ('approved', 'rejected') OR "decided_by" IS NOT NULL)),
  ADD CONSTRAINT "approval_second_person" CHECK ("state" NOT IN ('approved', 'rejected') OR "decided_by" <> "requested_by"),
  ADD CONSTRAINT "approval_hash" CHECK ("content_hash" ~ '^[0-9a-f]{64}$');
ALTER TABLE "settlement_item"
  ADD CONSTRAINT "settlement_item_settlement" CHECK ("settlement" IN ('cancel', 'paid_manually')),
  ADD CONSTRAINT "settlement_item_pending" CHECK ("pending");
ALTER TABLE "held_withdrawal" ADD CONSTRAINT "held_withdrawal_state" CHECK ("state" IN ('held', 'completed', 'released', 'cancelled'));

-- An invoice is in one pending request at most; a member has one held withdrawal at most.
CREATE UNIQUE INDEX "settlement_item_one_pending" ON "settlement_item" ("society_id", "invoice_id") WHERE "pending";
CREATE UNIQUE INDEX "held_withdrawal_one" ON "held_withdrawal" ("society_id", "member_id") WHERE "state" = 'held';

CREATE FUNCTION approval_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."state" <> 'pending' AND (to_jsonb(NEW) - '{note,decision_note,version}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{note,decision_note,version}'::text[]) THEN
    RAISE EXCEPTION 'a decision is final' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_decided_once';
  END IF;
  IF (NEW."society_id", NEW."id", NEW."subject", NEW."member_id", NEW."requested_by", NEW."requested_at", NEW."content_hash")
    IS DISTINCT FROM (OLD."society_id", OLD."id", OLD."subject", OLD."member_id", OLD."requested_by", OLD."requested_at", OLD."content_hash") THEN
    RAISE EXCEPTION 'what was asked does not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_frozen';
  END IF;
  NEW."version" := OLD."version" + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER "approval_guard" BEFORE UPDATE ON "approval" FOR EACH ROW EXECUTE FUNCTION approval_guard();
CREATE TRIGGER "approval_never_deleted" BEFORE DELETE ON "approval" FOR EACH STATEMENT EXECUTE FUNCTION refuse();

CREATE FUNCTION approval_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "settlement_item" SET "pending" = NULL WHERE "society_id" = NEW."society_id" AND "approval_id" = NEW."id";
  RETURN NULL;
END $$;
CREATE TRIGGER "approval_release" AFTER UPDATE OF "state" ON "approval" FOR EACH ROW WHEN (OLD."state" = 'pending' AND NEW."state" <> 'pending') EXECUTE FUNCTION approval_release();

-- Items belong to what was asked: written while the request is pending, then frozen.
CREATE FUNCTION approval_item_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "approval" a WHERE a."society_id" = NEW."society_id" AND a."id" = NEW."approval_id" AND a."state" = 'pending' FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the request is decided' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_item_of_pending';
  END IF;
  IF TG_TABLE_NAME = 'settlement_item' THEN NEW."pending" := true; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "settlement_item_insert" BEFORE INSERT ON "settlement_item" FOR EACH ROW EXECUTE FUNCTION approval_item_insert();
CREATE TRIGGER "rebooking_item_insert" BEFORE INSERT ON "rebooking_item" FOR EACH ROW EXECUTE FUNCTION approval_item_insert();

CREATE FUNCTION settlement_item_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 OR (to_jsonb(NEW) - 'pending') IS DISTINCT FROM (to_jsonb(OLD) - 'pending') THEN
    RAISE EXCEPTION 'what was asked does not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'settlement_item_frozen';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "settlement_item_guard" BEFORE UPDATE ON "settlement_item" FOR EACH ROW EXECUTE FUNCTION settlement_item_guard();
CREATE TRIGGER "settlement_item_never_deleted" BEFORE DELETE ON "settlement_item" FOR EACH STATEMENT EXECUTE FUNCTION refuse();
CREATE TRIGGER "rebooking_item_frozen" BEFORE UPDATE OR DELETE ON "rebooking_item" FOR EACH STATEMENT EXECUTE FUNCTION refuse();
