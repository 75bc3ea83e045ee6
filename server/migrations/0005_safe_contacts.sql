CREATE TABLE "safe_contacts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"number_hash" "bytea",
	"contact_id" uuid,
	"call" text NOT NULL,
	"text" text NOT NULL,
	"hours" text NOT NULL,
	"windows" jsonb NOT NULL,
	"word" "bytea" NOT NULL,
	"keep_from" "bytea" NOT NULL,
	"other_way" "bytea" NOT NULL,
	"set_by" uuid NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "safe_contacts_of_somebody" CHECK (num_nonnulls(number_hash, contact_id) = 1),
	CONSTRAINT "safe_contacts_call" CHECK ("call" in ('unknown', 'safe', 'unsafe')),
	CONSTRAINT "safe_contacts_text" CHECK ("text" in ('unknown', 'safe', 'unsafe')),
	CONSTRAINT "safe_contacts_hours" CHECK (hours in ('unknown', 'always', 'windows', 'never')),
	CONSTRAINT "safe_contacts_windows" CHECK ((hours = 'windows') = (windows <> '[]'::jsonb))
);
--> statement-breakpoint
ALTER TABLE "entries" ADD COLUMN "number_hash" "bytea";--> statement-breakpoint
ALTER TABLE "safe_contacts" ADD CONSTRAINT "safe_contacts_contact_id_entries_contact_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."entries"("contact_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "safe_contacts_of_number" ON "safe_contacts" USING btree ("county","number_hash") WHERE number_hash is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "safe_contacts_of_contact" ON "safe_contacts" USING btree ("contact_id") WHERE contact_id is not null;--> statement-breakpoint
-- Contacts of before are found by their number too. The walls stand already: the owner says which counties it means.
SELECT set_config('veghe.scope', '*', true);--> statement-breakpoint
UPDATE "entries" SET "number_hash" = c."number_hash" FROM "contacts" c WHERE c."id" = "entries"."contact_id" AND c."number_hash" IS NOT NULL;--> statement-breakpoint
SELECT set_config('veghe.scope', '', true);
