CREATE TABLE "call_back_calls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"call_back_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"state" text NOT NULL,
	"result" text,
	"intent_id" uuid NOT NULL,
	"call_sid" text,
	"desk_call_sid" text,
	"started_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "call_back_calls_state" CHECK (state in ('joining', 'dialling', 'ringing', 'answered', 'ended')),
	CONSTRAINT "call_back_calls_result" CHECK (result in ('reached', 'no_answer', 'busy', 'machine', 'failed', 'canceled', 'no_sound')),
	CONSTRAINT "call_back_calls_ended" CHECK ((state = 'ended') = (ended_at is not null)),
	CONSTRAINT "call_back_calls_ended_somehow" CHECK (state <> 'ended' or result is not null),
	CONSTRAINT "call_back_calls_answered" CHECK (state <> 'answered' or (call_sid is not null and answered_at is not null))
);
--> statement-breakpoint
ALTER TABLE "call_back_attempts" DROP CONSTRAINT "call_back_attempts_result";--> statement-breakpoint
ALTER TABLE "call_back_calls" ADD CONSTRAINT "call_back_calls_call_back_id_call_backs_id_fk" FOREIGN KEY ("call_back_id") REFERENCES "public"."call_backs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "call_back_calls_one_open" ON "call_back_calls" USING btree ("call_back_id") WHERE state <> 'ended';--> statement-breakpoint
CREATE UNIQUE INDEX "call_back_calls_one_a_desk" ON "call_back_calls" USING btree ("staff_id") WHERE state <> 'ended';--> statement-breakpoint
CREATE UNIQUE INDEX "call_back_calls_by_intent" ON "call_back_calls" USING btree ("intent_id");--> statement-breakpoint
CREATE INDEX "call_back_calls_of" ON "call_back_calls" USING btree ("call_back_id","started_at");--> statement-breakpoint
CREATE INDEX "call_back_calls_of_contact" ON "call_back_calls" USING btree ("contact_id") WHERE state <> 'ended';--> statement-breakpoint
ALTER TABLE "call_back_attempts" ADD CONSTRAINT "call_back_attempts_result" CHECK (result in ('reached', 'no_answer', 'busy', 'wrong_number', 'unsafe', 'machine', 'failed', 'canceled'));