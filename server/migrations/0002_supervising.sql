ALTER TABLE "entries" ADD COLUMN "supervisor_id" uuid;--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "supervisor_mode" text;--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_supervised" CHECK (num_nonnulls(supervisor_id, supervisor_mode) in (0, 2) and (supervisor_id is null or (state = 'held' and live and supervisor_id <> holder_id)));--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_supervisor_mode" CHECK (supervisor_mode in ('listen', 'whisper', 'barge'));