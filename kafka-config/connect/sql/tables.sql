-- The tables that the connectors write: one for each latest topic, with a row for each record that is not deleted.
-- For PostgreSQL 16 or newer, in a database with the encoding UTF8. Run as the user of the connectors, who has to be allowed
-- to create schemas; run it again after each upgrade: it creates and replaces, and removes no table and no row.
--
--   key              <connection>/<id>, as on the topic
--   record           the record as the vendor sent it, byte by byte; null once it is deleted
--   ce_id            identity of the change that made it so
--   ce_time          when the vendor says that this was
--   json             record as jsonb: numbers keep every digit; null where record cannot be read, see integration.unreadable()
--   changed_at       ce_time as a time
--   kafka_partition  where on the topic it stood
--   kafka_offset
--   written_at       when it came into the table

create schema if not exists integration;

-- Reads a record as JSON; null for what is none. Two things that JSON allows and PostgreSQL refuses become U+FFFD: the
-- character U+0000, and half of a surrogate pair, which remains of an emoji where a program cut a text.
create or replace function integration.read_json(record bytea) returns jsonb
language plpgsql immutable as $$
declare
  document text;
begin
  document := convert_from(record, 'UTF8');
  if not pg_input_is_valid(document, 'jsonb') then
    document := regexp_replace(document, '(?<!\\)((?:\\\\)*)\\u0000', '\1\\ufffd', 'g');
    document := regexp_replace(
      document,
      '(?<!\\)((?:\\\\)*)\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})', '\1\\ufffd', 'g');
    document := regexp_replace(
      document,
      '(?<!\\)(?<!\\u[dD][89abAB][0-9a-fA-F]{2})((?:\\\\)*)\\u[dD][c-fC-F][0-9a-fA-F]{2}', '\1\\ufffd', 'g');
  end if;
  return case when pg_input_is_valid(document, 'jsonb') then document::jsonb end;
exception
  -- No UTF-8, or nested too deeply.
  when others then
    return null;
end
$$;

-- What follows reads single values for the views. None of them fails on a value that is of another kind than is expected:
-- vendors change without notice, and one odd value must not take a whole report away.

-- One of more than a thousand digits is no quantity of a firm's, and a sum of such could be too large for PostgreSQL.
create or replace function integration.number(value jsonb) returns numeric
language sql immutable parallel safe
return case
  when jsonb_typeof(value) = 'number' and length(value #>> '{}') <= 1000 then value::numeric
  when jsonb_typeof(value) = 'string' and length(value #>> '{}') <= 1000 and value #>> '{}' ~ '^-?[0-9]+(\.[0-9]+)?$'
  then (value #>> '{}')::numeric
end;

create or replace function integration.flag(value jsonb) returns boolean
language sql immutable parallel safe
return case when jsonb_typeof(value) = 'boolean' then value::boolean end;

-- The day that a date or a time names, in the zone in which it is written.
create or replace function integration.day(value jsonb) returns date
language sql immutable parallel safe
return case
  when value #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}' and pg_input_is_valid(left(value #>> '{}', 10), 'date')
  then left(value #>> '{}', 10)::date
end;

-- A time as ISO 8601 writes it; UTC where it names no zone.
create or replace function integration.moment(iso text) returns timestamptz
language sql immutable parallel safe
return case
  when iso ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T.*(Z|[+-][0-9]{2}:?[0-9]{2})$' and pg_input_is_valid(iso, 'timestamptz')
  then iso::timestamptz
  when iso ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+)?$' and pg_input_is_valid(iso || ' UTC', 'timestamptz')
  then (iso || ' UTC')::timestamptz
end;

-- Smokeball's ticks: 100 ns since the year 1, in UTC; to the microsecond. Null for what is beyond the year 9999.
create or replace function integration.ticks(value jsonb) returns timestamptz
language sql immutable parallel safe
return case
  when integration.number(value) >= 0 and integration.number(value) < 3155378976000000000
  then timestamptz '0001-01-01 00:00:00 UTC'
    + div(integration.number(value), 864000000000)::int * interval '24 hours'
    + mod(integration.number(value), 864000000000)::bigint / 10 * interval '1 microsecond'
end;

-- A worker that was cut off, or stood still, may write what it had read long ago while another one has gone on. So what stands
-- before a row's record in the same partition comes too late, and the row stays as it is. This is asked before an update rather
-- than before an insert: only then is the row locked, and seen as the other worker left it.
create or replace function integration.keep_newest() returns trigger
language plpgsql as $$
begin
  if new.kafka_partition = old.kafka_partition and new.kafka_offset < old.kafka_offset then
    return null;
  end if;
  new.written_at := now();
  return new;
end
$$;

-- A deletion is a row without a record, or what comes late would bring the row back. With each new one those go that are older
-- than any null on the topics.
create or replace function integration.forget() returns trigger
language plpgsql as $$
begin
  execute format(
    'delete from %1$I.%2$I where key in (
       select key from %1$I.%2$I
       where record is null and written_at < now() - interval ''15 days'' and key <> $1
       limit 1000 for update skip locked)',
    tg_table_schema, tg_table_name) using new.key;
  return new;
end
$$;

-- Makes the table of a latest topic, or completes one that the connector has made because it was missing.
create or replace procedure integration.prepare(name text)
language plpgsql as $$
begin
  execute format('create table if not exists integration.%I (key text primary key)', name);
  execute format(
    'alter table integration.%I
       add column if not exists record bytea,
       add column if not exists ce_id text,
       add column if not exists ce_time text,
       add column if not exists json jsonb generated always as (integration.read_json(record)) stored,
       add column if not exists changed_at timestamptz generated always as (integration.moment(ce_time)) stored,
       add column if not exists kafka_partition integer,
       add column if not exists kafka_offset bigint,
       add column if not exists written_at timestamptz default now()',
    name);
  execute format(
    'create index if not exists %I on integration.%I (written_at) where record is null', name || '_deleted', name);
  execute format(
    'create or replace trigger deletion before insert on integration.%I
       for each row when (new.record is null) execute function integration.forget()',
    name);
  execute format(
    'create or replace trigger lateness before update on integration.%I
       for each row execute function integration.keep_newest()',
    name);
end
$$;

-- Empties all tables of a vendor, of deletions too, for reading everything anew.
create or replace procedure integration.empty(vendor text)
language plpgsql as $$
declare
  name text;
begin
  for name in
    select tables.table_name from information_schema.tables
    where tables.table_schema = 'integration' and starts_with(tables.table_name, vendor || '_')
  loop
    execute format('delete from integration.%I', name);
  end loop;
end
$$;

-- The tables that were prepared.
create or replace function integration.prepared() returns setof name
language sql stable as $$
  select table_name from information_schema.columns
  where table_schema = 'integration' and column_name = 'json'
  order by 1
$$;

-- Rows that cannot be read as JSON, and so are in no view. There should be none. Of tables that are not prepared nothing is
-- known here.
create or replace function integration.unreadable() returns table (table_name name, key text)
language plpgsql stable as $$
begin
  for table_name in
    select prepared from integration.prepared()
  loop
    return query execute format(
      'select %L::name, key from integration.%I where json is null and record is not null', table_name, table_name);
  end loop;
end
$$;

-- How many rows each table has, and how new the newest change is.
create or replace function integration.overview() returns table (table_name name, row_count bigint, newest timestamptz)
language plpgsql stable as $$
begin
  for table_name in
    select prepared from integration.prepared()
  loop
    return query execute format(
      'select %L::name, count(record), max(changed_at) from integration.%I', table_name, table_name);
  end loop;
end
$$;

do $$
declare
  name text;
begin
  foreach name in array array[
    'clio_activity',
    'clio_activity_description',
    'clio_activity_rate',
    'clio_bill',
    'clio_calendar_entry',
    'clio_clio_payments_payment',
    'clio_communication',
    'clio_contact',
    'clio_document',
    'clio_folder',
    'clio_matter',
    'clio_task',
    'smokeball_activity_code',
    'smokeball_add_on',
    'smokeball_bank_account',
    'smokeball_bank_transaction',
    'smokeball_charge',
    'smokeball_contact',
    'smokeball_contact_relation',
    'smokeball_contact_tag',
    'smokeball_event',
    'smokeball_event_reminders',
    'smokeball_expense',
    'smokeball_fee',
    'smokeball_file',
    'smokeball_file_history_entry',
    'smokeball_firm_user',
    'smokeball_folder',
    'smokeball_folder_history_entry',
    'smokeball_folder_path_segment',
    'smokeball_group',
    'smokeball_intake_form',
    'smokeball_intake_submission',
    'smokeball_invoice',
    'smokeball_invoice_of_subscription',
    'smokeball_layout',
    'smokeball_layout_contact',
    'smokeball_matter',
    'smokeball_matter_balance',
    'smokeball_matter_item',
    'smokeball_matter_layout',
    'smokeball_matter_stage',
    'smokeball_matter_tag',
    'smokeball_matter_type',
    'smokeball_matter_type_category',
    'smokeball_memo',
    'smokeball_payment_method',
    'smokeball_payment_system',
    'smokeball_plugin',
    'smokeball_plugin_subscription',
    'smokeball_promotion',
    'smokeball_referral_type',
    'smokeball_relationship',
    'smokeball_role',
    'smokeball_root_folder',
    'smokeball_staff',
    'smokeball_stage_set',
    'smokeball_subscription',
    'smokeball_subscription_changes',
    'smokeball_subscription_invoice',
    'smokeball_subscription_payment_method',
    'smokeball_subscription_promotion',
    'smokeball_subtask',
    'smokeball_task',
    'smokeball_task_document',
    'smokeball_tier',
    'smokeball_tier_add_on',
    'smokeball_usage',
    'smokeball_usage_charge',
    'smokeball_webhook_subscription',
    'smokeball_webhook_type'
  ] loop
    call integration.prepare(name);
  end loop;
end
$$;
