CREATE TABLE "web_chat_texts" (
	"sid" text PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"contact_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "web_chats" (
	"contact_id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"gone_at" timestamp (3) with time zone,
	"left_at" timestamp (3) with time zone,
	"leaving" text,
	CONSTRAINT "web_chats_left" CHECK ((left_at is null) = (leaving is null)),
	CONSTRAINT "web_chats_leaving" CHECK (leaving in ('quick_exit', 'closed'))
);
--> statement-breakpoint
ALTER TABLE "contacts" DROP CONSTRAINT "contacts_channel";--> statement-breakpoint
ALTER TABLE "messages" DROP CONSTRAINT "messages_channel";--> statement-breakpoint
CREATE INDEX "web_chat_texts_came" ON "web_chat_texts" USING btree ("county","at");--> statement-breakpoint
CREATE INDEX "web_chats_by_secret" ON "web_chats" USING btree ("secret_hash","opened_at");--> statement-breakpoint
CREATE INDEX "web_chats_here" ON "web_chats" USING btree ("county","seen_at") WHERE gone_at is null and left_at is null;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_channel" CHECK (channel in ('voice', 'sms', 'whatsapp', 'web_chat', 'written', 'walk_in', 'paper'));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_channel" CHECK (channel in ('sms', 'whatsapp', 'web_chat'));