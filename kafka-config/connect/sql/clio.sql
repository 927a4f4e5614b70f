-- Clio's records as views: a row for each record that is not deleted. Run after tables.sql, and again after each upgrade.
-- Money and quantities are numeric, with every digit. What the user who authorised may not see is null.

create schema if not exists clio;

-- Time and expenses. seconds: of time entries; pieces: of expenses. price: per hour, per piece, or for all of it if flat_rate.
-- billed: on a bill that awaits payment or is paid; on_bill: on any bill in force, drafts included.
create or replace view clio.activities as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  json ->> 'type' as type,
  integration.day(json -> 'date') as date,
  case when json ->> 'type' = 'TimeEntry' then integration.number(json -> 'quantity') end as seconds,
  case when json ->> 'type' = 'TimeEntry' then integration.number(json -> 'rounded_quantity') end as rounded_seconds,
  case when not json ->> 'type' = 'TimeEntry' then integration.number(json -> 'quantity') end as pieces,
  integration.number(json -> 'price') as price,
  integration.number(json -> 'total') as total,
  integration.flag(json -> 'flat_rate') as flat_rate,
  integration.flag(json -> 'non_billable') as non_billable,
  integration.flag(json -> 'no_charge') as no_charge,
  integration.flag(json -> 'billed') as billed,
  integration.flag(json -> 'on_bill') as on_bill,
  json ->> 'reference' as reference,
  json -> 'matter' ->> 'id' as matter_id,
  json -> 'matter' ->> 'display_number' as matter,
  json -> 'user' ->> 'id' as user_id,
  json -> 'user' ->> 'name' as user_name,
  json -> 'bill' ->> 'id' as bill_id,
  json -> 'bill' ->> 'number' as bill_number,
  json -> 'activity_description' ->> 'id' as category_id,
  json -> 'activity_description' ->> 'name' as category,
  integration.moment(json ->> 'created_at') as created_at,
  integration.moment(json ->> 'updated_at') as updated_at,
  changed_at as changed_at
from integration.clio_activity
where json is not null;

create or replace view clio.matters as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  integration.number(json -> 'number') as number,
  json ->> 'display_number' as display_number,
  json ->> 'custom_number' as custom_number,
  json ->> 'description' as description,
  json ->> 'status' as status,
  integration.flag(json -> 'billable') as billable,
  json ->> 'billing_method' as billing_method,
  integration.day(json -> 'open_date') as open_date,
  integration.day(json -> 'pending_date') as pending_date,
  integration.day(json -> 'close_date') as close_date,
  json ->> 'client_reference' as client_reference,
  json ->> 'location' as location,
  json -> 'client' ->> 'id' as client_id,
  json -> 'client' ->> 'name' as client,
  json -> 'practice_area' ->> 'id' as practice_area_id,
  json -> 'practice_area' ->> 'name' as practice_area,
  json -> 'responsible_attorney' ->> 'id' as responsible_attorney_id,
  json -> 'responsible_attorney' ->> 'name' as responsible_attorney,
  json -> 'originating_attorney' ->> 'id' as originating_attorney_id,
  json -> 'originating_attorney' ->> 'name' as originating_attorney,
  json -> 'matter_stage' ->> 'id' as stage_id,
  json -> 'matter_stage' ->> 'name' as stage,
  integration.moment(json ->> 'created_at') as created_at,
  integration.moment(json ->> 'updated_at') as updated_at,
  changed_at as changed_at
from integration.clio_matter
where json is not null;

create or replace view clio.contacts as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  json ->> 'type' as type,
  json ->> 'name' as name,
  json ->> 'first_name' as first_name,
  json ->> 'last_name' as last_name,
  json ->> 'title' as title,
  integration.flag(json -> 'is_client') as is_client,
  json ->> 'primary_email_address' as email,
  json ->> 'primary_phone_number' as phone,
  json -> 'company' ->> 'id' as company_id,
  json -> 'company' ->> 'name' as company,
  integration.moment(json ->> 'created_at') as created_at,
  integration.moment(json ->> 'updated_at') as updated_at,
  changed_at as changed_at
from integration.clio_contact
where json is not null;

-- sub_total: before tax. total: all of it, with interest. due: with interest, less discounts. balance: still to be paid.
-- pending: card payments on their way. The unit of tax_rate is not documented by Clio.
create or replace view clio.bills as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  json ->> 'number' as number,
  json ->> 'type' as type,
  json ->> 'kind' as kind,
  json ->> 'state' as state,
  integration.day(json -> 'issued_at') as issued_on,
  integration.day(json -> 'due_at') as due_on,
  integration.day(json -> 'paid_at') as paid_on,
  integration.number(json -> 'sub_total') as sub_total,
  integration.number(json -> 'total_tax') as total_tax,
  integration.number(json -> 'total') as total,
  integration.number(json -> 'due') as due,
  integration.number(json -> 'paid') as paid,
  integration.number(json -> 'pending') as pending,
  integration.number(json -> 'balance') as balance,
  integration.number(json -> 'credits_issued') as credits_issued,
  integration.number(json -> 'tax_rate') as tax_rate,
  json -> 'client' ->> 'id' as client_id,
  json -> 'client' ->> 'name' as client,
  json -> 'user' ->> 'id' as user_id,
  json -> 'user' ->> 'name' as user_name,
  integration.moment(json ->> 'created_at') as created_at,
  integration.moment(json ->> 'updated_at') as updated_at,
  changed_at as changed_at
from integration.clio_bill
where json is not null;

-- Which matters are on which bill: a row for each pair.
create or replace view clio.bill_matters as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as bill_id,
  json ->> 'number' as bill_number,
  matter ->> 'id' as matter_id,
  matter ->> 'display_number' as matter
from integration.clio_bill,
  jsonb_array_elements(case when jsonb_typeof(json -> 'matters') = 'array' then json -> 'matters' else '[]' end) as matter;

create or replace view clio.tasks as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  json ->> 'name' as name,
  json ->> 'status' as status,
  json ->> 'priority' as priority,
  integration.day(json -> 'due_at') as due_on,
  integration.moment(json ->> 'completed_at') as completed_at,
  integration.flag(json -> 'statute_of_limitations') as statute_of_limitations,
  json -> 'matter' ->> 'id' as matter_id,
  json -> 'matter' ->> 'display_number' as matter,
  json -> 'assigner' ->> 'id' as assigner_id,
  json -> 'assigner' ->> 'name' as assigner,
  json -> 'task_type' ->> 'id' as task_type_id,
  json -> 'task_type' ->> 'name' as task_type,
  integration.moment(json ->> 'created_at') as created_at,
  integration.moment(json ->> 'updated_at') as updated_at,
  changed_at as changed_at
from integration.clio_task
where json is not null;

create or replace view clio.calendar_entries as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  json ->> 'summary' as summary,
  integration.moment(json ->> 'start_at') as starts_at,
  integration.moment(json ->> 'end_at') as ends_at,
  integration.flag(json -> 'all_day') as all_day,
  json ->> 'start_at_time_zone' as time_zone,
  integration.flag(json -> 'court_rule') as court_rule,
  json ->> 'recurrence_rule' as recurrence_rule,
  json -> 'matter' ->> 'id' as matter_id,
  json -> 'matter' ->> 'display_number' as matter,
  json -> 'calendar_owner' ->> 'id' as calendar_id,
  json -> 'calendar_owner' ->> 'name' as calendar,
  integration.moment(json ->> 'created_at') as created_at,
  integration.moment(json ->> 'updated_at') as updated_at,
  changed_at as changed_at
from integration.clio_calendar_entry
where json is not null;

-- Payments by Clio Payments.
create or replace view clio.payments as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  integration.number(json -> 'amount') as amount,
  json ->> 'currency' as currency,
  json ->> 'state' as state,
  json ->> 'confirmation_number' as confirmation_number,
  integration.flag(json -> 'deposit_as_revenue') as deposit_as_revenue,
  json -> 'contact' ->> 'id' as contact_id,
  json -> 'contact' ->> 'name' as contact,
  integration.moment(json ->> 'created_at') as created_at,
  integration.moment(json ->> 'updated_at') as updated_at,
  changed_at as changed_at
from integration.clio_clio_payments_payment
where json is not null;

create or replace view clio.communications as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  json ->> 'type' as type,
  json ->> 'subject' as subject,
  integration.day(json -> 'date') as date,
  integration.moment(json ->> 'received_at') as received_at,
  json -> 'matter' ->> 'id' as matter_id,
  json -> 'matter' ->> 'display_number' as matter,
  json -> 'user' ->> 'id' as user_id,
  json -> 'user' ->> 'name' as user_name,
  integration.moment(json ->> 'created_at') as created_at,
  integration.moment(json ->> 'updated_at') as updated_at,
  changed_at as changed_at
from integration.clio_communication
where json is not null;

-- deleted_at: when it went to the trash, from where it can come back for 30 days.
create or replace view clio.documents as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  json ->> 'name' as name,
  json ->> 'filename' as filename,
  json ->> 'content_type' as content_type,
  integration.number(json -> 'size') as bytes,
  integration.flag(json -> 'locked') as locked,
  integration.moment(json ->> 'received_at') as received_at,
  integration.moment(json ->> 'deleted_at') as deleted_at,
  json -> 'matter' ->> 'id' as matter_id,
  json -> 'matter' ->> 'display_number' as matter,
  json -> 'parent' ->> 'id' as folder_id,
  json -> 'parent' ->> 'name' as folder,
  json -> 'document_category' ->> 'id' as category_id,
  json -> 'document_category' ->> 'name' as category,
  integration.moment(json ->> 'created_at') as created_at,
  integration.moment(json ->> 'updated_at') as updated_at,
  changed_at as changed_at
from integration.clio_document
where json is not null;

create or replace view clio.folders as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  json ->> 'name' as name,
  integration.flag(json -> 'root') as root,
  integration.flag(json -> 'locked') as locked,
  integration.moment(json ->> 'deleted_at') as deleted_at,
  json -> 'matter' ->> 'id' as matter_id,
  json -> 'matter' ->> 'display_number' as matter,
  json -> 'parent' ->> 'id' as parent_id,
  json -> 'parent' ->> 'name' as parent,
  integration.moment(json ->> 'created_at') as created_at,
  integration.moment(json ->> 'updated_at') as updated_at,
  changed_at as changed_at
from integration.clio_folder
where json is not null;

create or replace view clio.activity_descriptions as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  json ->> 'name' as name,
  json ->> 'type' as type,
  json ->> 'category_type' as category_type,
  integration.flag(json -> 'visible_to_co_counsel') as visible_to_co_counsel,
  integration.flag(json -> 'default') as is_default,
  json ->> 'xero_service_code' as xero_service_code,
  json -> 'utbms_activity' ->> 'code' as utbms_activity_code,
  json -> 'utbms_task' ->> 'code' as utbms_task_code,
  integration.moment(json ->> 'created_at') as created_at,
  integration.moment(json ->> 'updated_at') as updated_at,
  changed_at as changed_at
from integration.clio_activity_description
where json is not null;

-- rate: per hour, or for all of it if flat_rate.
create or replace view clio.activity_rates as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  integration.number(json -> 'rate') as rate,
  integration.flag(json -> 'flat_rate') as flat_rate,
  json ->> 'contact_id' as contact_id,
  json ->> 'co_counsel_contact_id' as co_counsel_contact_id,
  json -> 'user' ->> 'id' as user_id,
  json -> 'user' ->> 'name' as user_name,
  json -> 'group' ->> 'id' as group_id,
  json -> 'group' ->> 'name' as group_name,
  integration.moment(json ->> 'created_at') as created_at,
  integration.moment(json ->> 'updated_at') as updated_at,
  changed_at as changed_at
from integration.clio_activity_rate
where json is not null;
