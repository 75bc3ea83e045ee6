CREATE TABLE "attachment_parts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"attachment_id" uuid NOT NULL,
	"turn" integer NOT NULL,
	"body" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attachments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"contact_id" uuid,
	"message_id" uuid NOT NULL,
	"turn" integer NOT NULL,
	"message_sid" text NOT NULL,
	"provider_sid" text,
	"kind" text NOT NULL,
	"type" text,
	"bytes" integer,
	"sha256" text,
	"told_at" timestamp (3) with time zone NOT NULL,
	"kept_at" timestamp (3) with time zone,
	"refused_at" timestamp (3) with time zone,
	"forgotten_at" timestamp (3) with time zone,
	"cleared_at" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "attachments_kind" CHECK (kind in ('image', 'video', 'audio', 'other')),
	CONSTRAINT "attachments_type" CHECK (type in ('jpeg', 'png', 'webp', 'gif', 'mp4', '3gp', 'ogg', 'mp3', 'm4a', 'wav', 'pdf')),
	CONSTRAINT "attachments_kept" CHECK (kept_at is null or num_nonnulls(bytes, sha256) = 2),
	CONSTRAINT "attachments_refused" CHECK (num_nonnulls(kept_at, refused_at) < 2)
);
--> statement-breakpoint
ALTER TABLE "attachment_parts" ADD CONSTRAINT "attachment_parts_attachment_id_attachments_id_fk" FOREIGN KEY ("attachment_id") REFERENCES "public"."attachments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "attachment_parts_in_order" ON "attachment_parts" USING btree ("attachment_id","turn");--> statement-breakpoint
CREATE UNIQUE INDEX "attachments_in_order" ON "attachments" USING btree ("message_id","turn");--> statement-breakpoint
CREATE UNIQUE INDEX "attachments_provider_sid" ON "attachments" USING btree ("provider_sid") WHERE provider_sid is not null;--> statement-breakpoint
CREATE INDEX "attachments_of_contact" ON "attachments" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "attachments_due" ON "attachments" USING btree ("due_at") WHERE cleared_at is null;