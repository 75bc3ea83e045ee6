CREATE TABLE "interviews" (
	"contact_id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"state" text NOT NULL,
	"ending" text,
	"way" text NOT NULL,
	"language" text NOT NULL,
	"wording" text NOT NULL,
	"script" integer NOT NULL,
	"turn" integer NOT NULL,
	"asked" jsonb NOT NULL,
	"silences" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "interviews_state" CHECK (state in ('asking', 'ended')),
	CONSTRAINT "interviews_ended" CHECK ((state = 'ended') = (ending is not null and ended_at is not null)),
	CONSTRAINT "interviews_way" CHECK (way in ('phone', 'browser', 'text')),
	CONSTRAINT "interviews_turn" CHECK (turn > 0 and silences >= 0)
);
--> statement-breakpoint
ALTER TABLE "interviews" ADD CONSTRAINT "interviews_contact_id_assessments_contact_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."assessments"("contact_id") ON DELETE no action ON UPDATE no action;