ALTER TABLE "messages" ADD COLUMN "is_opt_out" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "error_code" text;