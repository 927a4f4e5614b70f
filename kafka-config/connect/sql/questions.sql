-- What a firm asks, of both vendors at once, as views. Run after clio.sql and smokeball.sql. Copy and change them: what counts
-- as billable or billed is the firm's own decision, and each view says what it takes it to be.
-- Amounts are in the currency of the account, and leave Smokeball's tax aside.

create schema if not exists practice;

-- Work of both vendors in the same words: a row for each time entry, fixed fee and expense.
--   seconds    worked; of Smokeball those billed where those worked were not entered; null for what is not time
--   recorded   what it comes to at the rate it was recorded with, billable or not; to the cent, as an entry on a bill. Time is
--              rounded as Clio's account rounds it; tax within a rate of Smokeball is taken out by the share that it has of the
--              amount. Its value where no rate is shown
--   value      what it is billed at, or would be
--   billable   to be billed, and not written off
--   billed     on a bill that was sent: of Clio one that awaits payment or is paid, of Smokeball one that is final. Drafts
--              are not
-- Work on a matter that was deleted at Smokeball is left out: Smokeball keeps its fees and expenses as they were, but nobody
-- will bill them, and no other report of the firm has them.
create or replace view practice.work as
select
  'clio' as vendor,
  connection,
  id,
  case when type = 'TimeEntry' then 'time' else 'expense' end as kind,
  date as day,
  matter_id,
  user_id,
  seconds,
  round(
    coalesce(
      case when flat_rate then price when type = 'TimeEntry' then price * coalesce(rounded_seconds, seconds) / 3600
        else price * pieces end,
      total),
    2) as recorded,
  total as value,
  non_billable is not true and no_charge is not true as billable,
  billed is true as billed
from clio.activities
union all
select
  'smokeball', connection, id,
  case fee_type when 'Fixed' then 'fixed fee' else 'time' end,
  fee_date, matter_id, staff_id,
  case fee_type when 'Fixed' then null else coalesce(worked_minutes, billed_minutes) * 60 end,
  round(
    coalesce(
      case fee_type when 'Fixed' then rate else rate * coalesce(worked_minutes, billed_minutes) / 60 end
        * case when tax_inclusive and amount <> 0 then coalesce(amount_excluding_tax / amount, 1) else 1 end,
      amount_excluding_tax, amount),
    2),
  coalesce(amount_excluding_tax, amount),
  billable is not false and written_off is not true,
  finalized is true or invoiced_externally is true
from smokeball.fees
where exists (
  select from smokeball.matters where matters.connection = fees.connection and matters.id = fees.matter_id)
union all
select
  'smokeball', connection, id, 'expense', expense_date, matter_id, staff_id, null,
  round(
    coalesce(
      price * pieces * case when tax_inclusive and amount <> 0 then coalesce(amount_excluding_tax / amount, 1) else 1 end,
      amount_excluding_tax, amount),
    2),
  coalesce(amount_excluding_tax, amount),
  billable is not false and written_off is not true,
  finalized is true or invoiced_externally is true
from smokeball.expenses
where exists (
  select from smokeball.matters where matters.connection = expenses.connection and matters.id = expenses.matter_id);

-- How a matter and a person are called. Who has left the firm has no name at Smokeball any more.
create or replace view practice.matters as
select 'clio' as vendor, connection, id as matter_id, display_number as matter, client from clio.matters
union all
select 'smokeball', matters.connection, matters.id, coalesce(nullif(matters.number, ''), matters.title), contacts.name
from smokeball.matters
left join smokeball.contacts on contacts.connection = matters.connection and contacts.id = matters.client_id;

-- Unbilled time by matter. Time on no matter has a row without one.
create or replace view practice.unbilled_time_by_matter as
select
  work.vendor,
  work.connection,
  work.matter_id,
  matters.matter,
  matters.client,
  count(*) as entries,
  round(sum(work.seconds) / 3600, 2) as hours,
  round(sum(work.value), 2) as amount
from practice.work
left join practice.matters using (vendor, connection, matter_id)
where work.kind = 'time' and work.billable and not work.billed
group by work.vendor, work.connection, work.matter_id, matters.matter, matters.client;

-- Work in progress by week: what was done in the week that begins on that Monday, is billable and not billed yet.
create or replace view practice.work_in_progress_by_week as
select
  vendor,
  connection,
  date_trunc('week', day::timestamp)::date as week,
  round(sum(seconds) / 3600, 2) as hours,
  round(coalesce(sum(value) filter (where kind <> 'expense'), 0), 2) as fees,
  round(coalesce(sum(value) filter (where kind = 'expense'), 0), 2) as expenses,
  round(coalesce(sum(value), 0), 2) as amount
from practice.work
where billable and not billed
group by vendor, connection, week;

-- Realisation by user: of all time recorded, at the rates it was recorded with, how much was billed. Discounts on a whole bill
-- are not known for each entry, and so are left aside.
create or replace view practice.realisation_by_user as
select
  work.vendor,
  work.connection,
  work.user_id,
  coalesce(staff.name, people.user_name) as user_name,
  round(sum(work.seconds) / 3600, 2) as hours,
  sum(work.recorded) as recorded,
  round(coalesce(sum(work.value) filter (where work.billable and work.billed), 0), 2) as billed,
  round(
    100 * coalesce(sum(work.value) filter (where work.billable and work.billed), 0) / nullif(sum(work.recorded), 0), 1)
    as realisation_percent
from practice.work
left join smokeball.staff
  on work.vendor = 'smokeball' and staff.connection = work.connection and staff.id = work.user_id
left join (
  select distinct on (connection, user_id) connection, user_id, user_name
  from clio.activities
  order by connection, user_id, updated_at desc nulls last, id
) as people
  on work.vendor = 'clio' and people.connection = work.connection and people.user_id = work.user_id
where work.kind <> 'expense'
group by work.vendor, work.connection, work.user_id, coalesce(staff.name, people.user_name);

-- Open matters by stage. Leads are not counted; a matter in no stage has a row without one.
create or replace view practice.open_matters_by_stage as
select 'clio' as vendor, connection, stage, count(*) as matters
from clio.matters
where status = 'Open'
group by connection, stage
union all
select 'smokeball', matters.connection, matter_stages.stage, count(*)
from smokeball.matters
left join smokeball.matter_stages
  on matter_stages.connection = matters.connection and matter_stages.matter_id = matters.id
where matters.status = 'Open' and matters.is_lead is not true
group by matters.connection, matter_stages.stage;
