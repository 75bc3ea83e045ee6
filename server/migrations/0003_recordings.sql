CREATE TABLE "recording_parts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"recording_id" uuid NOT NULL,
	"voice" text NOT NULL,
	"turn" integer NOT NULL,
	"body" "bytea" NOT NULL,
	CONSTRAINT "recording_parts_voice" CHECK (voice in ('caller', 'operator', 'supervisor', 'guest'))
);
--> statement-breakpoint
CREATE TABLE "recordings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"contact_id" uuid NOT NULL,
	"call_sid" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"paused_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "recording_parts" ADD CONSTRAINT "recording_parts_recording_id_recordings_id_fk" FOREIGN KEY ("recording_id") REFERENCES "public"."recordings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "recording_parts_in_order" ON "recording_parts" USING btree ("recording_id","voice","turn");--> statement-breakpoint
CREATE UNIQUE INDEX "recordings_one_a_call" ON "recordings" USING btree ("call_sid");--> statement-breakpoint
CREATE INDEX "recordings_of_contact" ON "recordings" USING btree ("contact_id","started_at");