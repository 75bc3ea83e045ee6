CREATE TABLE "carrier_recordings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"contact_id" uuid NOT NULL,
	"call_sid" text NOT NULL,
	"turn" integer DEFAULT 1 NOT NULL,
	"unheard_since" timestamp (3) with time zone,
	"asked_at" timestamp (3) with time zone,
	"provider_sid" text,
	"reported" text,
	"kept_at" timestamp (3) with time zone,
	"cleared_at" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "carrier_recordings_reported" CHECK (reported in ('in_progress', 'completed', 'absent'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX "carrier_recordings_one_a_call" ON "carrier_recordings" USING btree ("call_sid");--> statement-breakpoint
CREATE INDEX "carrier_recordings_due" ON "carrier_recordings" USING btree ("due_at") WHERE cleared_at is null;