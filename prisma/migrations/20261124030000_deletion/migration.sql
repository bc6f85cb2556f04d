-- What is always true of deletions by a second person, and of notes and documents beside a member.

ALTER TABLE "approval" ADD CONSTRAINT "approval_delete_member" CHECK ("subject" <> 'delete' OR "member_id" IS NOT NULL);
-- A member is in one request to be deleted at most.
CREATE UNIQUE INDEX "approval_one_deletion" ON "approval" ("society_id", "member_id") WHERE "state" = 'pending' AND "subject" = 'delete';

ALTER TABLE "contact_log" ADD CONSTRAINT "contact_log_channel" CHECK ("channel" IN ('phone', 'mail', 'visit', 'other'));
ALTER TABLE "attachment"
  ADD CONSTRAINT "attachment_document" CHECK ("document" IN ('withdrawal', 'application', 'change', 'other')),
  ADD CONSTRAINT "attachment_media_type" CHECK ("media_type" IN ('application/pdf', 'image/png', 'image/jpeg')),
  ADD CONSTRAINT "attachment_content" CHECK ("bytes" > 0 AND octet_length("content") = "bytes" AND ("content" IS NULL) = ("file_name" IS NULL));

-- What is due for the sweep.
CREATE INDEX "contact_log_retention" ON "contact_log" ("society_id", "retain_until") WHERE "body" IS NOT NULL;
CREATE INDEX "attachment_retention" ON "attachment" ("society_id", "retain_until") WHERE "content" IS NOT NULL;
