DROP INDEX "carrier_recordings_one_a_call";--> statement-breakpoint
DROP INDEX "recordings_one_a_call";--> statement-breakpoint
ALTER TABLE "call_backs" ADD COLUMN "voice_message_id" uuid;--> statement-breakpoint
ALTER TABLE "call_backs" ADD COLUMN "voice_message_seconds" integer;--> statement-breakpoint
ALTER TABLE "carrier_recordings" ADD COLUMN "kind" text DEFAULT 'call' NOT NULL;--> statement-breakpoint
ALTER TABLE "carrier_recordings" ADD COLUMN "seconds" integer;--> statement-breakpoint
ALTER TABLE "recordings" ADD COLUMN "kind" text DEFAULT 'call' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "carrier_recordings_one_a_message" ON "carrier_recordings" USING btree ("provider_sid") WHERE kind = 'voice_message';--> statement-breakpoint
CREATE INDEX "carrier_recordings_messages_of" ON "carrier_recordings" USING btree ("contact_id") WHERE kind = 'voice_message';--> statement-breakpoint
CREATE UNIQUE INDEX "carrier_recordings_one_a_call" ON "carrier_recordings" USING btree ("call_sid") WHERE kind = 'call';--> statement-breakpoint
CREATE UNIQUE INDEX "recordings_one_a_call" ON "recordings" USING btree ("call_sid") WHERE kind = 'call';--> statement-breakpoint
ALTER TABLE "call_backs" ADD CONSTRAINT "call_backs_voice_message" CHECK (num_nonnulls(voice_message_id, voice_message_seconds) in (0, 2));--> statement-breakpoint
ALTER TABLE "carrier_recordings" ADD CONSTRAINT "carrier_recordings_kind" CHECK (kind in ('call', 'voice_message'));--> statement-breakpoint
ALTER TABLE "carrier_recordings" ADD CONSTRAINT "carrier_recordings_message_whole" CHECK (kind = 'call' or num_nonnulls(provider_sid, seconds) = 2);--> statement-breakpoint
ALTER TABLE "recordings" ADD CONSTRAINT "recordings_kind" CHECK (kind in ('call', 'voice_message'));