-- Mails to single persons, links, and the public pages.

ALTER TABLE "account_token" ADD COLUMN "society_id" INTEGER, ADD COLUMN "member_id" INTEGER;
CREATE INDEX "account_token_expires_at_idx" ON "account_token"("expires_at");
ALTER TABLE "account_token" ADD CONSTRAINT "account_token_society_id_member_id_fkey"
  FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE "account_token"
  ADD CONSTRAINT "account_token_purpose" CHECK ("purpose" IN ('reset', 'leave', 'session')),
  ADD CONSTRAINT "account_token_member" CHECK (num_nonnulls("society_id", "member_id") = CASE "purpose" WHEN 'leave' THEN 2 ELSE 0 END);

CREATE TABLE "application_draft" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "content" JSONB NOT NULL,
    "token_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "application_draft_pkey" PRIMARY KEY ("society_id","id"),
    CONSTRAINT "application_draft_hash" CHECK ("token_hash" ~ '^[0-9a-f]{64}$'),
    CONSTRAINT "application_draft_life" CHECK ("expires_at" > "created_at" AND "expires_at" <= "created_at" + interval '48 hours')
);
CREATE UNIQUE INDEX "application_draft_token_hash_key" ON "application_draft"("token_hash");
CREATE INDEX "application_draft_expires_at_idx" ON "application_draft"("expires_at");
ALTER TABLE "application_draft" ADD CONSTRAINT "application_draft_society_id_fkey"
  FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

CREATE TABLE "letter" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "member_id" INTEGER,
    "draft_id" INTEGER,
    "address" TEXT,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "outcome" TEXT,
    "message_id" TEXT NOT NULL,
    "requested_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "letter_pkey" PRIMARY KEY ("society_id","id"),
    CONSTRAINT "letter_state" CHECK ("state" IN ('queued', 'sending', 'sent', 'failed', 'unknown')),
    -- An address is kept for as long as a mail is on its way to it.
    CONSTRAINT "letter_address" CHECK ("address" IS NULL OR "state" IN ('queued', 'sending'))
);
CREATE UNIQUE INDEX "letter_message_id_key" ON "letter"("message_id");
CREATE INDEX "letter_society_id_member_id_idx" ON "letter"("society_id", "member_id");
CREATE INDEX "letter_society_id_draft_id_idx" ON "letter"("society_id", "draft_id");
ALTER TABLE "letter"
  ADD CONSTRAINT "letter_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  ADD CONSTRAINT "letter_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  ADD CONSTRAINT "letter_society_id_draft_id_fkey" FOREIGN KEY ("society_id", "draft_id") REFERENCES "application_draft"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

CREATE TABLE "flood_bucket" (
    "key" TEXT NOT NULL,
    "tokens" DOUBLE PRECISION NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "flood_bucket_pkey" PRIMARY KEY ("key")
);
CREATE INDEX "flood_bucket_updated_at_idx" ON "flood_bucket"("updated_at");

-- Whoever has forgotten a login ID is looked for by address, without case.
CREATE INDEX "member_email_folded" ON "member" (lower("email")) WHERE "email" IS NOT NULL;
