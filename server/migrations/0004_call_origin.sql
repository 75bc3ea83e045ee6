ALTER TABLE "contacts" ADD COLUMN "network_number" "bytea";--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "attestation" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "location" "bytea";--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_network_number" CHECK (number_withheld or network_number is null);--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_attestation" CHECK (attestation in ('A', 'B', 'C', 'failed', 'none'));