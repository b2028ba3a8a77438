// Measures the chat page in Chromium against a real server on loopback:  node bench/web/measure.mjs [REPORT.md]
// It uses what tests/web has installed (npm ci there, scripts/build-page before).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { ask, ended, guide, launch, pdf, startModel, startServer, until } from '../../tests/web/support.mjs';

const words = 'The dome of the observatory turns once a night and the mirror follows what was chosen in the evening '
  .split(' ').filter(Boolean);
const tokens = 20000;
const turns = 1000;
const runs = 5;

async function* answer(prompt, hasResults) {
  if (prompt === 'twenty thousand') {
    // By the clock: 500 tokens a second, a paragraph every 60.
    const begin = Date.now();
    for (let i = 0; i < tokens; i++) {
      yield words[i % words.length] + (i % 60 === 59 ? '.\n\n' : ' ');
      const early = begin + i * 2 - Date.now();
      if (early > 5) yield { wait: early };
    }
  } else if (prompt.startsWith('Question')) yield `**${prompt}** ` + words.join(' ').repeat(1 + Number(prompt.split(' ')[1]) % 4);
  else if (!hasResults) yield { call: 'retrieve', arguments: { query: 'when does the observatory open its dome' } };
  else yield* ['The Halden observatory opens its dome ', 'every Thursday [1].'];
}

const model = await startModel(answer);
const server = await startServer({ LECTERN_MODEL: 'openai:fake', OPENAI_API_KEY: 'x', OPENAI_BASE_URL: model.url });
const paper = await server.index('paper',
  { 'guide.md': guide, 'paper.pdf': pdf(['The Halden observatory opens its dome every Thursday']) });
const rows = [];
const row = (what, value, limit, details) => {
  rows.push([what, value, limit, details]);
  console.log(what, value, limit, details);
};
const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const browser = await launch();
const view = { viewport: { width: 1280, height: 800 } };

/** Loads the page, and tells when its box was painted, and when the whole page could be used (ms from the navigation). */
async function load(page) {
  await page.goto(`${server.url}/#key=${server.key}`, { waitUntil: 'commit' });
  await until(page, () => performance.getEntriesByName('lectern-usable').length);
  return page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    usable: performance.getEntriesByName('lectern-usable')[0].startTime,
  }));
}

// What is fetched until the first cited answer.
{
  const context = await browser.newContext(view);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  let bytes = 0;
  let requests = 0;
  const pictures = new Set();
  cdp.on('Network.responseReceived', e => { if (e.response.mimeType === 'image/jpeg') pictures.add(e.requestId); });
  cdp.on('Network.loadingFinished', e => { if (!pictures.has(e.requestId)) { bytes += e.encodedDataLength; requests++; } });
  await load(page);
  await ask(page, 'When does the observatory open its dome?');
  await ended(page);
  await page.locator('button.chip').first().click();
  await page.waitForSelector('.sheet img, #cited');
  await page.waitForTimeout(500);
  row('Fetched from the first visit to the first cited answer', `${(bytes / 1e6).toFixed(2)} MB`, '≤ 3.5 MB',
    `${requests} responses, Brotli, headers included, the page's picture left out`);
  await context.close();
}

// First paint, cold and warm.
{
  const cold = [];
  const warm = [];
  for (let i = 0; i < runs; i++) {
    const context = await browser.newContext(view);
    const first = await context.newPage();
    cold.push(await load(first));
    await first.close();
    const again = await context.newPage();
    warm.push(await load(again));
    await context.close();
  }
  for (const [name, all, limit] of [['cold', cold, 2500], ['warm', warm, 1000]]) {
    const worst = key => Math.max(...all.map(a => a[key])).toFixed(0);
    row(`First paint with the box to type in, ${name}`, `${median(all.map(a => a.paint)).toFixed(0)} ms`, `≤ ${limit} ms`,
      `median of ${runs}, slowest ${worst('paint')} ms; what is typed then is kept`);
    row(`Everything usable, ${name}`, `${median(all.map(a => a.usable)).toFixed(0)} ms`, `≤ ${limit} ms`,
      `median of ${runs}, slowest ${worst('usable')} ms; chats and indexes shown, a question can be sent`);
  }
}

const watchFrames = page => page.evaluate(() => {
  window.frames_ = { last: performance.now(), longest: 0, over: 0, count: 0, on: true };
  const frame = now => {
    const f = window.frames_;
    const gap = now - f.last;
    f.last = now;
    f.count++;
    f.longest = Math.max(f.longest, gap);
    if (gap > 100) f.over++;
    if (f.on) requestAnimationFrame(frame);
  };
  requestAnimationFrame(now => { window.frames_.last = now; requestAnimationFrame(frame); });
});

/** As a held wheel scrolls: 100 pixels each 16 ms, for six seconds in this direction, then for six back. */
async function scroll(page, selector, direction) {
  await watchFrames(page);
  const begin = Date.now();
  await page.evaluate(([selector, direction]) => new Promise(done => {
    const area = document.querySelector(selector);
    area.dispatchEvent(new WheelEvent('wheel', { deltaY: direction, bubbles: true }));
    const start = performance.now();
    let last = start;
    const move = now => {
      area.scrollTop += (now - start < 6000 ? direction : -direction) * (now - last) / 16 * 100;
      last = now;
      if (now - start < 12000) requestAnimationFrame(move); else done();
    };
    requestAnimationFrame(move);
  }), [selector, direction]);
  const seconds = (Date.now() - begin) / 1000;
  const frames = await page.evaluate(() => { window.frames_.on = false; return window.frames_; });
  return { seconds, frames };
}

// A long answer.
{
  const context = await browser.newContext(view);
  const page = await context.newPage();
  await load(page);
  await ask(page, 'When does the observatory open its dome?');
  await ended(page);
  await watchFrames(page);
  const begin = Date.now();
  await ask(page, 'twenty thousand');
  // The turn before it is out of sight by then, and not in the page.
  await until(page, () => [...document.querySelectorAll('.prompt')].at(-1)?.textContent === 'twenty thousand'
    && [...document.querySelectorAll('.answer')].at(-1).querySelector('footer'), null, 120000);
  const seconds = (Date.now() - begin) / 1000;
  const frames = await page.evaluate(() => { window.frames_.on = false; return window.frames_; });
  row(`Longest frame while ${tokens.toLocaleString('en')} tokens stream`, `${frames.longest.toFixed(0)} ms`, '≤ 100 ms',
    `${seconds.toFixed(1)} s, ${(frames.count / seconds).toFixed(0)} frames/s, ${frames.over} frames over 100 ms`);
  await context.close();
}

// Many messages.
{
  const id = await server.session(paper.id, ...Array.from({ length: turns }, (_, i) => `Question ${i}`));
  const context = await browser.newContext(view);
  const page = await context.newPage();
  await page.goto(`${server.url}/c/${id}#key=${server.key}`);
  await until(page, last => [...document.querySelectorAll('.prompt')].at(-1)?.textContent === last, `Question ${turns - 1}`);
  await page.waitForTimeout(1000);
  const { seconds, frames } = await scroll(page, '#scroller', -1);
  row(`Scrolling ${(2 * turns).toLocaleString('en')} messages`, `${(frames.count / seconds).toFixed(0)} frames/s`,
    '≥ 30 frames/s', `12 s at 6,000 pixels a second, longest frame ${frames.longest.toFixed(0)} ms`);
  await context.close();
}

// Many files, of which the page is told by a server that has one.
{
  const count = 10000;
  const context = await browser.newContext(view);
  const page = await context.newPage();
  const list = (address, item) => page.route(address, async route => {
    const offset = Number(new URL(route.request().url()).searchParams.get('page_token') ?? 0);
    const items = Array.from({ length: 1000 }, (_, i) => item(`dfl-${offset + i}`, `file ${offset + i}.txt`));
    const next = offset + 1000 < count ? String(offset + 1000) : null;
    await route.fulfill({ json: { items, next_page_token: next, total_size: count } });
  });
  await list(/\/api\/v1\/indexes\/[^/]+\/files/, (id, name) => ({
    file_id: id, file_name: name, status: 'ready', reason: null, pages: 1, pages_without_text: [], characters: 10, chunks: 1,
    parser: 'text', duration_ms: 1, notes: [],
  }));
  await list(/\/directories\/[^/]+\/files/, (id, name) => ({
    id, display_name: name, unique_id: name, directory_id: paper.source_directory_id, project_id: 'prj-measured', file_id: null,
    metadata: {}, size_bytes: 2048, created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z', deleted_at: null,
    download_url: null,
  }));
  await page.goto(`${server.url}/documents/${paper.id}#key=${server.key}`);
  await page.waitForSelector('.document-list li');
  assert.match(await page.locator('.document-list li').first().innerText(), /^file 0\.txt\n2 KB · /);
  await page.waitForTimeout(1000);
  const { seconds, frames } = await scroll(page, '.document-list', 1);
  row(`Scrolling an index of ${count.toLocaleString('en')} files`, `${(frames.count / seconds).toFixed(0)} frames/s`,
    '≥ 60 frames/s', `12 s at 6,000 pixels a second, longest frame ${frames.longest.toFixed(0)} ms`);
  await context.close();
}

await browser.close();
model.close();
await server.end();

const version = execFileSync('/usr/bin/chromium', ['--version', '--no-sandbox']).toString().trim();
const machine = `${os.cpus().length} cores (${os.cpus()[0].model.trim()})`;
const report = `# The chat page, measured

${new Date().toISOString().slice(0, 10)}, ${machine}, ${version}, headless and without a graphics processor, server and
browser on the same cores. Made by \`node bench/web/measure.mjs bench/results/page.md\`.

| what | measured | limit | details |
|---|---|---|---|
${rows.map(r => `| ${r.join(' | ')} |`).join('\n')}
`;
if (process.argv[2]) fs.writeFileSync(process.argv[2], report);
process.exit(0);
