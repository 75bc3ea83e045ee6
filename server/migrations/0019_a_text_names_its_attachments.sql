-- Of what came before only the kind stood here. The carrier has it still, so it is fetched like anything that comes now.
SELECT set_config('veghe.scope', '*', true);--> statement-breakpoint
INSERT INTO "attachments" ("id", "county", "contact_id", "message_id", "turn", "message_sid", "kind", "told_at", "due_at", "changed_at")
SELECT gen_random_uuid(), "county", "contact_id", "id", 0, "provider_sid", "media", "at", now(), now() FROM "messages" WHERE "media" IS NOT NULL AND "provider_sid" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" DROP CONSTRAINT "messages_media";--> statement-breakpoint
ALTER TABLE "messages" DROP COLUMN "media";
