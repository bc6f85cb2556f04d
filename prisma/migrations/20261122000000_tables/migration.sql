-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "workspace" (
    "society_id" INTEGER NOT NULL,
    "team_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("society_id","team_id")
);

-- CreateTable
CREATE TABLE "channel" (
    "society_id" INTEGER NOT NULL,
    "team_id" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,

    CONSTRAINT "channel_pkey" PRIMARY KEY ("society_id","team_id","channel_id","purpose")
);

-- CreateTable
CREATE TABLE "role" (
    "society_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "team_id" TEXT,
    "slack_group_id" TEXT,
    "built_in" BOOLEAN NOT NULL DEFAULT false,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "role_pkey" PRIMARY KEY ("society_id","code")
);

-- CreateTable
CREATE TABLE "role_grant" (
    "society_id" INTEGER NOT NULL,
    "role_code" TEXT NOT NULL,
    "permission" TEXT NOT NULL,

    CONSTRAINT "role_grant_pkey" PRIMARY KEY ("society_id","role_code","permission")
);

-- CreateTable
CREATE TABLE "delegate" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "permission" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL,
    "named_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delegate_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "slack_identity" (
    "society_id" INTEGER NOT NULL,
    "team_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,

    CONSTRAINT "slack_identity_pkey" PRIMARY KEY ("society_id","team_id","user_id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" SERIAL NOT NULL,
    "login_id" TEXT NOT NULL,
    "login_id_folded" TEXT GENERATED ALWAYS AS (lower("login_id")) STORED,
    "status" TEXT NOT NULL DEFAULT 'active',
    "password_hash" TEXT,
    "must_change" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_token" (
    "id" SERIAL NOT NULL,
    "account_id" INTEGER NOT NULL,
    "purpose" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "approval" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "subject" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "member_id" INTEGER,
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "note" TEXT,
    "decision_note" TEXT,
    "content_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "approval_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "settlement_item" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "approval_id" INTEGER NOT NULL,
    "invoice_id" INTEGER NOT NULL,
    "settlement" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "amount_yen" INTEGER NOT NULL,
    "invoice_version" INTEGER NOT NULL,
    "pending" BOOLEAN,

    CONSTRAINT "settlement_item_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "rebooking_item" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "approval_id" INTEGER NOT NULL,
    "allocation_id" INTEGER NOT NULL,
    "to_invoice_id" INTEGER,
    "amount_yen" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "rebooking_item_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "held_withdrawal" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "approval_id" INTEGER NOT NULL,
    "accepted_on" DATE NOT NULL,
    "withdrawn_on" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT,
    "state" TEXT NOT NULL DEFAULT 'held',
    "outcome" TEXT,
    "requested_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "held_withdrawal_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "society_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL DEFAULT 'done',
    "member_id" INTEGER,
    "subject" TEXT,
    "subject_id" INTEGER,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "source" JSONB NOT NULL DEFAULT '{}',
    "commitment" TEXT,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "audit_detail" (
    "society_id" INTEGER NOT NULL,
    "audit_id" BIGINT NOT NULL,
    "salt" TEXT NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "audit_detail_pkey" PRIMARY KEY ("society_id","audit_id")
);

-- CreateTable
CREATE TABLE "audit_seal" (
    "society_id" INTEGER NOT NULL,
    "n" BIGINT NOT NULL,
    "audit_id" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("society_id","n")
);

-- CreateTable
CREATE TABLE "operation" (
    "society_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "result" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "operation_pkey" PRIMARY KEY ("society_id","key")
);

-- CreateTable
CREATE TABLE "reminder" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "invoice_id" INTEGER NOT NULL,
    "step" INTEGER NOT NULL,
    "way" TEXT NOT NULL,
    "delivery_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "document_series" (
    "society_id" INTEGER NOT NULL,
    "document" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "next" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "document_series_pkey" PRIMARY KEY ("society_id","document")
);

-- CreateTable
CREATE TABLE "document" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "document" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "addressee" TEXT NOT NULL,
    "amount_yen" INTEGER NOT NULL,
    "tax_yen" INTEGER NOT NULL DEFAULT 0,
    "registration" TEXT,
    "issued_on" DATE NOT NULL,
    "reissue_of_id" INTEGER,
    "retain_until" DATE NOT NULL,
    "content" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "document_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "document_invoice" (
    "society_id" INTEGER NOT NULL,
    "document_id" INTEGER NOT NULL,
    "invoice_id" INTEGER NOT NULL,

    CONSTRAINT "document_invoice_pkey" PRIMARY KEY ("society_id","document_id","invoice_id")
);

-- CreateTable
CREATE TABLE "planned_change" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "change" TEXT NOT NULL,
    "runs_on" DATE NOT NULL,
    "plan" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "outcome" TEXT,
    "requested_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ran_at" TIMESTAMPTZ(3),

    CONSTRAINT "planned_change_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "contact_log" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "channel" TEXT NOT NULL,
    "body" TEXT,
    "author" TEXT NOT NULL,
    "retain_until" DATE,

    CONSTRAINT "contact_log_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "attachment" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "document" TEXT NOT NULL,
    "file_name" TEXT,
    "media_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "content" BYTEA,
    "author" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retain_until" DATE,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "fiscal_year" (
    "society_id" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "fiscal_year_pkey" PRIMARY KEY ("society_id","year")
);

-- CreateTable
CREATE TABLE "fee_item" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "tax_class" TEXT NOT NULL DEFAULT 'outside',
    "yearly" BOOLEAN NOT NULL DEFAULT true,
    "sort_order" INTEGER NOT NULL DEFAULT 0,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "fee_item_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "type_fee" (
    "society_id" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "member_type_id" INTEGER NOT NULL,
    "fee_item_id" INTEGER NOT NULL,
    "amount_yen" INTEGER NOT NULL,

    CONSTRAINT "type_fee_pkey" PRIMARY KEY ("society_id","year","member_type_id","fee_item_id")
);

-- CreateTable
CREATE TABLE "exemption" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "fee_item_id" INTEGER,
    "from_year" INTEGER NOT NULL,
    "to_year" INTEGER,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "exemption_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "billing_run" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "year" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'done',
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "billing_run_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "invoice" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "fee_item_id" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL DEFAULT 1,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "replaces_id" INTEGER,
    "replaces_revision" INTEGER GENERATED ALWAYS AS (CASE WHEN "replaces_id" IS NOT NULL THEN "revision" - 1 END) STORED,
    "superseded" BOOLEAN NOT NULL DEFAULT false,
    "amount_yen" INTEGER NOT NULL,
    "due_on" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "paid_yen" INTEGER NOT NULL DEFAULT 0,
    "must_owe" BOOLEAN GENERATED ALWAYS AS (CASE WHEN "state" = 'open' AND "paid_yen" < "amount_yen" AND NOT "superseded" THEN true END) STORED,
    "billing_run_id" INTEGER,
    "settled_at" TIMESTAMPTZ(3),
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "invoice_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "result_set" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "owner" TEXT NOT NULL,
    "conditions" JSONB NOT NULL,
    "member_ids" INTEGER[],
    "frozen_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "result_set_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "slack_message_ref" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "team_id" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL,
    "ts" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "slack_message_ref_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "task" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "work" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "total" INTEGER,
    "done" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "cancel_asked" BOOLEAN NOT NULL DEFAULT false,
    "error_code" TEXT,
    "requested_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "task_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "import_batch" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "content" TEXT NOT NULL,
    "file_hash" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'preview',
    "counts" JSONB NOT NULL DEFAULT '{}',
    "requested_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "committed_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_batch_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "import_row" (
    "society_id" INTEGER NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "member_id" INTEGER,
    "old_values" JSONB,
    "new_values" JSONB,

    CONSTRAINT "import_row_pkey" PRIMARY KEY ("society_id","batch_id","line")
);

-- CreateTable
CREATE TABLE "membership_term" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "started_on" DATE NOT NULL,
    "ended_on" DATE,
    "approved_on" DATE,
    "withdrawal_accepted_on" DATE,
    "reason" TEXT,

    CONSTRAINT "membership_term_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "type_assignment" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "member_type_id" INTEGER,
    "fee_plan" TEXT NOT NULL,
    "started_on" DATE NOT NULL,
    "ended_on" DATE,

    CONSTRAINT "type_assignment_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "participation" (
    "society_id" INTEGER NOT NULL,
    "event_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "part" TEXT NOT NULL DEFAULT 'attendee',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "participation_pkey" PRIMARY KEY ("society_id","event_id","member_id")
);

-- CreateTable
CREATE TABLE "answer" (
    "society_id" INTEGER NOT NULL,
    "question_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "value" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "answer_pkey" PRIMARY KEY ("society_id","question_id","member_id")
);

-- CreateTable
CREATE TABLE "mail_template" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'ja',
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_template_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "mailing" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "template_id" INTEGER,
    "category" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "result_set_id" INTEGER,
    "requested_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "mailing_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "mailing_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "contact_id" INTEGER,
    "address" TEXT,
    "message_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "skip_reason" TEXT,
    "reply_code" INTEGER,
    "reply" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "suppression" (
    "society_id" INTEGER NOT NULL,
    "address_hash" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "suppression_pkey" PRIMARY KEY ("society_id","address_hash")
);

-- CreateTable
CREATE TABLE "member_number" (
    "society_id" INTEGER NOT NULL,
    "folded" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "member_number_pkey" PRIMARY KEY ("society_id","folded")
);

-- CreateTable
CREATE TABLE "member" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "number_folded" TEXT GENERATED ALWAYS AS (lower("number")) STORED,
    "is_test" BOOLEAN NOT NULL DEFAULT false,
    "kind" TEXT NOT NULL,
    "member_type_id" INTEGER,
    "fee_plan" TEXT NOT NULL DEFAULT 'free',
    "lifecycle" TEXT NOT NULL DEFAULT 'applicant',
    "asked_back_at" TIMESTAMPTZ(3),
    "approval" TEXT GENERATED ALWAYS AS (CASE "lifecycle" WHEN 'applicant' THEN 'pending' WHEN 'rejected' THEN 'rejected' ELSE 'approved' END) STORED,
    "may_owe" BOOLEAN GENERATED ALWAYS AS (CASE WHEN "lifecycle" IN ('applicant', 'active') THEN true END) STORED,
    "board_access" TEXT NOT NULL DEFAULT 'poster',
    "term_end" DATE,
    "notices" BOOLEAN NOT NULL DEFAULT true,
    "family_name" TEXT,
    "given_name" TEXT,
    "family_kana" TEXT,
    "given_kana" TEXT,
    "organisation_name" TEXT,
    "organisation_kana" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "postal_code" TEXT,
    "prefecture" TEXT,
    "address" TEXT,
    "affiliation" TEXT,
    "title" TEXT,
    "qualifications" TEXT,
    "department_category" TEXT,
    "department" TEXT,
    "physician_licence" BOOLEAN,
    "deceased_on" DATE,
    "remarks" TEXT,
    "mailing_address" TEXT NOT NULL DEFAULT 'primary',
    "post_returned" BOOLEAN NOT NULL DEFAULT false,
    "units" INTEGER,
    "capacity" INTEGER,
    "applied_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "joined_on" DATE,
    "approved_on" DATE,
    "withdrawal_accepted_on" DATE,
    "withdrawn_on" DATE,
    "withdrawal_reason" TEXT,
    "type_since" DATE,
    "account_id" INTEGER,
    "merged_into" INTEGER,
    "erased_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "search_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "member_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "member_search" (
    "society_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "kana" TEXT NOT NULL,
    "search_text" TEXT NOT NULL,
    "tokens" INTEGER[],
    "oldest_open_due" DATE,

    CONSTRAINT "member_search_pkey" PRIMARY KEY ("society_id","member_id")
);

-- CreateTable
CREATE TABLE "contact" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "part" TEXT NOT NULL,
    "name" TEXT,
    "kana" TEXT,
    "title" TEXT,
    "department" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "postal_code" TEXT,
    "prefecture" TEXT,
    "address" TEXT,
    "started_on" DATE NOT NULL,
    "ended_on" DATE,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "address" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "place" TEXT NOT NULL,
    "postal_code" TEXT,
    "prefecture" TEXT,
    "address" TEXT,
    "returned_at" TIMESTAMPTZ(3),

    CONSTRAINT "address_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "affiliation" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "institution_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "started_on" DATE NOT NULL,
    "ended_on" DATE,

    CONSTRAINT "affiliation_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "payment" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "member_id" INTEGER,
    "received_on" DATE NOT NULL,
    "amount_yen" INTEGER NOT NULL,
    "allocated_yen" INTEGER NOT NULL DEFAULT 0,
    "refunded_yen" INTEGER NOT NULL DEFAULT 0,
    "method" TEXT NOT NULL DEFAULT 'bank',
    "bank_account" TEXT,
    "payer_name" TEXT,
    "recorded_by" TEXT NOT NULL,
    "reconciled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "allocation" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "payment_id" INTEGER NOT NULL,
    "invoice_id" INTEGER NOT NULL,
    "amount_yen" INTEGER NOT NULL,
    "reverses_id" INTEGER,
    "approval_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "allocation_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "refund" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "payment_id" INTEGER NOT NULL,
    "amount_yen" INTEGER NOT NULL,
    "refunded_on" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "refund_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "position" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "group" TEXT NOT NULL,
    "seats" INTEGER,
    "sort_order" INTEGER NOT NULL DEFAULT 0,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "position_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "position_holding" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "position_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "started_on" DATE NOT NULL,
    "ended_on" DATE,
    "election_id" INTEGER,

    CONSTRAINT "position_holding_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "election" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "effective_on" DATE NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "election_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "society" (
    "society_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "shares_records" BOOLEAN NOT NULL DEFAULT false,
    "fiscal_year_start_month" INTEGER NOT NULL DEFAULT 4,
    "withdrawal_notice" BOOLEAN NOT NULL DEFAULT false,
    "public_form" BOOLEAN NOT NULL DEFAULT false,
    "approval_expiry_days" INTEGER NOT NULL DEFAULT 14,
    "invoice_registration" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "society_pkey" PRIMARY KEY ("society_id")
);

-- CreateTable
CREATE TABLE "society_setting" (
    "society_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "society_setting_pkey" PRIMARY KEY ("society_id","key")
);

-- CreateTable
CREATE TABLE "number_series" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "prefix" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "next" INTEGER NOT NULL DEFAULT 1,
    "test_from" INTEGER,
    "test_to" INTEGER,

    CONSTRAINT "number_series_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "member_kind" (
    "society_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "label_en" TEXT NOT NULL,
    "series_id" INTEGER NOT NULL,

    CONSTRAINT "member_kind_pkey" PRIMARY KEY ("society_id","kind")
);

-- CreateTable
CREATE TABLE "member_type" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "fee_plan" TEXT NOT NULL,
    "attends_council" BOOLEAN NOT NULL DEFAULT false,
    "may_hold_office" BOOLEAN NOT NULL DEFAULT false,
    "votes" BOOLEAN NOT NULL DEFAULT false,
    "receives_journal" BOOLEAN NOT NULL DEFAULT false,
    "mailable" BOOLEAN NOT NULL DEFAULT true,
    "sort_order" INTEGER NOT NULL DEFAULT 0,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "member_type_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "question" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "label_en" TEXT NOT NULL,
    "input_type" TEXT NOT NULL DEFAULT 'text',
    "choices" JSONB NOT NULL DEFAULT '[]',
    "required" BOOLEAN NOT NULL DEFAULT false,
    "sort_order" INTEGER NOT NULL DEFAULT 0,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "question_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "event" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "held_on" DATE NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "rule" (
    "society_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "effect" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "article" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "rule_pkey" PRIMARY KEY ("society_id","id")
);

-- CreateTable
CREATE TABLE "reply_url" (
    "id" SERIAL NOT NULL,
    "team_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "uses_left" INTEGER NOT NULL DEFAULT 5,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reply_url_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "seen_request" (
    "key" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "seen_request_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "workspace_team_id_idx" ON "workspace"("team_id");

-- CreateIndex
CREATE UNIQUE INDEX "slack_identity_society_id_team_id_member_id_key" ON "slack_identity"("society_id", "team_id", "member_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_login_id_folded_key" ON "account"("login_id_folded");

-- CreateIndex
CREATE UNIQUE INDEX "account_token_token_hash_key" ON "account_token"("token_hash");

-- CreateIndex
CREATE INDEX "account_token_account_id_idx" ON "account_token"("account_id");

-- CreateIndex
CREATE INDEX "approval_society_id_state_idx" ON "approval"("society_id", "state");

-- CreateIndex
CREATE INDEX "settlement_item_society_id_invoice_id_idx" ON "settlement_item"("society_id", "invoice_id");

-- CreateIndex
CREATE UNIQUE INDEX "settlement_item_society_id_approval_id_invoice_id_key" ON "settlement_item"("society_id", "approval_id", "invoice_id");

-- CreateIndex
CREATE UNIQUE INDEX "rebooking_item_society_id_approval_id_allocation_id_key" ON "rebooking_item"("society_id", "approval_id", "allocation_id");

-- CreateIndex
CREATE INDEX "held_withdrawal_society_id_member_id_idx" ON "held_withdrawal"("society_id", "member_id");

-- CreateIndex
CREATE INDEX "held_withdrawal_society_id_approval_id_idx" ON "held_withdrawal"("society_id", "approval_id");

-- CreateIndex
CREATE INDEX "audit_entry_society_id_member_id_id_idx" ON "audit_entry"("society_id", "member_id", "id");

-- CreateIndex
CREATE INDEX "audit_entry_society_id_actor_id_idx" ON "audit_entry"("society_id", "actor", "id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_seal_society_id_audit_id_key" ON "audit_seal"("society_id", "audit_id");

-- CreateIndex
CREATE INDEX "reminder_society_id_member_id_idx" ON "reminder"("society_id", "member_id");

-- CreateIndex
CREATE INDEX "document_society_id_member_id_idx" ON "document"("society_id", "member_id");

-- CreateIndex
CREATE UNIQUE INDEX "document_society_id_document_number_key" ON "document"("society_id", "document", "number");

-- CreateIndex
CREATE INDEX "planned_change_society_id_member_id_idx" ON "planned_change"("society_id", "member_id");

-- CreateIndex
CREATE INDEX "planned_change_state_runs_on_idx" ON "planned_change"("state", "runs_on");

-- CreateIndex
CREATE INDEX "contact_log_society_id_member_id_idx" ON "contact_log"("society_id", "member_id");

-- CreateIndex
CREATE INDEX "attachment_society_id_member_id_idx" ON "attachment"("society_id", "member_id");

-- CreateIndex
CREATE UNIQUE INDEX "fee_item_society_id_code_key" ON "fee_item"("society_id", "code");

-- CreateIndex
CREATE INDEX "exemption_society_id_member_id_idx" ON "exemption"("society_id", "member_id");

-- CreateIndex
CREATE INDEX "invoice_society_id_year_state_idx" ON "invoice"("society_id", "year", "state");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_society_id_member_id_year_fee_item_id_sequence_revi_key" ON "invoice"("society_id", "member_id", "year", "fee_item_id", "sequence", "revision");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_replaceable" ON "invoice"("society_id", "id", "member_id", "year", "fee_item_id", "sequence", "revision");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_society_id_replaces_id_key" ON "invoice"("society_id", "replaces_id");

-- CreateIndex
CREATE INDEX "slack_message_ref_society_id_subject_subject_id_idx" ON "slack_message_ref"("society_id", "subject", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "slack_message_ref_society_id_team_id_channel_id_ts_key" ON "slack_message_ref"("society_id", "team_id", "channel_id", "ts");

-- CreateIndex
CREATE INDEX "task_society_id_state_idx" ON "task"("society_id", "state");

-- CreateIndex
CREATE INDEX "import_row_society_id_member_id_idx" ON "import_row"("society_id", "member_id");

-- CreateIndex
CREATE INDEX "membership_term_society_id_member_id_idx" ON "membership_term"("society_id", "member_id");

-- CreateIndex
CREATE INDEX "type_assignment_society_id_member_id_idx" ON "type_assignment"("society_id", "member_id");

-- CreateIndex
CREATE INDEX "participation_society_id_member_id_idx" ON "participation"("society_id", "member_id");

-- CreateIndex
CREATE INDEX "answer_society_id_member_id_idx" ON "answer"("society_id", "member_id");

-- CreateIndex
CREATE UNIQUE INDEX "mail_template_society_id_code_locale_version_key" ON "mail_template"("society_id", "code", "locale", "version");

-- CreateIndex
CREATE INDEX "delivery_society_id_mailing_id_state_idx" ON "delivery"("society_id", "mailing_id", "state");

-- CreateIndex
CREATE INDEX "delivery_society_id_member_id_idx" ON "delivery"("society_id", "member_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_society_id_message_id_key" ON "delivery"("society_id", "message_id");

-- CreateIndex
CREATE INDEX "member_society_id_member_type_id_idx" ON "member"("society_id", "member_type_id");

-- CreateIndex
CREATE INDEX "member_society_id_department_category_idx" ON "member"("society_id", "department_category");

-- CreateIndex
CREATE INDEX "member_society_id_applied_at_idx" ON "member"("society_id", "applied_at");

-- CreateIndex
CREATE INDEX "member_society_id_merged_into_idx" ON "member"("society_id", "merged_into");

-- CreateIndex
CREATE INDEX "member_account_id_idx" ON "member"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "member_society_id_number_folded_key" ON "member"("society_id", "number_folded");

-- CreateIndex
CREATE UNIQUE INDEX "member_society_id_id_may_owe_key" ON "member"("society_id", "id", "may_owe");

-- CreateIndex
CREATE INDEX "member_search_tokens_idx" ON "member_search" USING GIN ("tokens");

-- CreateIndex
CREATE UNIQUE INDEX "member_search_society_id_member_id_version_key" ON "member_search"("society_id", "member_id", "version");

-- CreateIndex
CREATE INDEX "contact_society_id_member_id_idx" ON "contact"("society_id", "member_id");

-- CreateIndex
CREATE UNIQUE INDEX "address_society_id_member_id_place_key" ON "address"("society_id", "member_id", "place");

-- CreateIndex
CREATE INDEX "affiliation_society_id_institution_id_idx" ON "affiliation"("society_id", "institution_id");

-- CreateIndex
CREATE INDEX "affiliation_society_id_member_id_idx" ON "affiliation"("society_id", "member_id");

-- CreateIndex
CREATE INDEX "payment_society_id_member_id_idx" ON "payment"("society_id", "member_id");

-- CreateIndex
CREATE INDEX "payment_society_id_received_on_idx" ON "payment"("society_id", "received_on");

-- CreateIndex
CREATE INDEX "allocation_society_id_invoice_id_idx" ON "allocation"("society_id", "invoice_id");

-- CreateIndex
CREATE INDEX "allocation_society_id_payment_id_idx" ON "allocation"("society_id", "payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "allocation_society_id_reverses_id_key" ON "allocation"("society_id", "reverses_id");

-- CreateIndex
CREATE INDEX "refund_society_id_payment_id_idx" ON "refund"("society_id", "payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "position_society_id_code_key" ON "position"("society_id", "code");

-- CreateIndex
CREATE INDEX "position_holding_society_id_member_id_idx" ON "position_holding"("society_id", "member_id");

-- CreateIndex
CREATE INDEX "position_holding_society_id_position_id_idx" ON "position_holding"("society_id", "position_id");

-- CreateIndex
CREATE UNIQUE INDEX "society_code_key" ON "society"("code");

-- CreateIndex
CREATE UNIQUE INDEX "number_series_society_id_prefix_key" ON "number_series"("society_id", "prefix");

-- CreateIndex
CREATE UNIQUE INDEX "member_type_society_id_code_key" ON "member_type"("society_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "member_type_society_id_id_fee_plan_kind_key" ON "member_type"("society_id", "id", "fee_plan", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "question_society_id_code_key" ON "question"("society_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "rule_society_id_code_key" ON "rule"("society_id", "code");

-- CreateIndex
CREATE INDEX "reply_url_expires_at_idx" ON "reply_url"("expires_at");

-- CreateIndex
CREATE INDEX "seen_request_seen_at_idx" ON "seen_request"("seen_at");

-- AddForeignKey
ALTER TABLE "workspace" ADD CONSTRAINT "workspace_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "channel" ADD CONSTRAINT "channel_society_id_team_id_fkey" FOREIGN KEY ("society_id", "team_id") REFERENCES "workspace"("society_id", "team_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "role" ADD CONSTRAINT "role_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_society_id_role_code_fkey" FOREIGN KEY ("society_id", "role_code") REFERENCES "role"("society_id", "code") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "delegate" ADD CONSTRAINT "delegate_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "slack_identity" ADD CONSTRAINT "slack_identity_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "account_token" ADD CONSTRAINT "account_token_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "approval" ADD CONSTRAINT "approval_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "approval" ADD CONSTRAINT "approval_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "settlement_item" ADD CONSTRAINT "settlement_item_society_id_approval_id_fkey" FOREIGN KEY ("society_id", "approval_id") REFERENCES "approval"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "settlement_item" ADD CONSTRAINT "settlement_item_society_id_invoice_id_fkey" FOREIGN KEY ("society_id", "invoice_id") REFERENCES "invoice"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "rebooking_item" ADD CONSTRAINT "rebooking_item_society_id_approval_id_fkey" FOREIGN KEY ("society_id", "approval_id") REFERENCES "approval"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "rebooking_item" ADD CONSTRAINT "rebooking_item_society_id_allocation_id_fkey" FOREIGN KEY ("society_id", "allocation_id") REFERENCES "allocation"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "rebooking_item" ADD CONSTRAINT "rebooking_item_society_id_to_invoice_id_fkey" FOREIGN KEY ("society_id", "to_invoice_id") REFERENCES "invoice"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "held_withdrawal" ADD CONSTRAINT "held_withdrawal_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "held_withdrawal" ADD CONSTRAINT "held_withdrawal_society_id_approval_id_fkey" FOREIGN KEY ("society_id", "approval_id") REFERENCES "approval"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "audit_detail" ADD CONSTRAINT "audit_detail_society_id_audit_id_fkey" FOREIGN KEY ("society_id", "audit_id") REFERENCES "audit_entry"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "audit_seal" ADD CONSTRAINT "audit_seal_society_id_audit_id_fkey" FOREIGN KEY ("society_id", "audit_id") REFERENCES "audit_entry"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "operation" ADD CONSTRAINT "operation_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_society_id_invoice_id_fkey" FOREIGN KEY ("society_id", "invoice_id") REFERENCES "invoice"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_society_id_delivery_id_fkey" FOREIGN KEY ("society_id", "delivery_id") REFERENCES "delivery"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "document_series" ADD CONSTRAINT "document_series_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_society_id_document_fkey" FOREIGN KEY ("society_id", "document") REFERENCES "document_series"("society_id", "document") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_society_id_reissue_of_id_fkey" FOREIGN KEY ("society_id", "reissue_of_id") REFERENCES "document"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "document_invoice" ADD CONSTRAINT "document_invoice_society_id_document_id_fkey" FOREIGN KEY ("society_id", "document_id") REFERENCES "document"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "document_invoice" ADD CONSTRAINT "document_invoice_society_id_invoice_id_fkey" FOREIGN KEY ("society_id", "invoice_id") REFERENCES "invoice"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "planned_change" ADD CONSTRAINT "planned_change_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "contact_log" ADD CONSTRAINT "contact_log_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "fiscal_year" ADD CONSTRAINT "fiscal_year_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "fee_item" ADD CONSTRAINT "fee_item_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "type_fee" ADD CONSTRAINT "type_fee_society_id_year_fkey" FOREIGN KEY ("society_id", "year") REFERENCES "fiscal_year"("society_id", "year") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "type_fee" ADD CONSTRAINT "type_fee_society_id_member_type_id_fkey" FOREIGN KEY ("society_id", "member_type_id") REFERENCES "member_type"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "type_fee" ADD CONSTRAINT "type_fee_society_id_fee_item_id_fkey" FOREIGN KEY ("society_id", "fee_item_id") REFERENCES "fee_item"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "exemption" ADD CONSTRAINT "exemption_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "exemption" ADD CONSTRAINT "exemption_society_id_fee_item_id_fkey" FOREIGN KEY ("society_id", "fee_item_id") REFERENCES "fee_item"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "billing_run" ADD CONSTRAINT "billing_run_society_id_year_fkey" FOREIGN KEY ("society_id", "year") REFERENCES "fiscal_year"("society_id", "year") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_society_id_year_fkey" FOREIGN KEY ("society_id", "year") REFERENCES "fiscal_year"("society_id", "year") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_society_id_fee_item_id_fkey" FOREIGN KEY ("society_id", "fee_item_id") REFERENCES "fee_item"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_society_id_billing_run_id_fkey" FOREIGN KEY ("society_id", "billing_run_id") REFERENCES "billing_run"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_society_id_member_id_must_owe_fkey" FOREIGN KEY ("society_id", "member_id", "must_owe") REFERENCES "member"("society_id", "id", "may_owe") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_society_id_replaces_id_member_id_year_fee_item_id__fkey" FOREIGN KEY ("society_id", "replaces_id", "member_id", "year", "fee_item_id", "sequence", "replaces_revision") REFERENCES "invoice"("society_id", "id", "member_id", "year", "fee_item_id", "sequence", "revision") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "result_set" ADD CONSTRAINT "result_set_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "slack_message_ref" ADD CONSTRAINT "slack_message_ref_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "import_batch" ADD CONSTRAINT "import_batch_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_society_id_batch_id_fkey" FOREIGN KEY ("society_id", "batch_id") REFERENCES "import_batch"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "membership_term" ADD CONSTRAINT "membership_term_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "type_assignment" ADD CONSTRAINT "type_assignment_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "type_assignment" ADD CONSTRAINT "type_assignment_society_id_member_type_id_fkey" FOREIGN KEY ("society_id", "member_type_id") REFERENCES "member_type"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "participation" ADD CONSTRAINT "participation_society_id_event_id_fkey" FOREIGN KEY ("society_id", "event_id") REFERENCES "event"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "participation" ADD CONSTRAINT "participation_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "answer" ADD CONSTRAINT "answer_society_id_question_id_fkey" FOREIGN KEY ("society_id", "question_id") REFERENCES "question"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "answer" ADD CONSTRAINT "answer_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "mail_template" ADD CONSTRAINT "mail_template_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "mailing" ADD CONSTRAINT "mailing_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "mailing" ADD CONSTRAINT "mailing_society_id_template_id_fkey" FOREIGN KEY ("society_id", "template_id") REFERENCES "mail_template"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "mailing" ADD CONSTRAINT "mailing_society_id_result_set_id_fkey" FOREIGN KEY ("society_id", "result_set_id") REFERENCES "result_set"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_society_id_mailing_id_fkey" FOREIGN KEY ("society_id", "mailing_id") REFERENCES "mailing"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_society_id_contact_id_fkey" FOREIGN KEY ("society_id", "contact_id") REFERENCES "contact"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "suppression" ADD CONSTRAINT "suppression_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "member_number" ADD CONSTRAINT "member_number_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_society_id_number_folded_fkey" FOREIGN KEY ("society_id", "number_folded") REFERENCES "member_number"("society_id", "folded") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_society_id_kind_fkey" FOREIGN KEY ("society_id", "kind") REFERENCES "member_kind"("society_id", "kind") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_society_id_member_type_id_fee_plan_kind_fkey" FOREIGN KEY ("society_id", "member_type_id", "fee_plan", "kind") REFERENCES "member_type"("society_id", "id", "fee_plan", "kind") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_society_id_merged_into_fkey" FOREIGN KEY ("society_id", "merged_into") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_society_id_id_search_version_fkey" FOREIGN KEY ("society_id", "id", "search_version") REFERENCES "member_search"("society_id", "member_id", "version") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "member_search" ADD CONSTRAINT "member_search_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "address" ADD CONSTRAINT "address_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "affiliation" ADD CONSTRAINT "affiliation_society_id_institution_id_fkey" FOREIGN KEY ("society_id", "institution_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "affiliation" ADD CONSTRAINT "affiliation_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_society_id_payment_id_fkey" FOREIGN KEY ("society_id", "payment_id") REFERENCES "payment"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_society_id_invoice_id_fkey" FOREIGN KEY ("society_id", "invoice_id") REFERENCES "invoice"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_society_id_reverses_id_fkey" FOREIGN KEY ("society_id", "reverses_id") REFERENCES "allocation"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_society_id_approval_id_fkey" FOREIGN KEY ("society_id", "approval_id") REFERENCES "approval"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_society_id_payment_id_fkey" FOREIGN KEY ("society_id", "payment_id") REFERENCES "payment"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "position" ADD CONSTRAINT "position_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "position_holding" ADD CONSTRAINT "position_holding_society_id_position_id_fkey" FOREIGN KEY ("society_id", "position_id") REFERENCES "position"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "position_holding" ADD CONSTRAINT "position_holding_society_id_member_id_fkey" FOREIGN KEY ("society_id", "member_id") REFERENCES "member"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "position_holding" ADD CONSTRAINT "position_holding_society_id_election_id_fkey" FOREIGN KEY ("society_id", "election_id") REFERENCES "election"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "election" ADD CONSTRAINT "election_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "society_setting" ADD CONSTRAINT "society_setting_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "number_series" ADD CONSTRAINT "number_series_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "member_kind" ADD CONSTRAINT "member_kind_society_id_series_id_fkey" FOREIGN KEY ("society_id", "series_id") REFERENCES "number_series"("society_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "member_type" ADD CONSTRAINT "member_type_society_id_kind_fkey" FOREIGN KEY ("society_id", "kind") REFERENCES "member_kind"("society_id", "kind") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "question" ADD CONSTRAINT "question_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "rule" ADD CONSTRAINT "rule_society_id_fkey" FOREIGN KEY ("society_id") REFERENCES "society"("society_id") ON DELETE NO ACTION ON UPDATE NO ACTION;
