CREATE TABLE "browser_calls" (
	"call_sid" text PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"contact_id" uuid NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "browser_calls_open" ON "browser_calls" USING btree ("seen_at") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "browser_calls_began" ON "browser_calls" USING btree ("county","started_at");