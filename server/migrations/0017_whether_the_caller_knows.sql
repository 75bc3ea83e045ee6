ALTER TABLE "entries" ADD COLUMN "recording_notice" text;--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_recording_notice" CHECK (recording_notice in ('owed', 'told'));