-- What is always true of dues: who may owe, what is final, how paid follows from allocations.

ALTER TABLE "fiscal_year" ADD CONSTRAINT "fiscal_year_order" CHECK ("starts_on" < "ends_on" AND extract(year FROM "starts_on") = "year");
ALTER TABLE "fee_item" ADD CONSTRAINT "fee_item_tax_class" CHECK ("tax_class" IN ('outside', 'exempt', 'standard', 'reduced'));
ALTER TABLE "type_fee" ADD CONSTRAINT "type_fee_amount" CHECK ("amount_yen" > 0);
ALTER TABLE "exemption" ADD CONSTRAINT "exemption_order" CHECK ("to_year" >= "from_year");
ALTER TABLE "billing_run" ADD CONSTRAINT "billing_run_state" CHECK ("state" IN ('done', 'undone'));

ALTER TABLE "invoice"
  ADD CONSTRAINT "invoice_amount" CHECK ("amount_yen" > 0),
  ADD CONSTRAINT "invoice_state" CHECK ("state" IN ('open', 'cancelled', 'paid_manually')),
  ADD CONSTRAINT "invoice_paid" CHECK ("paid_yen" BETWEEN 0 AND "amount_yen"),
  ADD CONSTRAINT "invoice_cancelled_unpaid" CHECK ("state" <> 'cancelled' OR "paid_yen" = 0),
  ADD CONSTRAINT "invoice_sequence" CHECK ("sequence" >= 1 AND "revision" >= 1),
  ADD CONSTRAINT "invoice_revision" CHECK (("revision" = 1) = ("replaces_id" IS NULL));

-- One invoice that counts per member × fiscal year × item × sequence.
CREATE UNIQUE INDEX "invoice_live" ON "invoice" ("society_id", "member_id", "year", "fee_item_id", "sequence") WHERE "state" <> 'cancelled' AND NOT "superseded";
CREATE INDEX "invoice_open" ON "invoice" ("society_id", "member_id", "due_on") WHERE "must_owe";

ALTER TABLE "payment"
  ADD CONSTRAINT "payment_amount" CHECK ("amount_yen" > 0),
  ADD CONSTRAINT "payment_spent" CHECK ("allocated_yen" >= 0 AND "refunded_yen" >= 0 AND "allocated_yen" + "refunded_yen" <= "amount_yen"),
  ADD CONSTRAINT "payment_method" CHECK ("method" IN ('bank', 'post', 'card', 'store', 'cash', 'other'));
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_amount" CHECK ("amount_yen" <> 0 AND ("amount_yen" < 0) = ("reverses_id" IS NOT NULL));
ALTER TABLE "refund" ADD CONSTRAINT "refund_amount" CHECK ("amount_yen" > 0);

CREATE TRIGGER "allocation_append_only" BEFORE UPDATE OR DELETE ON "allocation" FOR EACH STATEMENT EXECUTE FUNCTION refuse();
CREATE TRIGGER "allocation_never_truncated" BEFORE TRUNCATE ON "allocation" FOR EACH STATEMENT EXECUTE FUNCTION refuse();
CREATE TRIGGER "refund_append_only" BEFORE UPDATE OR DELETE ON "refund" FOR EACH STATEMENT EXECUTE FUNCTION refuse();

-- 請求取消 and 手動で支払済み are final; paid sums come from the ledger only.
CREATE FUNCTION invoice_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD."state" <> 'open' OR OLD."paid_yen" > 0 THEN
      RAISE EXCEPTION 'a settled invoice stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_frozen';
    END IF;
    RETURN OLD;
  END IF;
  IF NEW."paid_yen" <> OLD."paid_yen" AND pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'paid_yen follows the allocations' USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_paid_derived';
  END IF;
  IF OLD."state" <> 'open' AND (to_jsonb(NEW) - '{superseded,version,must_owe,replaces_revision}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{superseded,version,must_owe,replaces_revision}'::text[]) THEN
    RAISE EXCEPTION 'a settled invoice is final' USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_frozen';
  END IF;
  IF NEW."superseded" <> OLD."superseded" AND (OLD."superseded" OR OLD."state" = 'open' OR pg_trigger_depth() < 2) THEN
    RAISE EXCEPTION 'an invoice is superseded by its replacement only' USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_superseded';
  END IF;
  IF (NEW."society_id", NEW."id", NEW."member_id", NEW."year", NEW."fee_item_id", NEW."sequence", NEW."revision", NEW."replaces_id")
    IS DISTINCT FROM (OLD."society_id", OLD."id", OLD."member_id", OLD."year", OLD."fee_item_id", OLD."sequence", OLD."revision", OLD."replaces_id") THEN
    RAISE EXCEPTION 'what an invoice is for does not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_identity';
  END IF;
  NEW."version" := OLD."version" + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER "invoice_guard" BEFORE UPDATE OR DELETE ON "invoice" FOR EACH ROW EXECUTE FUNCTION invoice_guard();

-- A mistaken settlement is mended by a new invoice that names the old one.
CREATE FUNCTION invoice_replace() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "invoice" SET "superseded" = true WHERE "society_id" = NEW."society_id" AND "id" = NEW."replaces_id" AND "state" <> 'open' AND NOT "superseded";
  IF NOT FOUND THEN
    RAISE EXCEPTION 'only a settled invoice is replaced, and once' USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_replaces_settled';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "invoice_replace" BEFORE INSERT ON "invoice" FOR EACH ROW WHEN (NEW."replaces_id" IS NOT NULL) EXECUTE FUNCTION invoice_replace();

-- A counter-entry undoes one whole allocation: same payment, same invoice, the same amount.
CREATE FUNCTION allocation_reverse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "allocation" a WHERE a."society_id" = NEW."society_id" AND a."id" = NEW."reverses_id"
      AND a."payment_id" = NEW."payment_id" AND a."invoice_id" = NEW."invoice_id" AND a."amount_yen" = -NEW."amount_yen") THEN
    RAISE EXCEPTION 'a counter-entry undoes one whole allocation' USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_reverses_whole';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "allocation_reverse" BEFORE INSERT ON "allocation" FOR EACH ROW WHEN (NEW."reverses_id" IS NOT NULL) EXECUTE FUNCTION allocation_reverse();

-- By statement, so that a reversal and its rebooking in one INSERT never pass through an open invoice.
CREATE FUNCTION allocation_sum() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "invoice" i SET "paid_yen" = i."paid_yen" + s.sum
    FROM (SELECT "society_id", "invoice_id", sum("amount_yen")::int AS sum FROM new_rows GROUP BY 1, 2 HAVING sum("amount_yen") <> 0) s
    WHERE i."society_id" = s."society_id" AND i."id" = s."invoice_id";
  UPDATE "payment" p SET "allocated_yen" = p."allocated_yen" + s.sum
    FROM (SELECT "society_id", "payment_id", sum("amount_yen")::int AS sum FROM new_rows GROUP BY 1, 2 HAVING sum("amount_yen") <> 0) s
    WHERE p."society_id" = s."society_id" AND p."id" = s."payment_id";
  RETURN NULL;
END $$;
CREATE TRIGGER "allocation_sum" AFTER INSERT ON "allocation" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION allocation_sum();

CREATE FUNCTION refund_sum() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "payment" p SET "refunded_yen" = p."refunded_yen" + s.sum
    FROM (SELECT "society_id", "payment_id", sum("amount_yen")::int AS sum FROM new_rows GROUP BY 1, 2) s
    WHERE p."society_id" = s."society_id" AND p."id" = s."payment_id";
  RETURN NULL;
END $$;
CREATE TRIGGER "refund_sum" AFTER INSERT ON "refund" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION refund_sum();

CREATE FUNCTION payment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."allocated_yen", NEW."refunded_yen") IS DISTINCT FROM (OLD."allocated_yen", OLD."refunded_yen") AND pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'a payment''s sums follow its entries' USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_spent_derived';
  END IF;
  IF (NEW."society_id", NEW."id", NEW."amount_yen", NEW."received_on") IS DISTINCT FROM (OLD."society_id", OLD."id", OLD."amount_yen", OLD."received_on")
    AND (OLD."allocated_yen" > 0 OR OLD."refunded_yen" > 0) THEN
    RAISE EXCEPTION 'a payment that was used does not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_used';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "payment_guard" BEFORE UPDATE ON "payment" FOR EACH ROW EXECUTE FUNCTION payment_guard();

-- The row lock that dues_moved needs, taken before the foreign key's weaker one: the other way round, a withdrawal that
-- waits between the two is a deadlock.
CREATE FUNCTION invoice_lock_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "member" m WHERE m."society_id" = NEW."society_id" AND m."id" = NEW."member_id" FOR NO KEY UPDATE;
  RETURN NEW;
END $$;
CREATE TRIGGER "a_invoice_lock_member" BEFORE INSERT ON "invoice" FOR EACH ROW EXECUTE FUNCTION invoice_lock_member();

-- Dues are searchable, so the member's search row must follow whatever moves them.
CREATE FUNCTION dues_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "member" m SET "search_version" = m."search_version" + 1
    FROM (SELECT DISTINCT "society_id", "member_id" FROM moved) x WHERE m."society_id" = x."society_id" AND m."id" = x."member_id";
  RETURN NULL;
END $$;
CREATE TRIGGER "invoice_moved_insert" AFTER INSERT ON "invoice" REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION dues_moved();
CREATE TRIGGER "invoice_moved_update" AFTER UPDATE ON "invoice" REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION dues_moved();
CREATE TRIGGER "invoice_moved_delete" AFTER DELETE ON "invoice" REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION dues_moved();
CREATE TRIGGER "exemption_moved_insert" AFTER INSERT ON "exemption" REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION dues_moved();
CREATE TRIGGER "exemption_moved_update" AFTER UPDATE ON "exemption" REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION dues_moved();
CREATE TRIGGER "exemption_moved_delete" AFTER DELETE ON "exemption" REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION dues_moved();

ALTER TABLE "document" ADD CONSTRAINT "document_amount" CHECK ("amount_yen" > 0 AND "tax_yen" >= 0);
CREATE TRIGGER "document_sealed" BEFORE UPDATE ON "document" FOR EACH STATEMENT EXECUTE FUNCTION refuse();
