CREATE TABLE "facts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"kind" text NOT NULL,
	"contact_id" uuid,
	"case_id" uuid,
	"dispatch_id" uuid,
	"team_id" uuid,
	"staff_id" uuid,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"body" jsonb NOT NULL,
	"tx" "xid8" DEFAULT pg_current_xact_id() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "seals" (
	"county" text NOT NULL,
	"seq" bigint NOT NULL,
	"fact_id" uuid NOT NULL,
	"tx" "xid8" NOT NULL,
	"hash" "bytea" NOT NULL,
	"sealed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "seals_county_seq_pk" PRIMARY KEY("county","seq"),
	CONSTRAINT "seals_once" UNIQUE("fact_id")
);
--> statement-breakpoint
CREATE TABLE "data_keys" (
	"number" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "data_keys_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"county" text NOT NULL,
	"purpose" text NOT NULL,
	"generation" integer NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "data_keys_purpose" CHECK (purpose in ('fields', 'vault'))
);
--> statement-breakpoint
CREATE TABLE "heartbeats" (
	"kind" text NOT NULL,
	"process" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "heartbeats_kind_process_pk" PRIMARY KEY("kind","process")
);
--> statement-breakpoint
CREATE TABLE "idempotency" (
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"key" text NOT NULL,
	"body_hash" "bytea" NOT NULL,
	"reply" "bytea",
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_actor_action_key_pk" PRIMARY KEY("actor","action","key")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"key" text NOT NULL,
	"payload" jsonb NOT NULL,
	"run_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"parked_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "seals" ADD CONSTRAINT "seals_fact_id_facts_id_fk" FOREIGN KEY ("fact_id") REFERENCES "public"."facts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "facts_by_contact" ON "facts" USING btree ("contact_id","at") WHERE contact_id is not null;--> statement-breakpoint
CREATE INDEX "facts_by_case" ON "facts" USING btree ("case_id","at") WHERE case_id is not null;--> statement-breakpoint
CREATE INDEX "facts_by_kind" ON "facts" USING btree ("county","kind","at");--> statement-breakpoint
CREATE INDEX "facts_in_order" ON "facts" USING btree ("tx","id");--> statement-breakpoint
CREATE UNIQUE INDEX "data_keys_generation" ON "data_keys" USING btree ("county","purpose","generation");--> statement-breakpoint
CREATE INDEX "idempotency_age" ON "idempotency" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_pending_key" ON "outbox" USING btree ("name","key") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "outbox_unsent" ON "outbox" USING btree ("id") WHERE sent_at is null and done_at is null;--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("run_at") WHERE done_at is null and parked_at is null;--> statement-breakpoint
CREATE INDEX "outbox_done" ON "outbox" USING btree ("done_at") WHERE done_at is not null;