// What the migrations say of row security. It belongs to what has been released: a change is a new migration.

/** The person of this transaction, by every entry the register has of them; empty for the service itself. */
export const ME = `(select coalesce(string_to_array(nullif(current_setting('app.person', true), ''), ',')::uuid[], '{}'))`;

/** No row of another tenant is there for anybody. */
export const tenantOnly = (table: string): string => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy anyone on ${table} using (true) with check (true);
create policy own_tenant on ${table} as restrictive for all
  using (tenant = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant = nullif(current_setting('app.tenant', true), '')::uuid);`;
