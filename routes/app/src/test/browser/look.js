// Looks at the status page in Chromium, as a person would, and tells as JSON lines what it found. Run by a JUnit test:
//   node look.js <chromium> <address of the page> <folder for screenshots> <name of the scene>
// Between two scenes the test changes what the page shows: it writes a line when that is done.

import { createInterface } from 'node:readline';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const [executablePath, address, folder] = process.argv.slice(2);
const VIEWS = [
  { name: 'desktop-light', viewport: { width: 1120, height: 900 }, colorScheme: 'light' },
  { name: 'desktop-dark', viewport: { width: 1120, height: 900 }, colorScheme: 'dark' },
  { name: 'phone-light', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  { name: 'phone-dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
];

const tell = what => console.log(JSON.stringify(what));

/** What axe finds serious or critical, and what it could not judge but for marks that are no text. */
async function findings(page) {
  await page.evaluate(axe.source);
  const result = await page.evaluate(() => axe.run());
  const brief = rule => `${rule.impact} ${rule.id}: ${rule.nodes.map(node => node.html.slice(0, 120)).join(' | ')}`;
  return {
    passed: result.passes.length,
    grave: result.violations.filter(rule => ['serious', 'critical'].includes(rule.impact)).map(brief),
    slight: result.violations.filter(rule => !['serious', 'critical'].includes(rule.impact)).map(brief),
  };
}

/** What the tab key stops at, in turn, until it leaves the page. */
async function keyboard(page) {
  const stops = [];
  await page.evaluate(() => document.activeElement.blur());
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const at = document.activeElement;
      if (at === document.body) return null;
      const outline = getComputedStyle(at);
      return { name: at.textContent.trim().slice(0, 60), seen: outline.outlineStyle !== 'none' && outline.outlineWidth !== '0px' };
    });
    if (stop === null || stops.length && stop.name === stops[0].name) break;
    stops.push(stop);
  }
  return stops;
}

async function look(page, scene, view) {
  const seen = await page.evaluate(() => ({
    state: document.body.dataset.state ?? '',
    verdict: document.getElementById('verdict').textContent,
    freshness: document.getElementById('freshness').textContent,
    text: document.body.innerText,
    picture: document.querySelector('#picture svg')?.getAttribute('aria-label') ?? '',
    charts: [...document.querySelectorAll('#budgets svg')].map(chart => chart.getAttribute('aria-label')),
    wider: document.documentElement.scrollWidth - innerWidth,
    subscriptions: document.getElementById('subscriptions').innerText,
    tiles: document.getElementById('tiles').innerText,
    landmarks: ['header', 'main', 'footer'].filter(name => document.querySelectorAll(`body > ${name}`).length === 1),
    headings: [...document.querySelectorAll('h1, h2')].map(heading => `${heading.localName} ${heading.textContent}`),
  }));
  await page.screenshot({ path: `${folder}/${scene}-${view.name}.png`, fullPage: true });
  tell({ scene, view: view.name, ...seen, axe: await findings(page) });
}

const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const errors = [];
const pages = [];
for (const view of VIEWS) {
  const { name, ...settings } = view;
  const page = await browser.newPage({ ...settings, reducedMotion: 'reduce', locale: 'en-GB' });
  page.on('console', message => message.type() === 'error' && errors.push(`${name}: ${message.text()}`));
  page.on('pageerror', error => errors.push(`${name}: ${error.message}`));
  page.on('request', request => request.url().startsWith('data:') || new URL(request.url()).origin === new URL(address).origin
    || errors.push(`${name}: asked for ${request.url()}`));
  // As in browsers of 2023.
  await page.addInitScript(() => { delete Map.groupBy; delete Object.groupBy; });
  await page.goto(address);
  pages.push([page, view]);
}
tell({ ready: true });
const each = what => Promise.all(pages.map(([page]) => what(page)));

// A line from the test: the name of a scene, and what has to be on the page before it is looked at.
for await (const line of createInterface({ input: process.stdin })) {
  const { scene, shows, within } = JSON.parse(line);
  if (scene === 'page-fails') await each(page => page.evaluate(() => {
    document.createElementNS = () => { throw new Error('nothing can be drawn'); };
  }));
  for (const [page, view] of pages) {
    await page.waitForFunction(words => document.body.innerText.includes(words), shows, { timeout: within })
      .catch(() => errors.push(`${view.name}: '${shows}' did not come up`));
    await look(page, scene, view);
  }
  if (scene === 'page-fails') await each(page => page.evaluate(() => { delete document.createElementNS; }));
  if (scene === 'flow') tell({ scene, keyboard: await keyboard(pages[0][0]) });
  tell({ scene, done: true, errors: errors.splice(0) });
}
await browser.close();
