// Indexes that can be asked while they are read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, ended, guide, open, skip, stage, until } from './support.mjs';

let browser, context, server, index;
stage({}, async made => {
  ({ browser, context, server } = made);
  index = await server.index('Guide', { 'guide.md': guide });
  await server.index('Harbour', { 'harbour.md': '# Harbour\n\nThe quay of Halden is made of granite.\n' });
});

/** A page to which the guide is in the middle of its first sync: how far it is, and whether something of it was published. */
async function reading(address = '/') {
  const page = await open(context, server);
  const sync = { done: 12, isPublished: true, isOver: false, looks: 0 };
  await page.route(/\/api\/v1\/indexes\?/, async route => {
    const response = await route.fetch();
    const all = await response.json();
    if (!sync.isOver) all.items.find(i => i.id === index.id).metadata = {
      status: 'syncing', progress: { files_done: sync.done, files_total: 100, pages_done: sync.done, stage: 'parsing' },
    };
    await route.fulfill({ response, json: all });
  });
  await page.route(`**/api/v1/indexes/${index.id}/files**`, route => {
    sync.looks++;
    return sync.isPublished ? route.continue() : route.fulfill({ json: { items: [], next_page_token: null, total_size: 0 } });
  });
  await page.goto(server.url + address);
  return { page, sync };
}

const far = (page, text) => until(page, t => document.querySelector('.composer .reading')?.textContent.includes(t), text);

test('Where nothing is chosen an index is asked too that is being read, and the page says how far it is', { skip }, async () => {
  const { page, sync } = await reading();
  await page.getByText('Ask all of your documents').waitFor();
  await ask(page, 'When does the observatory open its dome?');
  await page.locator('.notice', { hasText: '2 indexes of 2 are asked' }).waitFor(); // It goes again after a while.
  await ended(page);
  assert.match(await page.locator('.answer').textContent(), /every Thursday/);
  await far(page, '“Guide”: reading 12 of 100 files.');
  sync.done = 57;
  await far(page, '“Guide”: reading 57 of 100 files.');
  sync.isOver = true;
  await until(page, () => !document.querySelector('.composer .reading'));
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A question waits for the first step of an index of which nothing can be found yet', { skip }, async () => {
  const { page, sync } = await reading('/documents/' + index.id);
  sync.isPublished = false;
  await page.getByRole('button', { name: 'Ask these' }).click();
  await page.getByText('“Guide” is not ready yet: reading 12 of 100 files.').waitFor();
  let asked = 0;
  await page.route('**/messages/stream', route => { asked++; return route.continue(); });
  const before = sync.looks;
  await ask(page, 'When does the observatory open its dome?');
  for (const end = Date.now() + 20000; sync.looks < before + 3 && Date.now() < end;) await page.waitForTimeout(50);
  assert.equal(asked, 0);
  await page.getByText('Looking…').waitFor();
  sync.isPublished = true;
  await ended(page);
  assert.equal(asked, 1);
  assert.match(await page.locator('.answer').textContent(), /every Thursday/);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A question of an index alone that published nothing is given back, with the reason', { skip }, async () => {
  const page = await open(await browser.newContext(), server);
  await page.evaluate(() => localStorage.setItem('lectern.indexes', '')); // The only one is chosen by itself.
  await page.route(/\/api\/v1\/indexes\?/, async route => {
    const response = await route.fetch();
    const all = await response.json();
    all.items = all.items.filter(i => i.id === index.id);
    all.items[0].metadata = { status: 'failed', error: 'The disk is full.' };
    await route.fulfill({ response, json: all });
  });
  await page.route(`**/api/v1/indexes/${index.id}/files**`,
    route => route.fulfill({ json: { items: [], next_page_token: null, total_size: 0 } }));
  await page.goto(server.url);
  await page.getByText('Ask all of your documents').waitFor();
  await ask(page, 'When does the observatory open its dome?');
  await page.locator('.composer .problem', { hasText: 'None of the documents is ready yet.' }).waitFor();
  assert.equal(await page.inputValue('#prompt'), 'When does the observatory open its dome?');
  await page.context().close();
});

/** The guide as a sync left it that did not end well: its counts, where an earlier one had any, and what it had published. */
async function failed(address, files, entries = null) {
  const page = await open(await browser.newContext(), server); // Where nothing was chosen before.
  const metadata = { status: 'failed', error: 'The disk is full.', ...(files ? { files } : {}) };
  await page.route(/\/api\/v1\/indexes\?/, async route => {
    const response = await route.fetch();
    const all = await response.json();
    all.items.find(i => i.id === index.id).metadata = metadata;
    await route.fulfill({ response, json: all });
  });
  if (entries) await page.route(`**/api/v1/indexes/${index.id}/files**`,
    route => route.fulfill({ json: { items: entries, next_page_token: null, total_size: entries.length } }));
  await page.goto(server.url + address);
  return page;
}

const counts = { total: 1, ready: 1, failed: 0, pages: 0, pages_without_text: 0 };

test('An index whose last sync failed is asked for what it has', { skip }, async () => {
  const page = await failed('/documents/' + index.id, counts);
  await page.getByText('The disk is full.').waitFor();
  await page.getByRole('button', { name: 'Ask these' }).click();
  await page.getByText('“Guide” was not read to its end the last time. What is in it can be asked.').waitFor();
  await ask(page, 'When does the observatory open its dome?');
  await ended(page);
  assert.match(await page.locator('.answer').textContent(), /every Thursday/);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

for (const [what, asked, files, entries] of [
  ['whose first sync published something before it failed', 2, null, null],
  ['whose first sync published nothing', 1, null, []],
  ['of which no file could be read', 1, { ...counts, ready: 0, failed: 1 }, null],
]) {
  test(`Where nothing is chosen an index ${what} is ${asked === 2 ? '' : 'not '}asked`, { skip }, async () => {
    const page = await failed('/', files, entries);
    await page.getByText('Ask all of your documents').waitFor();
    await ask(page, 'When does the observatory open its dome?');
    await page.locator('.notice', { hasText: new RegExp(`so ${asked} index(es)? of 2`) }).waitFor();
    await ended(page);
    await page.context().close();
  });
}
