/**
 * The wall between counties. `veghe.scope` is set by each transaction for itself: codes joined by commas, or `*`
 * for the system. The sub-selects are evaluated once a statement, not once a row.
 */
const scope = "(select current_setting('veghe.scope', true))"
const seen = `${scope} = '*' or county = any((select string_to_array(current_setting('veghe.scope', true), ','))::text[])`

/** Forced row-level security with the policy, for a table with a `county` column. May be run again. */
export const wallAround = (table: string): string => `
  alter table ${table} enable row level security;
  alter table ${table} force row level security;
  drop policy if exists county_scope on ${table};
  create policy county_scope on ${table} using (${seen}) with check (${seen});
`

/** Refuses update, delete and truncate to everyone, the owner included. May be run again. */
export const appendOnly = (table: string): string => `
  create or replace trigger ${table}_unchanged before update or delete on ${table}
    for each row execute function veghe_refuse_change();
  create or replace trigger ${table}_whole before truncate on ${table}
    for each statement execute function veghe_refuse_change();
`

export const refuseChange = `
  create or replace function veghe_refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
  end $$;
`
