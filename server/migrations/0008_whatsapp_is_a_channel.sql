ALTER TABLE "contacts" DROP CONSTRAINT "contacts_channel";--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "channel" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "media" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_channel" CHECK (channel in ('voice', 'sms', 'whatsapp', 'written', 'walk_in', 'paper'));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_channel" CHECK (channel in ('sms', 'whatsapp'));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_media" CHECK (media in ('image', 'video', 'audio', 'other'));