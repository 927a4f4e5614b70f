// Shows what status/data says, and how old that is. Everything is set as text: no markup comes from data.

const OLD_AFTER_REPORTS = 3;
const GIVE_UP_MS = 4000;
const SHOWN_TROUBLES = 6;
const SHOWN_ROUTES = 16;
const NARROW = 680;
const NONE = '–';
const MARKS = { good: '●', warn: '▲', bad: '■', off: '○' };
const VENDORS = { clio: 'Clio', smokeball: 'Smokeball' };

const $ = id => document.getElementById(id);
const seen = { report: null, ageThen: 0, receivedAt: 0, problem: null, failed: false };
let paused = false;
let shownAs = null;
let timer;

// ---- Time, by the application's clock: the reader's may be wrong ----------------------------------------------------

const age = () => seen.ageThen + (performance.now() - seen.receivedAt) / 1000;
const now = () => Date.parse(seen.report.at) + age() * 1000;
const isOld = () => age() > OLD_AFTER_REPORTS * seen.report.everySeconds;

function span(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 120) return `${s} s`;
  if (s < 7200) return `${Math.floor(s / 60)} min`;
  if (s < 172800) return `${Math.floor(s / 3600)} h ${Math.floor(s % 3600 / 60)} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor(s % 86400 / 3600)} h`;
}
const since = time => time ? (now() - Date.parse(time)) / 1000 : null;
const ago = time => time ? `${span(since(time))} ago` : NONE;
const clock = time => new Date(time).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });

// ---- Numbers that are true only now are not shown when the data is old --------------------------------------------

const live = text => isOld() ? NONE : text;
function rate(perSecond) {
  if (perSecond === null || isOld()) return NONE;
  if (perSecond === 0) return '0/s';
  return perSecond < 0.1 ? '< 0.1/s' : perSecond < 10 ? `${perSecond.toFixed(1)}/s` : `${Math.round(perSecond)}/s`;
}
const sum = numbers => numbers.reduce((total, one) => total + one, 0);
const flows = route => !isOld() && route.perSecond > 0;

// ---- Elements -------------------------------------------------------------------------------------------------------

function element(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}
const html = (name, attributes = {}, ...children) => element(document.createElement(name), attributes, children);
const svg = (name, attributes = {}, ...children) =>
  element(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
const text = (x, y, words, kind = '') => svg('text', { x, y, class: kind }, words);

/** Words with names between backticks. */
const withCode = words => words.split('`').map((part, at) => at % 2 ? html('code', {}, part) : part);
/** A name that may be broken between its words. */
const name = words => (words.match(/[^_.-]+[_.-]*|[_.-]+/g) ?? []).flatMap(part => [part, html('wbr')]);
const marked = (tone, word) =>
  html('span', { class: `marked ${tone}` }, html('span', { class: 'mark', 'aria-hidden': 'true' }, MARKS[tone]), word);
const time = (at, words) => html('time', { datetime: at }, words);

function account(id) {
  const source = seen.report.sources.find(each => each.id === id);
  const vendor = source ? VENDORS[source.vendor] ?? source.vendor : id;
  return source?.connection ? `${vendor} ${source.connection}` : vendor;
}
function named(row, among) {
  const several = among.some(other => other.source !== row.source);
  return html('th', { scope: 'row' }, ...name(row.what), ...(several ? [html('small', {}, account(row.source))] : []));
}
function rows(id, list) {
  $(id).replaceChildren(...list);
  const table = $(`${id}-table`);
  if (table) {
    table.hidden = list.length === 0;
    $(`no-${id}`).hidden = list.length > 0;
  }
}
const reason = words => html('tr', { class: 'reason' }, html('td', { colspan: 4 }, words));
const row = (...cells) => html('tr', {}, ...cells);
const cell = (...children) => html('td', {}, ...children);
const number = words => html('td', { class: 'number' }, words);

// ---- Parts of the page ----------------------------------------------------------------------------------------------

function head(report) {
  $('accounts').textContent = report.sources.map(source => account(source.id)).join(' · ');
  $('since').textContent = `running since ${new Date(report.startedAt).toLocaleString()}`;
}

function tiles(report) {
  const webhooks = report.subscriptions;
  const good = webhooks.filter(each => each.tone === 'good').length;
  const behind = report.polls.filter(poll => poll.upTo).map(poll => since(poll.upTo));
  const rates = report.routes.map(route => route.perSecond).filter(each => each !== null);
  const latest = report.latest.map(each => each.behind);
  const shown = [
    ['Records a second', rates.length ? rate(sum(rates)).replace('/s', '') : NONE],
    ['Records in the last hour', live(sum(report.routes.map(route => route.lastHour)).toLocaleString())],
    ['Webhooks that deliver', webhooks.length ? live(`${good}`) : NONE, webhooks.length && !isOld() ? ` of ${webhooks.length}` : ''],
    ['Slowest poll behind by', behind.length ? live(span(Math.max(...behind))) : NONE],
    ['Dead letters since the start', live(sum(report.deadLetters.map(sort => sort.count)).toLocaleString())],
  ];
  if (latest.length) {
    shown.push(['Latest state, changes behind', latest.includes(null) ? NONE : live(sum(latest).toLocaleString())]);
  }
  $('tiles').replaceChildren(...shown.map(([what, value, rest = '']) =>
    html('div', {}, html('dt', {}, what), html('dd', {}, value, html('small', {}, rest)))));
}

function trouble(one) {
  const when = one.active && one.lasting ? `since ${clock(one.first)}`
    : `${ago(one.last)}${one.times > 1 ? `, ${one.times.toLocaleString()} times` : ''}`;
  const item = html('li', one.active ? { class: 'active' } : {},
    html('h3', {}, marked(one.active ? 'bad' : 'off', one.where), html('span', { class: 'unseen' }, one.active ? ' (now)' : ' (past)')),
    time(one.last, when),
    html('p', {}, ...withCode(one.what)));
  if (one.remedy) item.append(html('p', { class: 'remedy' }, html('span', { class: 'unseen' }, 'What to do: '), ...withCode(one.remedy)));
  return item;
}

function troubles(report) {
  const sorted = [...report.troubles].sort((one, other) => other.active - one.active);
  $('troubles').replaceChildren(...sorted.slice(0, SHOWN_TROUBLES).map(trouble));
  $('older-troubles').replaceChildren(...sorted.slice(SHOWN_TROUBLES).map(trouble));
  $('no-troubles').hidden = sorted.length > 0;
  $('older').hidden = sorted.length <= SHOWN_TROUBLES;
  $('older-summary').textContent = `${sorted.length - SHOWN_TROUBLES} more`;
}

function subscriptions(report) {
  rows('subscriptions', report.subscriptions.flatMap(each => [
    row(
      named(each, report.subscriptions),
      cell(marked(isOld() ? 'off' : each.tone, word(each.state))),
      number(each.expires ? span(-since(each.expires)) : NONE),
      number(ago(each.lastDelivery))),
    ...(each.tone === 'good' || !each.reason ? [] : [reason(each.reason)]),
  ]));
}
const word = state => !/^[A-Z_]+$/.test(state) ? state : state.charAt(0) + state.slice(1).toLowerCase().replaceAll('_', ' ');

function polls(report) {
  rows('polls', report.polls.flatMap(each => {
    const [tone, state] = each.failing ? ['bad', 'Fails']
      : !each.here ? ['off', 'Not by this copy']
      : each.lastSuccess ? ['good', 'Reads'] : ['warn', 'First read'];
    return [
      row(
        named(each, report.polls),
        cell(marked(isOld() ? 'off' : tone, state)),
        number(each.upTo ? live(span(since(each.upTo))) : NONE),
        number(ago(each.lastSuccess))),
      ...(each.failing ? [reason(word(each.failing))] : []),
    ];
  }));
}

function letters(report) {
  rows('letters', report.deadLetters.map(sort => row(
    html('th', { scope: 'row' }, html('code', {}, ...name(sort.reason)), html('small', {}, VENDORS[sort.vendor] ?? sort.vendor)),
    cell(...name(sort.route)),
    number(ago(sort.last)),
    number(sort.count.toLocaleString()))));
}

function flowTable(report) {
  rows('routes', report.routes.map(route => row(
    html('th', { scope: 'row' }, ...name(route.id), ...(route.started ? [] : [html('small', {}, 'stopped')])),
    cell(...name(route.topics.join(', '))),
    number(rate(route.perSecond)),
    number(route.lastHour.toLocaleString()))));
}

// ---- The flow as a picture ------------------------------------------------------------------------------------------

function flow(report) {
  const busy = (one, other) => (other.lastHour - one.lastHour) || (other.failed - one.failed);
  const byPlace = (one, other) => one.source.localeCompare(other.source)
    || one.topics[0].localeCompare(other.topics[0]) || other.kind.localeCompare(one.kind);
  const shown = [...report.routes].sort(busy).slice(0, SHOWN_ROUTES).sort(byPlace);
  const quiet = report.routes.length - shown.length;
  const flowing = shown.filter(flows).length;
  $('flow-caption').textContent =
    `${flowing} of ${report.routes.length} routes had records in the last minute.` + (quiet ? ` ${quiet} with the fewest records in the last hour are left out; the table has them.` : '');
  const width = Math.max(280, Math.floor($('picture').clientWidth));
  const drawn = width < NARROW ? asTree(shown, width) : asColumns(shown, width);
  const label = shown.length === 0 ? 'No route leads to a topic.'
    : shown.map(route => `${account(route.source)}, ${route.kind} ${route.what}, to ${route.topics.join(' and ')}: ${spoken(route)}`).join('; ');
  $('picture').replaceChildren(svg('svg', { role: 'img', 'aria-label': `The flow. ${label}`, width, height: drawn.height, viewBox: `0 0 ${width} ${drawn.height}` }, ...drawn.parts));
}
const spoken = route => isOld() ? 'not known now' : route.started ? rate(route.perSecond) : 'stopped';
function groups(list, key) {
  const found = new Map();
  for (const each of list) found.set(key(each), [...found.get(key(each)) ?? [], each]);
  return [...found];
}

function edge(path, route) {
  if (!flows(route)) return [svg('path', { d: path, class: 'edge' })];
  const width = 1.5 + Math.min(5, Math.log2(1 + route.perSecond * 4));
  return [svg('path', { d: path, class: 'edge live', 'stroke-width': width }), svg('path', { d: path, class: 'pulse' })];
}
const curve = (x1, y1, x2, y2) => `M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`;

/** Sources, routes and topics side by side. */
function asColumns(shown, width) {
  const step = 36, box = 28, first = 130, second = { x: 190, w: 290 }, third = { x: second.x + second.w + 65 };
  third.w = width - third.x;
  const parts = [], boxes = [];
  const y = new Map(shown.map((route, at) => [route, at * step + box / 2 + 1]));
  for (const [source, routes] of groups(shown, route => route.source)) {
    const top = y.get(routes[0]) - box / 2, bottom = y.get(routes.at(-1)) + box / 2;
    const [vendor, ...which] = account(source).split(' ');
    const one = which.length === 0 || routes.length === 1;
    boxes.push(svg('rect', { x: .5, y: top, width: first, height: bottom - top, rx: 6, class: 'box' }),
      text(first / 2, (top + bottom) / 2 + (one ? 4 : -3), one ? account(source) : vendor, one && which.length ? 'middle' : 'strong middle'),
      text(first / 2, (top + bottom) / 2 + 15, one ? '' : which.join(' '), 'soft middle'));
    for (const route of routes) {
      parts.push(...edge(curve(first, y.get(route), second.x, y.get(route)), route));
    }
  }
  for (const route of shown) {
    const middle = y.get(route);
    boxes.push(svg('rect', { x: second.x, y: middle - box / 2, width: second.w, height: box, rx: 6, class: 'box' }),
      svg('text', { x: second.x + 10, y: middle + 4 }, route.what, svg('tspan', { class: 'soft', dx: 7 }, route.kind === 'other' ? '' : route.kind)),
      state(route, second.x + second.w - 10, middle + 4));
  }
  for (const [topic, routes] of groups(shown.flatMap(route => route.topics.map(topic => ({ topic, route }))), each => each.topic)) {
    const middle = sum(routes.map(each => y.get(each.route))) / routes.length;
    routes.forEach(each => parts.push(...edge(curve(second.x + second.w, y.get(each.route), third.x, middle), each.route)));
    boxes.push(svg('rect', { x: third.x, y: middle - box / 2, width: third.w - 1, height: box, rx: box / 2, class: 'box' }),
      text(third.x + 14, middle + 4, topic),
      text(width - 15, middle + 4, live(sum(routes.map(each => each.route.lastHour)).toLocaleString() + ' / h'), 'soft end'));
  }
  return { parts: [...parts, ...boxes], height: Math.max(1, shown.length) * step - step + box + 2 };
}
function state(route, x, y) {
  return route.started ? text(x, y, rate(route.perSecond), flows(route) ? 'rate end' : 'soft end') : text(x, y, '■ stopped', 'stopped end');
}

/** One under the other, for a phone. */
function asTree(shown, width) {
  const parts = [];
  let y = 0;
  for (const [source, routes] of groups(shown, route => route.source)) {
    const top = y;
    parts.push(svg('rect', { x: .5, y: top + .5, width: width - 1, height: 28, rx: 6, class: 'box' }), text(12, top + 19, account(source), 'strong'));
    y += 28;
    for (const route of routes) {
      const line = y + 20;
      parts.push(...edge(`M16 ${top + 28}V${line - 12}Q16 ${line - 4} 26 ${line - 4}H32`, route),
        svg('text', { x: 40, y: line }, route.what, svg('tspan', { class: 'soft', dx: 7 }, route.kind === 'other' ? '' : route.kind)),
        state(route, width - 2, line),
        text(40, line + 17, `→ ${route.topics.join(', ')}`, 'soft'),
        text(width - 2, line + 17, live(route.lastHour.toLocaleString() + ' / h'), 'soft end'));
      y += 46;
    }
    y += 16;
  }
  return { parts, height: Math.max(28, y - 8) };
}

// ---- The rate budget as charts --------------------------------------------------------------------------------------

const charts = new Map();

function budgets(report) {
  for (const budget of report.budgets) {
    if (!charts.has(budget.source)) {
      const chart = { title: html('h3'), picture: html('div'), caption: html('figcaption'), table: html('tbody') };
      const heading = `minutes-${charts.size}`;
      chart.whole = html('div', { class: 'budget' }, chart.title, html('figure', {}, chart.picture, chart.caption),
        html('details', {}, html('summary', {}, 'The chart as a table'),
          html('div', { class: 'minutes', tabindex: '0', role: 'region', 'aria-labelledby': heading },
            html('table', {}, html('thead', {}, row(html('th', { scope: 'col', id: heading }, 'Minute'), html('th', { scope: 'col', class: 'number' }, 'Calls'))), chart.table))));
      charts.set(budget.source, chart);
      $('budgets').append(chart.whole);
    }
    draw(budget, charts.get(budget.source));
  }
}

function draw(budget, chart) {
  const minutes = budget.minutes;
  const known = minutes.filter(each => each !== null);
  const limited = budget.perMinute !== null;
  const most = known.length ? Math.max(...known) : 0;
  const minuteOf = at => clock(Math.floor(Date.parse(seen.report.at) / 60000 - (minutes.length - 1 - at)) * 60000).slice(0, 5);
  chart.title.textContent = account(budget.source);
  const pause = budget.pausedUntil ? ` Paused by the vendor until ${clock(budget.pausedUntil)}.` : '';
  chart.caption.textContent = isOld() ? 'How it stands now is not known.'
    : (limited ? `Allowed: ${budget.perMinute} calls a minute. May start now: ${budget.remaining}.` : 'The vendor sets no limit.')
      + ` Waiting: ${budget.waiting}.${pause}`
      + ` Busiest minute: ${most}${known.length ? ` (${minuteOf(minutes.lastIndexOf(most))})` : ''}.`
      + (known.length < minutes.length ? ` ${minutes.length - known.length} minutes without data are grey.` : '');

  const width = Math.max(260, Math.floor(chart.picture.clientWidth || 300));
  const left = 34, top = 8, tall = 92, base = top + tall;
  const ceiling = Math.max(budget.perMinute ?? 1, most) * 1.05;
  const wide = (width - left) / minutes.length;
  const high = calls => tall * calls / ceiling;
  const parts = minutes.map((calls, at) => calls === null
    ? svg('rect', { x: left + at * wide, y: base - 4, width: Math.max(1, wide - 1.5), height: 4, class: 'unknown' })
    : svg('rect', { x: left + at * wide, y: base - high(calls), width: Math.max(1, wide - 1.5), height: high(calls), class: 'bar' }));
  const tallest = limited ? budget.perMinute : Math.max(1, most);
  const height = base - high(tallest);
  if (limited) parts.push(svg('line', { x1: left, x2: width, y1: height, y2: height, class: 'limit' }));
  parts.push(svg('line', { x1: left, x2: width, y1: base + .5, y2: base + .5, class: 'axis' }),
    text(left - 6, height + 4, tallest, 'soft end'), text(left - 6, base, '0', 'soft end'),
    text(left, base + 16, 'an hour ago', 'soft'), text(width, base + 16, minuteOf(minutes.length - 1), 'soft end'));
  chart.picture.replaceChildren(svg('svg', { role: 'img', width, height: base + 20, viewBox: `0 0 ${width} ${base + 20}`,
    'aria-label': `Calls to ${account(budget.source)} in each minute of the last hour. ${chart.caption.textContent}` }, ...parts));
  chart.table.replaceChildren(...minutes.map((calls, at) =>
    row(html('th', { scope: 'row' }, minuteOf(at)), number(calls === null ? 'no data' : calls.toLocaleString()))).reverse());
}

// ---- All of it ------------------------------------------------------------------------------------------------------

function verdict() {
  const needed = report => report.troubles.filter(one => one.active).length;
  const [tone, words] = !seen.report ? ['old', `No data: ${seen.problem ?? 'waiting for the first'}`]
    : isOld() ? ['old', paused ? 'Paused: what is shown is old' : `No data: ${seen.problem ?? 'the application makes no new report'}. What is shown is old.`]
    : seen.failed ? ['bad', 'This page failed: what it shows may be old or not whole. Look at health, and load it again']
    : needed(seen.report) ? ['bad', needed(seen.report) === 1 ? 'One trouble needs you' : `${needed(seen.report)} troubles need you`]
    : ['good', 'All is well'];
  const mark = MARKS[tone] ?? MARKS.off;
  // Set only when it changes: it is read out.
  if ($('verdict').dataset.words !== words) {
    $('verdict').dataset.words = words;
    $('verdict').dataset.tone = tone;
    $('verdict').replaceChildren(html('span', { class: `mark ${tone}`, 'aria-hidden': 'true' }, mark), words);
    document.title = `${mark} camel-clio`;
  }
}

function freshness() {
  $('freshness').textContent = !seen.report ? 'No data yet'
    : isOld() ? `No data for ${span(age())}` : `As of ${clock(seen.report.at)}`;
}

/** A part that cannot be drawn stops no other, and never leaves a verdict of before. */
function show() {
  seen.failed = false;
  if (seen.report) {
    shownAs = isOld();
    document.body.dataset.state = shownAs ? 'old' : 'fresh';
    for (const part of [head, tiles, troubles, flow, flowTable, subscriptions, polls, budgets, letters]) {
      try {
        part(seen.report);
      } catch (failure) {
        seen.failed = true;
        console.error(`This page failed: ${part.name}`, failure);
      }
    }
  }
  verdict();
  freshness();
}

async function load() {
  clearTimeout(timer);
  if (paused) return;
  try {
    const answer = await fetch('status/data', { cache: 'no-store', signal: AbortSignal.timeout(GIVE_UP_MS) });
    if (!answer.ok) throw new Error(answer.status === 503 ? 'the first report is being made' : `the application answers ${answer.status}`);
    const report = await answer.json();
    Object.assign(seen, { report, ageThen: Number(answer.headers.get('Age')), receivedAt: performance.now(), problem: null });
  } catch (failure) {
    seen.problem = failure instanceof TypeError || failure.name === 'TimeoutError' ? 'the application does not answer' : failure.message;
  }
  try {
    show();
  } finally {
    timer = setTimeout(load, 1000 * (seen.report?.everySeconds ?? 2));
  }
}

function tick() {
  freshness();
  if (seen.report && isOld() !== shownAs) show();
}

$('pause').addEventListener('click', () => {
  paused = !paused;
  $('pause').setAttribute('aria-pressed', paused);
  load();
});
document.addEventListener('visibilitychange', () => { if (!document.hidden) load(); });
addEventListener('resize', () => { if (seen.report) show(); });
setInterval(tick, 1000);
load();
