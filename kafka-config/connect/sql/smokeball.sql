-- Smokeball's records as views: a row for each record that is not deleted. Run after tables.sql, and again after each upgrade.
-- Money and quantities are numeric, with every digit. A field that Smokeball leaves out is null.

create schema if not exists smokeball;

-- Matters, and leads (is_lead). client_id: the first of the clients.
create or replace view smokeball.matters as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  json ->> 'number' as number,
  json ->> 'title' as title,
  json ->> 'description' as description,
  json ->> 'status' as status,
  integration.flag(json -> 'isLead') as is_lead,
  json -> 'matterType' ->> 'id' as matter_type_id,
  json #>> '{clients,0,id}' as client_id,
  json -> 'personResponsible' ->> 'id' as responsible_staff_id,
  json -> 'personAssisting' ->> 'id' as assisting_staff_id,
  json -> 'originatingStaff' ->> 'id' as originating_staff_id,
  json ->> 'clientCode' as client_code,
  integration.day(json -> 'openedDate') as opened_on,
  integration.day(json -> 'closedDate') as closed_on,
  integration.day(json -> 'leadOpenedDate') as lead_opened_on,
  integration.day(json -> 'leadClosedDate') as lead_closed_on,
  json ->> 'leadClosedReason' as lead_closed_reason,
  json ->> 'referralType' as referral_type,
  integration.ticks(json -> 'versionId') as updated_at,
  changed_at as changed_at
from integration.smokeball_matter
where json is not null;

-- Time entries and fixed fees. Minutes are whole minutes. rate: per hour, or the fixed fee. finalized: on an invoice that is final.
-- tax_inclusive: rate and amount have tax in them.
create or replace view smokeball.fees as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  coalesce(json -> 'matter' ->> 'id', json ->> 'matterId') as matter_id,
  coalesce(json -> 'staff' ->> 'id', json ->> 'staffId') as staff_id,
  integration.day(json -> 'feeDate') as fee_date,
  case json ->> 'feeType' when '0' then 'Fixed' when '1' then 'Time' else json ->> 'feeType' end as fee_type,
  json ->> 'activityCode' as activity_code,
  json ->> 'utbmsTaskCode' as utbms_task_code,
  json ->> 'subject' as subject,
  json ->> 'description' as description,
  integration.number(json -> 'duration') as billed_minutes,
  integration.number(json -> 'durationWorked') as worked_minutes,
  integration.number(json -> 'rate') as rate,
  integration.number(json -> 'amount') as amount,
  integration.number(json -> 'amountExcTax') as amount_excluding_tax,
  integration.number(json -> 'amountIncTax') as amount_including_tax,
  integration.number(json -> 'tax') as tax,
  integration.number(json -> 'billableAmountExcTax') as billable_amount_excluding_tax,
  integration.flag(json -> 'isBillable') as billable,
  integration.flag(json -> 'isWrittenOff') as written_off,
  integration.flag(json -> 'finalized') as finalized,
  integration.flag(json -> 'isInvoicedExternally') as invoiced_externally,
  json ->> 'invoiceId' as invoice_id,
  integration.moment(json ->> 'createdDate') as created_at,
  changed_at as changed_at,
  integration.flag(json -> 'taxInclusive') as tax_inclusive
from integration.smokeball_fee
where json is not null;

-- price: of a piece. amount: price times pieces. finalized: on an invoice that is final. tax_inclusive: price and amount have
-- tax in them.
create or replace view smokeball.expenses as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  coalesce(json -> 'matter' ->> 'id', json ->> 'matterId') as matter_id,
  coalesce(json -> 'staff' ->> 'id', json ->> 'staffId') as staff_id,
  integration.day(json -> 'expenseDate') as expense_date,
  json ->> 'costType' as cost_type,
  json ->> 'activityCode' as activity_code,
  json ->> 'subject' as subject,
  json ->> 'description' as description,
  integration.number(json -> 'quantity') as pieces,
  integration.number(json -> 'price') as price,
  integration.number(json -> 'amount') as amount,
  integration.number(json -> 'amountExcTax') as amount_excluding_tax,
  integration.number(json -> 'amountIncTax') as amount_including_tax,
  integration.number(json -> 'tax') as tax,
  integration.flag(json -> 'isBillable') as billable,
  integration.flag(json -> 'isWrittenOff') as written_off,
  integration.flag(json -> 'finalized') as finalized,
  integration.flag(json -> 'isInvoicedExternally') as invoiced_externally,
  coalesce(json -> 'invoice' ->> 'id', json ->> 'invoiceId') as invoice_id,
  changed_at as changed_at,
  integration.flag(json -> 'taxInclusive') as tax_inclusive
from integration.smokeball_expense
where json is not null;

-- billed: without tax and interest; total: with both. paid_on: when it was paid in full.
create or replace view smokeball.invoices as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  coalesce(json -> 'matter' ->> 'id', json ->> 'matterId') as matter_id,
  integration.number(json -> 'invoiceNumber') as number,
  json ->> 'invoiceTitle' as title,
  case json ->> 'status' when '0' then 'Draft' when '1' then 'Final' when '2' then 'Paid' when '3' then 'Deleted' when '4' then 'Void'
    else json ->> 'status' end as status,
  integration.day(json -> 'issuedDate') as issued_on,
  integration.day(json -> 'dueDate') as due_on,
  integration.day(json -> 'paidDate') as paid_on,
  integration.number(json -> 'invoiceTotals' -> 'billed') as billed,
  integration.number(json -> 'invoiceTotals' -> 'total') as total,
  integration.number(json -> 'invoiceTotals' -> 'paid') as paid,
  integration.number(json -> 'invoiceTotals' -> 'unpaid') as unpaid,
  integration.number(json -> 'invoiceTotals' -> 'writtenOff') as written_off,
  integration.number(json -> 'invoiceTotals' -> 'waived') as waived_amount,
  integration.number(json -> 'invoiceTotals' -> 'discount') as discount,
  integration.number(json -> 'invoiceTotals' -> 'tax') as tax,
  integration.number(json -> 'invoiceTotals' -> 'interest') as interest,
  integration.number(json -> 'invoiceTotals' -> 'feeTotal') as fee_total,
  integration.number(json -> 'invoiceTotals' -> 'expenseTotal') as expense_total,
  integration.flag(json -> 'waived') as waived,
  changed_at as changed_at
from integration.smokeball_invoice
where json is not null;

-- Who works for the firm; who has left it is not here any more.
create or replace view smokeball.staff as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  json ->> 'userId' as user_id,
  json ->> 'firstName' as first_name,
  json ->> 'lastName' as last_name,
  concat_ws(' ', json ->> 'firstName', json ->> 'lastName') as name,
  json ->> 'initials' as initials,
  json ->> 'email' as email,
  json ->> 'role' as role,
  integration.flag(json -> 'enabled') as enabled,
  changed_at as changed_at
from integration.smokeball_staff
where json is not null;

-- The stage that each matter is in.
create or replace view smokeball.matter_stages as
select
  split_part(key, '/', 1) as connection,
  json -> 'matter' ->> 'id' as matter_id,
  json -> 'stageSet' ->> 'id' as stage_set_id,
  json -> 'stage' ->> 'id' as stage_id,
  json -> 'stage' ->> 'name' as stage,
  integration.ticks(json -> 'lastUpdated') as updated_at,
  changed_at as changed_at
from integration.smokeball_matter_stage
where json is not null;

create or replace view smokeball.stage_sets as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  json ->> 'name' as name,
  integration.ticks(json -> 'lastUpdated') as updated_at,
  changed_at as changed_at
from integration.smokeball_stage_set
where json is not null;

-- minutes, pieces: what a new entry begins with; Smokeball writes an hour as 0.6. rate: per hour, where rate_type is 'one rate'.
create or replace view smokeball.activity_codes as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  json ->> 'code' as code,
  json ->> 'description' as description,
  case json ->> 'type' when '0' then 'Fixed' when '1' then 'Time' when '2' then 'Expense' when '3' then 'Surcharge' else json ->> 'type' end as type,
  integration.flag(json -> 'isBillable') as billable,
  case json ->> 'rateType' when '0' then 'rate of the staff' when '1' then 'one rate' when '2' then 'a rate for each'
    else json ->> 'rateType' end as rate_type,
  integration.number(json -> 'rate') as rate,
  case when json ->> 'type' = '1' then 100 * integration.number(json -> 'quantity') end as minutes,
  case when json ->> 'type' = '2' then integration.number(json -> 'quantity') end as pieces,
  integration.flag(json -> 'taxInclusive') as tax_inclusive,
  integration.flag(json -> 'taxExempt') as tax_exempt,
  integration.number(json -> 'inputTaxRate') as input_tax_percent,
  integration.number(json -> 'outputTaxRate') as output_tax_percent,
  changed_at as changed_at
from integration.smokeball_activity_code
where json is not null;

create or replace view smokeball.contacts as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  case 'object' when jsonb_typeof(json -> 'person') then 'Person' when jsonb_typeof(json -> 'company') then 'Company'
    when jsonb_typeof(json -> 'trust') then 'Trust' when jsonb_typeof(json -> 'groupOfPeople') then 'GroupOfPeople' end as type,
  coalesce(
    nullif(concat_ws(' ', json -> 'person' ->> 'firstName', json -> 'person' ->> 'lastName'), ''),
    json -> 'company' ->> 'name', json -> 'trust' ->> 'name', json -> 'groupOfPeople' ->> 'name') as name,
  coalesce(json -> 'person' ->> 'email', json -> 'company' ->> 'email') as email,
  integration.ticks(json -> 'lastUpdated') as updated_at,
  changed_at as changed_at
from integration.smokeball_contact
where json is not null;

-- assigned_staff_id: the first of those who have to do it.
create or replace view smokeball.tasks as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  json -> 'matter' ->> 'id' as matter_id,
  json ->> 'subject' as subject,
  integration.day(json -> 'dueDateOnly') as due_on,
  integration.flag(json -> 'isCompleted') as completed,
  integration.day(json -> 'completedDateOnly') as completed_on,
  integration.day(json -> 'createdDateOnly') as created_on,
  json #>> '{assignees,0,id}' as assigned_staff_id,
  json -> 'createdBy' ->> 'id' as created_by_staff_id,
  integration.ticks(json -> 'lastUpdated') as updated_at,
  changed_at as changed_at
from integration.smokeball_task
where json is not null;

-- starts, ends: as Smokeball writes them, without a zone: said to be in time_zone, but seen in UTC.
create or replace view smokeball.events as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  json -> 'matter' ->> 'id' as matter_id,
  json ->> 'type' as type,
  json ->> 'subject' as subject,
  json ->> 'location' as location,
  json ->> 'startTime' as starts,
  json ->> 'endTime' as ends,
  json ->> 'timeZone' as time_zone,
  integration.flag(json -> 'allDay') as all_day,
  integration.flag(json -> 'nonBillable') as non_billable,
  integration.moment(json ->> 'lastUpdated') as updated_at,
  changed_at as changed_at
from integration.smokeball_event
where json is not null;

create or replace view smokeball.bank_accounts as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  json ->> 'type' as type,
  json ->> 'accountName' as account_name,
  json ->> 'bankName' as bank_name,
  integration.number(json -> 'balance') as balance,
  changed_at as changed_at
from integration.smokeball_bank_account
where json is not null;

-- One that was reversed has happened all the same: its reversal is a row of its own.
create or replace view smokeball.bank_transactions as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  json -> 'bankAccount' ->> 'id' as bank_account_id,
  json -> 'matter' ->> 'id' as matter_id,
  json ->> 'type' as type,
  integration.number(json -> 'amount') as amount,
  integration.day(json -> 'effectiveDate') as effective_on,
  integration.day(json -> 'enteredDate') as entered_on,
  json ->> 'reference' as reference,
  integration.flag(json -> 'reversed') as reversed,
  changed_at as changed_at
from integration.smokeball_bank_transaction
where json is not null;

-- What of a bank account is a matter's.
create or replace view smokeball.matter_balances as
select
  split_part(key, '/', 1) as connection,
  split_part(key, '/', 2) as bank_account_id,
  json -> 'matter' ->> 'id' as matter_id,
  integration.number(json -> 'balance') as balance,
  integration.number(json -> 'protectedBalance') as protected_balance,
  integration.number(json -> 'availableBalance') as available_balance,
  integration.moment(json ->> 'lastUpdated') as updated_at,
  changed_at as changed_at
from integration.smokeball_matter_balance
where json is not null;

create or replace view smokeball.matter_types as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  json ->> 'name' as name,
  json ->> 'category' as category,
  json ->> 'location' as location,
  changed_at as changed_at
from integration.smokeball_matter_type
where json is not null;

-- Who a contact is in a matter. The id tells it from the others of its matter only.
create or replace view smokeball.roles as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  split_part(key, '/', 2) as matter_id,
  json ->> 'name' as name,
  json -> 'contact' ->> 'id' as contact_id,
  integration.flag(json -> 'isClient') as is_client,
  integration.flag(json -> 'isOtherSide') as is_other_side,
  changed_at as changed_at
from integration.smokeball_role
where json is not null;

-- What is known of files. Privileged, and empty unless files are read (SMOKEBALL_COLLECTIONS).
create or replace view smokeball.files as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  json -> 'matter' ->> 'id' as matter_id,
  json ->> 'name' as name,
  json ->> 'fileExtension' as extension,
  integration.number(json -> 'sizeBytes') as bytes,
  integration.moment(json ->> 'dateCreated') as created_at,
  integration.moment(json ->> 'dateModified') as modified_at,
  changed_at as changed_at
from integration.smokeball_file
where json is not null;

create or replace view smokeball.firm_users as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  json ->> 'staffId' as staff_id,
  json ->> 'userId' as user_id,
  changed_at as changed_at
from integration.smokeball_firm_user
where json is not null;

create or replace view smokeball.referral_types as
select
  split_part(key, '/', 1) as connection,
  json ->> 'id' as id,
  json ->> 'name' as name,
  changed_at as changed_at
from integration.smokeball_referral_type
where json is not null;
