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
CREATE TABLE "calls_112" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid,
	"contact_id" uuid,
	"county" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"reference" text NOT NULL,
	"called_by" uuid NOT NULL,
	CONSTRAINT "calls_112_about" CHECK (num_nonnulls(case_id, contact_id) > 0),
	CONSTRAINT "calls_112_reference" CHECK (reference ~ '^[[:alnum:]._:-]{0,32}$')
);
--> statement-breakpoint
CREATE TABLE "case_contacts" (
	"contact_id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"county" text NOT NULL,
	"channel" text,
	"received_at" timestamp (3) with time zone,
	"digits" text,
	"number_hash" "bytea",
	"dangers" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"linked_at" timestamp (3) with time zone NOT NULL,
	"linked_by" uuid NOT NULL,
	CONSTRAINT "case_contacts_digits" CHECK (digits ~ '^[0-9]{1,3}$')
);
--> statement-breakpoint
CREATE TABLE "case_numbers" (
	"county" text NOT NULL,
	"year" integer NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "case_numbers_county_year_pk" PRIMARY KEY("county","year"),
	CONSTRAINT "case_numbers_count" CHECK (last >= 0)
);
--> statement-breakpoint
CREATE TABLE "case_persons" (
	"case_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"county" text NOT NULL,
	"role" text NOT NULL,
	"at_risk" boolean NOT NULL,
	"seen_at" timestamp (3) with time zone,
	"seen_by" text,
	"safe_at" timestamp (3) with time zone,
	"safe_how" text,
	CONSTRAINT "case_persons_case_id_person_id_pk" PRIMARY KEY("case_id","person_id"),
	CONSTRAINT "case_persons_role" CHECK (role in ('child', 'parent', 'household', 'alleged_perpetrator', 'reporter', 'other')),
	CONSTRAINT "case_persons_at_risk" CHECK (role = 'child' or not at_risk),
	CONSTRAINT "case_persons_seen" CHECK (num_nonnulls(seen_at, seen_by) in (0, 2)),
	CONSTRAINT "case_persons_safe" CHECK (num_nonnulls(safe_at, safe_how) in (0, 2))
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"number" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"priority" text NOT NULL,
	"unit" integer,
	"place" "bytea",
	"place_from" uuid,
	"grave" boolean DEFAULT false NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"opened_by" uuid NOT NULL,
	"dispatch_id" uuid,
	"dispatch_step" text,
	"on_scene_at" timestamp (3) with time zone,
	"child_seen_at" timestamp (3) with time zone,
	"closing_outcome" text,
	"closing_by" uuid,
	"closing_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"closed_by" uuid,
	"outcome" text,
	"next_body" "bytea",
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "cases_number" UNIQUE("county","number"),
	CONSTRAINT "cases_state" CHECK (state in ('open', 'closed')),
	CONSTRAINT "cases_priority" CHECK (priority in ('P0', 'P1', 'P2', 'P3', 'P4', 'N')),
	CONSTRAINT "cases_closed" CHECK ((state = 'open' and num_nonnulls(closed_at, closed_by, outcome) = 0)
        or (state = 'closed' and num_nonnulls(closed_at, closed_by, outcome, next_body) = 4)),
	CONSTRAINT "cases_closing" CHECK (num_nonnulls(closing_outcome, closing_by, closing_at) in (0, 3)),
	CONSTRAINT "cases_other_person" CHECK (closed_by <> closing_by)
);
--> statement-breakpoint
CREATE TABLE "notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"county" text NOT NULL,
	"kind" text NOT NULL,
	"text" "bytea" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"written_by" uuid NOT NULL,
	CONSTRAINT "notes_kind" CHECK (kind in ('fact', 'observation', 'decision'))
);
--> statement-breakpoint
CREATE TABLE "persons" (
	"id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"name" "bytea" NOT NULL,
	"note" "bytea" NOT NULL,
	"age_years" real,
	"age_guessed" boolean NOT NULL,
	"sex" text NOT NULL,
	"words" "bytea"[] NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "persons_sex" CHECK (sex in ('f', 'm', 'unknown')),
	CONSTRAINT "persons_age" CHECK (age_years between 0 and 120)
);
--> statement-breakpoint
CREATE TABLE "counties" (
	"code" text PRIMARY KEY NOT NULL,
	"name_ro" text NOT NULL,
	"name_hu" text,
	"neighbours" text[] NOT NULL,
	"lat" double precision NOT NULL,
	"lon" double precision NOT NULL
);
--> statement-breakpoint
CREATE TABLE "holidays" (
	"day" date NOT NULL,
	"name" text NOT NULL,
	"law" text NOT NULL,
	CONSTRAINT "holidays_day_name_pk" PRIMARY KEY("day","name")
);
--> statement-breakpoint
CREATE TABLE "localities" (
	"siruta" integer PRIMARY KEY NOT NULL,
	"county_code" text NOT NULL,
	"unit" integer,
	"name_ro" text NOT NULL,
	"name_hu" text,
	"kind" text NOT NULL,
	"lat" double precision,
	"lon" double precision
);
--> statement-breakpoint
CREATE TABLE "partners" (
	"code" text PRIMARY KEY NOT NULL,
	"institution_type" text NOT NULL,
	"label" jsonb NOT NULL,
	"number" text,
	"number_verified" boolean NOT NULL,
	"use_when" text NOT NULL,
	"hours" text
);
--> statement-breakpoint
CREATE TABLE "dispatches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"case_id" uuid NOT NULL,
	"case_number" text NOT NULL,
	"priority" text NOT NULL,
	"unit" integer,
	"team_id" uuid,
	"step" text NOT NULL,
	"briefing" "bytea" NOT NULL,
	"received_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"acknowledged_at" timestamp (3) with time zone,
	"en_route_at" timestamp (3) with time zone,
	"on_scene_at" timestamp (3) with time zone,
	"child_seen_at" timestamp (3) with time zone,
	"child_safe_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"called112_at" timestamp (3) with time zone,
	"sos" boolean DEFAULT false NOT NULL,
	"cancel_reason" text,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "dispatches_step" CHECK (step in ('sent', 'acknowledged', 'en_route', 'on_scene', 'with_child', 'transport', 'returning', 'ended', 'cancelled', 'moved_on')),
	CONSTRAINT "dispatches_have_a_team_once_acknowledged" CHECK (acknowledged_at is null or team_id is not null),
	CONSTRAINT "dispatches_ended" CHECK ((step in ('ended', 'cancelled')) = (ended_at is not null))
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"staff_id" uuid NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "accounts_once" UNIQUE("provider_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "lockouts" (
	"address_hash" "bytea" PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"locked_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"staff_id" uuid NOT NULL,
	"county_code" text NOT NULL,
	"roles" text[] NOT NULL,
	CONSTRAINT "memberships_staff_id_county_code_pk" PRIMARY KEY("staff_id","county_code"),
	CONSTRAINT "memberships_have_a_role" CHECK (cardinality(roles) > 0)
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"staff_id" uuid NOT NULL,
	"name" text,
	"public_key" text NOT NULL,
	"credential_id" text NOT NULL,
	"counter" integer NOT NULL,
	"device_type" text NOT NULL,
	"backed_up" boolean NOT NULL,
	"transports" text,
	"created_at" timestamp (3) with time zone,
	"aaguid" text,
	CONSTRAINT "passkeys_credential_id_unique" UNIQUE("credential_id")
);
--> statement-breakpoint
CREATE TABLE "service_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"county_code" text NOT NULL,
	"name" text NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"actions" text[] NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "service_keys_secretHash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"staff_id" uuid NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"acting_for" text,
	CONSTRAINT "sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT true NOT NULL,
	"image" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"two_factor_enabled" boolean DEFAULT false NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"locale" text DEFAULT 'ro' NOT NULL,
	"theme" text,
	"version" integer DEFAULT 1 NOT NULL,
	"last_sign_in_at" timestamp (3) with time zone,
	CONSTRAINT "staff_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "staff_phones" (
	"staff_id" uuid PRIMARY KEY NOT NULL,
	"county_code" text NOT NULL,
	"number" "bytea" NOT NULL,
	"number_hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "two_factors" (
	"id" uuid PRIMARY KEY NOT NULL,
	"staff_id" uuid NOT NULL,
	"secret" text NOT NULL,
	"backup_codes" text NOT NULL,
	"verified" boolean DEFAULT true,
	"failed_verification_count" integer DEFAULT 0,
	"locked_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "used_codes" (
	"staff_id" uuid NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"used_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "used_codes_staff_id_code_hash_pk" PRIMARY KEY("staff_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "calls" (
	"key" text PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"call_sid" text NOT NULL,
	"status" text NOT NULL,
	"at" timestamp (3) with time zone,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"form" "bytea"
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"channel" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"entered_at" timestamp (3) with time zone,
	"entered_by" uuid,
	"sheet" "bytea",
	"call_sid" text,
	"call_state" text,
	"call_ended_at" timestamp (3) with time zone,
	"number" "bytea",
	"number_hash" "bytea",
	"digits" text,
	"number_withheld" boolean NOT NULL,
	"unit" integer,
	"place" "bytea",
	"place_confirmed_at" timestamp (3) with time zone,
	"hint_raise_to" text,
	"hint_category" text,
	"hint_words" "bytea",
	"priority" text,
	"closed_at" timestamp (3) with time zone,
	"outcome" text,
	"case_id" uuid,
	"form" "bytea",
	"reporter" "bytea",
	"form_saved_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "contacts_channel" CHECK (channel in ('voice', 'sms', 'written', 'walk_in', 'paper')),
	CONSTRAINT "contacts_call_state" CHECK (call_state in ('ringing', 'waiting', 'connecting', 'connected', 'ended')),
	CONSTRAINT "contacts_voice" CHECK ((channel = 'voice') = (call_state is not null)),
	CONSTRAINT "contacts_number" CHECK (num_nonnulls(number, number_hash, digits) in (0, 3)),
	CONSTRAINT "contacts_withheld" CHECK (not (number_withheld and number is not null)),
	CONSTRAINT "contacts_closed" CHECK ((closed_at is null) = (outcome is null)),
	CONSTRAINT "contacts_digits" CHECK (digits ~ '^[0-9]{3}$')
);
--> statement-breakpoint
CREATE TABLE "heard_notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"contact_id" uuid NOT NULL,
	"body" "bytea" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"staff_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"contact_id" uuid,
	"provider_sid" text,
	"direction" text NOT NULL,
	"body" "bytea" NOT NULL,
	"status" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"sent_by" uuid,
	"hint_raise_to" text,
	"hint_category" text,
	"hint_words" "bytea",
	CONSTRAINT "messages_direction" CHECK (direction in ('in', 'out'))
);
--> statement-breakpoint
CREATE TABLE "alarms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"kind" text NOT NULL,
	"priority" text,
	"state" text NOT NULL,
	"subject" text NOT NULL,
	"contact_id" uuid,
	"case_id" uuid,
	"dispatch_id" uuid,
	"team_id" uuid,
	"case_number" text,
	"unit" integer,
	"raised_by" uuid,
	"raised_at" timestamp (3) with time zone NOT NULL,
	"acknowledged_by" uuid,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"endpoint_hash" "bytea" PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"staff_id" uuid NOT NULL,
	"subscription" "bytea" NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ladders" (
	"dispatch_id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"case_id" uuid NOT NULL,
	"case_number" text NOT NULL,
	"priority" text NOT NULL,
	"unit" integer,
	"team_id" uuid,
	"state" text NOT NULL,
	"times" jsonb NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"round" integer NOT NULL,
	"next_at" timestamp (3) with time zone,
	"acknowledged_by" uuid,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ladders_acknowledged" CHECK ((state = 'acknowledged') = (acknowledged_by is not null))
);
--> statement-breakpoint
CREATE TABLE "pages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"dispatch_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"team_id" uuid,
	"staff_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"state" text NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "responders" (
	"team_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"county" text NOT NULL,
	CONSTRAINT "responders_team_id_staff_id_pk" PRIMARY KEY("team_id","staff_id")
);
--> statement-breakpoint
CREATE TABLE "shifts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"kind" text NOT NULL,
	"team_id" uuid,
	"staff_id" uuid,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "shifts_kind" CHECK ((kind = 'team' and team_id is not null) or (kind = 'duty_officer' and staff_id is not null)),
	CONSTRAINT "shifts_forward" CHECK (ends_at > starts_at)
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"base" integer NOT NULL,
	"status" text DEFAULT '1' NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"dispatch_id" uuid,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "teams_status" CHECK (status in ('0', '1', '2', '3', '4', '5', '6', '7', '8'))
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
	"held_until" timestamp (3) with time zone,
	"parked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "call_back_attempts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"call_back_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"result" text NOT NULL,
	"staff_id" uuid NOT NULL,
	CONSTRAINT "call_back_attempts_result" CHECK (result in ('reached', 'no_answer', 'busy', 'wrong_number', 'unsafe'))
);
--> statement-breakpoint
CREATE TABLE "call_backs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"contact_id" uuid NOT NULL,
	"state" text NOT NULL,
	"cause" text NOT NULL,
	"safe" text NOT NULL,
	"digits" text,
	"queue_class" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"reminded_at" timestamp (3) with time zone,
	"closed_reason" text,
	"closed_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "call_backs_state" CHECK (state in ('open', 'recovered', 'closed')),
	CONSTRAINT "call_backs_cause" CHECK (cause in ('abandoned', 'silent', 'dropped', 'asked_for')),
	CONSTRAINT "call_backs_safe" CHECK (safe in ('unknown', 'safe', 'unsafe')),
	CONSTRAINT "call_backs_closed_with_reason" CHECK ((state = 'closed') = (closed_reason is not null))
);
--> statement-breakpoint
CREATE TABLE "entries" (
	"contact_id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"state" text NOT NULL,
	"queue_class" text NOT NULL,
	"channel" text NOT NULL,
	"live" boolean NOT NULL,
	"call_sid" text,
	"is_call_back" boolean DEFAULT false NOT NULL,
	"digits" text,
	"unit" integer,
	"open_case" text,
	"received_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"score" double precision NOT NULL,
	"hint_raise_to" text,
	"hint_category" text,
	"hint_words" "bytea",
	"opening" "bytea",
	"dropped_at" timestamp (3) with time zone,
	"holder_id" uuid,
	"held_since" timestamp (3) with time zone,
	"not_for" uuid[] DEFAULT '{}' NOT NULL,
	"ending" text,
	"ended_at" timestamp (3) with time zone,
	"alarm_due_at" timestamp (3) with time zone,
	"alarm_raised_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "entries_state" CHECK (state in ('waiting', 'held', 'ended')),
	CONSTRAINT "entries_class" CHECK (queue_class in ('P0', 'P1', 'P2', 'P3', 'P4', 'N', 'P?')),
	CONSTRAINT "entries_held_by_somebody" CHECK (state <> 'held' or (holder_id is not null and held_since is not null)),
	CONSTRAINT "entries_waiting_for_anybody" CHECK (state <> 'waiting' or holder_id is null),
	CONSTRAINT "entries_ended_somehow" CHECK ((state = 'ended') = (ending is not null and ended_at is not null))
);
--> statement-breakpoint
CREATE TABLE "operator_states" (
	"staff_id" uuid NOT NULL,
	"county" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"status" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"contact_id" uuid,
	"seen_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "operator_states_county_staff_id_pk" PRIMARY KEY("county","staff_id"),
	CONSTRAINT "operator_states_status" CHECK (status in ('available', 'break', 'off'))
);
--> statement-breakpoint
CREATE TABLE "carrier_marks" (
	"name" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "intents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"turn" bigserial NOT NULL,
	"county" text NOT NULL,
	"kind" text NOT NULL,
	"purpose" text NOT NULL,
	"subject_id" uuid,
	"to_number" "bytea",
	"body" "bytea",
	"target_sid" text,
	"path" text,
	"status" text NOT NULL,
	"provider_sid" text,
	"error_code" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"asked_at" timestamp (3) with time zone,
	"asks" integer DEFAULT 0 NOT NULL,
	"checked_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "intents_kind" CHECK (kind in ('message', 'call', 'move', 'hang_up')),
	CONSTRAINT "intents_whole" CHECK (case when kind in ('message', 'call') then to_number is not null else target_sid is not null end)
);
--> statement-breakpoint
CREATE TABLE "assessments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"contact_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"digits" text,
	"unit" integer,
	"protocol_version" integer NOT NULL,
	"answers" jsonb NOT NULL,
	"in_force" text NOT NULL,
	"high_water" text,
	"weighed" text[] NOT NULL,
	"had_hint" boolean DEFAULT false NOT NULL,
	"set_priority" text,
	"set_by" uuid,
	"set_at" timestamp (3) with time zone,
	"state" text DEFAULT 'open' NOT NULL,
	"disposition" text,
	"undo_until" timestamp (3) with time zone,
	"outcome" text,
	"summary" "bytea",
	"ended_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "assessments_contactId_unique" UNIQUE("contact_id"),
	CONSTRAINT "assessments_in_force" CHECK (in_force in ('P0', 'P1', 'P2', 'P3', 'P4', 'N', 'P?')),
	CONSTRAINT "assessments_high_water" CHECK (in_force = 'P?' or (high_water is not null and
        array_position(array['P0', 'P1', 'P2', 'P3', 'P4', 'N'], high_water) <=
        array_position(array['P0', 'P1', 'P2', 'P3', 'P4', 'N'], in_force))),
	CONSTRAINT "assessments_set" CHECK (num_nonnulls(set_priority, set_by, set_at) in (0, 3)),
	CONSTRAINT "assessments_ending" CHECK ((state = 'open' and num_nonnulls(disposition, outcome, ended_at) = 0)
        or (state = 'ended' and ended_at is not null and num_nonnulls(disposition, outcome) = 1)),
	CONSTRAINT "assessments_digits" CHECK (digits ~ '^[0-9]{1,3}$')
);
--> statement-breakpoint
CREATE TABLE "proposals" (
	"contact_id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"state" text NOT NULL,
	"kind" text NOT NULL,
	"from_class" text NOT NULL,
	"to_class" text NOT NULL,
	"reason" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"note" "bytea",
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "proposals_state" CHECK (state in ('open', 'confirmed', 'refused', 'withdrawn')),
	CONSTRAINT "proposals_kind" CHECK (kind in ('lowering', 'disposition', 'unfounded')),
	CONSTRAINT "proposals_other_person" CHECK (decided_by <> proposed_by),
	CONSTRAINT "proposals_decided" CHECK (state not in ('confirmed', 'refused') or (decided_by is not null and decided_at is not null))
);
--> statement-breakpoint
CREATE TABLE "protocols" (
	"version" integer PRIMARY KEY NOT NULL,
	"status" text NOT NULL,
	"digest" text NOT NULL,
	"body" jsonb NOT NULL,
	"categories" jsonb NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "protocols_status" CHECK (status in ('in_force', 'retired')),
	CONSTRAINT "protocols_version" CHECK (version > 0)
);
--> statement-breakpoint
CREATE TABLE "second_looks" (
	"contact_id" uuid PRIMARY KEY NOT NULL,
	"county" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"state" text NOT NULL,
	"disposition" text NOT NULL,
	"closed_by" uuid NOT NULL,
	"closed_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"looked_by" uuid,
	"looked_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "second_looks_state" CHECK (state in ('open', 'agreed', 'reopened')),
	CONSTRAINT "second_looks_other_person" CHECK (looked_by <> closed_by),
	CONSTRAINT "second_looks_agreed" CHECK (state <> 'agreed' or looked_by is not null),
	CONSTRAINT "second_looks_due" CHECK (due_at > closed_at)
);
--> statement-breakpoint
ALTER TABLE "seals" ADD CONSTRAINT "seals_fact_id_facts_id_fk" FOREIGN KEY ("fact_id") REFERENCES "public"."facts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls_112" ADD CONSTRAINT "calls_112_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls_112" ADD CONSTRAINT "calls_112_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls_112" ADD CONSTRAINT "calls_112_called_by_staff_id_fk" FOREIGN KEY ("called_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_contacts" ADD CONSTRAINT "case_contacts_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_contacts" ADD CONSTRAINT "case_contacts_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_contacts" ADD CONSTRAINT "case_contacts_linked_by_staff_id_fk" FOREIGN KEY ("linked_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_persons" ADD CONSTRAINT "case_persons_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_persons" ADD CONSTRAINT "case_persons_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_place_from_contacts_id_fk" FOREIGN KEY ("place_from") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_opened_by_staff_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_dispatch_id_dispatches_id_fk" FOREIGN KEY ("dispatch_id") REFERENCES "public"."dispatches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_closing_by_staff_id_fk" FOREIGN KEY ("closing_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_closed_by_staff_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_written_by_staff_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_keys" ADD CONSTRAINT "service_keys_created_by_staff_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_phones" ADD CONSTRAINT "staff_phones_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "two_factors" ADD CONSTRAINT "two_factors_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "used_codes" ADD CONSTRAINT "used_codes_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_entered_by_staff_id_fk" FOREIGN KEY ("entered_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "heard_notes" ADD CONSTRAINT "heard_notes_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "heard_notes" ADD CONSTRAINT "heard_notes_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_sent_by_staff_id_fk" FOREIGN KEY ("sent_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ladders" ADD CONSTRAINT "ladders_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pages" ADD CONSTRAINT "pages_dispatch_id_ladders_dispatch_id_fk" FOREIGN KEY ("dispatch_id") REFERENCES "public"."ladders"("dispatch_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "responders" ADD CONSTRAINT "responders_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shifts" ADD CONSTRAINT "shifts_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_back_attempts" ADD CONSTRAINT "call_back_attempts_call_back_id_call_backs_id_fk" FOREIGN KEY ("call_back_id") REFERENCES "public"."call_backs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_protocol_version_protocols_version_fk" FOREIGN KEY ("protocol_version") REFERENCES "public"."protocols"("version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_set_by_staff_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_contact_id_assessments_contact_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."assessments"("contact_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_proposed_by_staff_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_decided_by_staff_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_looks" ADD CONSTRAINT "second_looks_contact_id_assessments_contact_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."assessments"("contact_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_looks" ADD CONSTRAINT "second_looks_closed_by_staff_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_looks" ADD CONSTRAINT "second_looks_looked_by_staff_id_fk" FOREIGN KEY ("looked_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "facts_by_contact" ON "facts" USING btree ("contact_id","at") WHERE contact_id is not null;--> statement-breakpoint
CREATE INDEX "facts_by_case" ON "facts" USING btree ("case_id","at") WHERE case_id is not null;--> statement-breakpoint
CREATE INDEX "facts_by_kind" ON "facts" USING btree ("county","kind","at");--> statement-breakpoint
CREATE INDEX "facts_in_order" ON "facts" USING btree ("tx","id");--> statement-breakpoint
CREATE INDEX "seals_in_order" ON "seals" USING btree ("tx","fact_id");--> statement-breakpoint
CREATE INDEX "calls_112_of_case" ON "calls_112" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "calls_112_of_contact" ON "calls_112" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "case_contacts_of_case" ON "case_contacts" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "case_contacts_by_number" ON "case_contacts" USING btree ("number_hash") WHERE number_hash is not null;--> statement-breakpoint
CREATE INDEX "cases_board" ON "cases" USING btree ("county","changed_at");--> statement-breakpoint
CREATE INDEX "cases_of_unit" ON "cases" USING btree ("county","unit","opened_at");--> statement-breakpoint
CREATE INDEX "notes_of_case" ON "notes" USING btree ("case_id","at");--> statement-breakpoint
CREATE INDEX "persons_by_words" ON "persons" USING gin ("words");--> statement-breakpoint
CREATE INDEX "localities_of_county" ON "localities" USING btree ("county_code");--> statement-breakpoint
CREATE UNIQUE INDEX "dispatches_one_open_per_team" ON "dispatches" USING btree ("team_id") WHERE step not in ('ended', 'cancelled') and team_id is not null;--> statement-breakpoint
CREATE INDEX "dispatches_of_case" ON "dispatches" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "dispatches_open" ON "dispatches" USING btree ("county","sent_at") WHERE step not in ('ended', 'cancelled');--> statement-breakpoint
CREATE INDEX "dispatches_by_change" ON "dispatches" USING btree ("county","changed_at");--> statement-breakpoint
CREATE INDEX "accounts_of_staff" ON "accounts" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "sessions_of_staff" ON "sessions" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "staff_phones_by_hash" ON "staff_phones" USING btree ("number_hash");--> statement-breakpoint
CREATE INDEX "verifications_by_identifier" ON "verifications" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "calls_of_call" ON "calls" USING btree ("call_sid","recorded_at");--> statement-breakpoint
CREATE UNIQUE INDEX "contacts_call" ON "contacts" USING btree ("call_sid") WHERE call_sid is not null;--> statement-breakpoint
CREATE INDEX "contacts_of_number" ON "contacts" USING btree ("number_hash","received_at") WHERE number_hash is not null;--> statement-breakpoint
CREATE INDEX "contacts_of_case" ON "contacts" USING btree ("case_id") WHERE case_id is not null;--> statement-breakpoint
CREATE INDEX "heard_notes_of_contact" ON "heard_notes" USING btree ("contact_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_provider_sid" ON "messages" USING btree ("provider_sid") WHERE provider_sid is not null;--> statement-breakpoint
CREATE INDEX "messages_of_contact" ON "messages" USING btree ("contact_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "alarms_open_once" ON "alarms" USING btree ("county","kind","subject") WHERE state <> 'ended';--> statement-breakpoint
CREATE INDEX "alarms_by_time" ON "alarms" USING btree ("county","changed_at");--> statement-breakpoint
CREATE INDEX "devices_of_staff" ON "devices" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "ladders_running" ON "ladders" USING btree ("county","next_at") WHERE state = 'running';--> statement-breakpoint
CREATE UNIQUE INDEX "pages_once" ON "pages" USING btree ("dispatch_id","round","staff_id","channel");--> statement-breakpoint
CREATE INDEX "pages_due" ON "pages" USING btree ("due_at") WHERE state = 'planned';--> statement-breakpoint
CREATE INDEX "responders_by_staff" ON "responders" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "shifts_by_time" ON "shifts" USING btree ("county","starts_at","ends_at");--> statement-breakpoint
CREATE UNIQUE INDEX "shifts_once" ON "shifts" USING btree ("county","starts_at",coalesce(team_id, staff_id));--> statement-breakpoint
CREATE UNIQUE INDEX "teams_by_name" ON "teams" USING btree ("county","name");--> statement-breakpoint
CREATE UNIQUE INDEX "data_keys_generation" ON "data_keys" USING btree ("county","purpose","generation");--> statement-breakpoint
CREATE INDEX "idempotency_age" ON "idempotency" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_pending_key" ON "outbox" USING btree ("name","key") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "outbox_unsent" ON "outbox" USING btree ("id") WHERE sent_at is null and done_at is null;--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("run_at") WHERE done_at is null and parked_at is null;--> statement-breakpoint
CREATE INDEX "outbox_done" ON "outbox" USING btree ("done_at") WHERE done_at is not null;--> statement-breakpoint
CREATE INDEX "call_back_attempts_of" ON "call_back_attempts" USING btree ("call_back_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "call_backs_one_open" ON "call_backs" USING btree ("contact_id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "call_backs_due" ON "call_backs" USING btree ("due_at") WHERE state = 'open' and reminded_at is null;--> statement-breakpoint
CREATE INDEX "call_backs_by_county" ON "call_backs" USING btree ("county","state");--> statement-breakpoint
CREATE INDEX "entries_waiting" ON "entries" USING btree ("county","score","contact_id") WHERE state = 'waiting';--> statement-breakpoint
CREATE UNIQUE INDEX "entries_one_a_holder" ON "entries" USING btree ("holder_id") WHERE state = 'held';--> statement-breakpoint
CREATE INDEX "entries_live" ON "entries" USING btree ("county") WHERE state <> 'ended';--> statement-breakpoint
CREATE INDEX "entries_ended" ON "entries" USING btree ("county","ended_at") WHERE state = 'ended';--> statement-breakpoint
CREATE INDEX "entries_alarm_due" ON "entries" USING btree ("alarm_due_at") WHERE alarm_raised_at is null and state = 'waiting';--> statement-breakpoint
CREATE INDEX "entries_by_call" ON "entries" USING btree ("call_sid") WHERE call_sid is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "operator_states_one_a_contact" ON "operator_states" USING btree ("contact_id") WHERE contact_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "intents_provider_sid" ON "intents" USING btree ("provider_sid") WHERE provider_sid is not null;--> statement-breakpoint
CREATE INDEX "intents_by_target" ON "intents" USING btree ("target_sid","turn") WHERE target_sid is not null;--> statement-breakpoint
CREATE INDEX "intents_unsettled" ON "intents" USING btree ("changed_at") WHERE status not in ('delivered','read','failed','completed','busy','no_answer','canceled');--> statement-breakpoint
CREATE INDEX "assessments_by_county" ON "assessments" USING btree ("county","changed_at");--> statement-breakpoint
CREATE INDEX "proposals_open" ON "proposals" USING btree ("county") WHERE state = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "protocols_one_in_force" ON "protocols" USING btree ("status") WHERE status = 'in_force';--> statement-breakpoint
CREATE INDEX "second_looks_open" ON "second_looks" USING btree ("county","due_at") WHERE state = 'open';