ALTER TABLE "entries" ADD COLUMN "aside_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "colleague_id" uuid;--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "consult_stage" text;--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "consult_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "holder_call_sid" text;--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "colleague_call_sid" text;--> statement-breakpoint
ALTER TABLE "operator_states" ADD COLUMN "helps_with" uuid;--> statement-breakpoint
CREATE UNIQUE INDEX "entries_one_consult_a_colleague" ON "entries" USING btree ("colleague_id") WHERE colleague_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "operator_states_one_beside" ON "operator_states" USING btree ("helps_with") WHERE helps_with is not null;--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_consulted" CHECK (num_nonnulls(colleague_id, consult_stage, consult_since) in (0, 3) and (colleague_id is null or (state = 'held' and live and colleague_id <> holder_id)));--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_consult_stage" CHECK (consult_stage in ('asked', 'accepted', 'on_line'));--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_aside_of_somebody" CHECK (aside_since is null or (state = 'held' and live));--> statement-breakpoint
ALTER TABLE "operator_states" ADD CONSTRAINT "operator_states_one_call" CHECK (num_nonnulls(contact_id, helps_with) < 2);