-- What is always true of the audit, of accounts and tokens, of operations and of mail.

ALTER TABLE "audit_entry"
  ADD CONSTRAINT "audit_entry_outcome" CHECK ("outcome" IN ('done', 'refused')),
  ADD CONSTRAINT "audit_entry_commitment" CHECK ("commitment" ~ '^[0-9a-f]{64}$');
ALTER TABLE "audit_seal" ADD CONSTRAINT "audit_seal_hash" CHECK ("hash" ~ '^[0-9a-f]{64}$' AND "n" >= 1);

CREATE TRIGGER "audit_entry_append_only" BEFORE UPDATE OR DELETE ON "audit_entry" FOR EACH STATEMENT EXECUTE FUNCTION refuse();
CREATE TRIGGER "audit_entry_never_truncated" BEFORE TRUNCATE ON "audit_entry" FOR EACH STATEMENT EXECUTE FUNCTION refuse();
CREATE TRIGGER "audit_seal_append_only" BEFORE UPDATE OR DELETE ON "audit_seal" FOR EACH STATEMENT EXECUTE FUNCTION refuse();
CREATE TRIGGER "audit_seal_never_truncated" BEFORE TRUNCATE ON "audit_seal" FOR EACH STATEMENT EXECUTE FUNCTION refuse();
-- Detail may be erased with its person, never rewritten.
CREATE TRIGGER "audit_detail_never_rewritten" BEFORE UPDATE ON "audit_detail" FOR EACH STATEMENT EXECUTE FUNCTION refuse();
CREATE TRIGGER "audit_detail_never_truncated" BEFORE TRUNCATE ON "audit_detail" FOR EACH STATEMENT EXECUTE FUNCTION refuse();
CREATE TRIGGER "operation_never_rewritten" BEFORE UPDATE ON "operation" FOR EACH STATEMENT EXECUTE FUNCTION refuse();

ALTER TABLE "account" ADD CONSTRAINT "account_status" CHECK ("status" IN ('active', 'suspended'));
ALTER TABLE "account_token"
  ADD CONSTRAINT "account_token_hash" CHECK ("token_hash" ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT "account_token_life" CHECK ("expires_at" > "created_at" AND "expires_at" <= "created_at" + interval '24 hours');

CREATE FUNCTION account_token_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."used_at" IS NOT NULL OR (to_jsonb(NEW) - 'used_at') IS DISTINCT FROM (to_jsonb(OLD) - 'used_at') THEN
    RAISE EXCEPTION 'a token is used once and never changed' USING ERRCODE = 'check_violation', CONSTRAINT = 'account_token_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "account_token_guard" BEFORE UPDATE ON "account_token" FOR EACH ROW EXECUTE FUNCTION account_token_guard();

CREATE FUNCTION account_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "member" SET "search_version" = "search_version" + 1 WHERE "account_id" = NEW."id";
  RETURN NULL;
END $$;
CREATE TRIGGER "account_moved" AFTER UPDATE OF "login_id", "status" ON "account" FOR EACH ROW
  WHEN ((OLD."login_id", OLD."status") IS DISTINCT FROM (NEW."login_id", NEW."status")) EXECUTE FUNCTION account_moved();

-- One delivery per mailing × recipient: the member, or one of an organisation's contacts.
CREATE UNIQUE INDEX "delivery_one_per_recipient" ON "delivery" ("society_id", "mailing_id", "member_id", (COALESCE("contact_id", 0)));
ALTER TABLE "mailing" ADD CONSTRAINT "mailing_category" CHECK ("category" IN ('notice', 'business'));
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_state" CHECK ("state" IN ('queued', 'sending', 'sent', 'failed', 'unknown', 'skipped'));
ALTER TABLE "channel" ADD CONSTRAINT "channel_purpose" CHECK ("purpose" IN ('default', 'treasurers', 'audit'));
-- A channel has one default society.
CREATE UNIQUE INDEX "channel_one_default" ON "channel" ("team_id", "channel_id") WHERE "purpose" = 'default';
CREATE UNIQUE INDEX "role_one_group" ON "role" ("society_id", "team_id", "slack_group_id") WHERE "slack_group_id" IS NOT NULL;
ALTER TABLE "delegate" ADD CONSTRAINT "delegate_order" CHECK ("to_on" >= "from_on");
ALTER TABLE "import_batch" ADD CONSTRAINT "import_batch_state" CHECK ("state" IN ('preview', 'committed', 'undone', 'discarded'));
ALTER TABLE "task" ADD CONSTRAINT "task_state" CHECK ("state" IN ('queued', 'running', 'paused', 'done', 'failed', 'cancelled'));
