// The place for documents: what is in an index, what could not be read and why, and what can be done about it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guide, open, pdf, skip, soon, stage, until } from './support.mjs';

let context, server, index, many;
stage({}, async made => {
  ({ context, server } = made);
  index = await server.index('guide',
    { 'guide.md': guide, 'paper.pdf': pdf(['One'], ['Two']), 'broken.pdf': '%PDF-1.4 nothing' });
});

test('An index shows its files: those that failed first, with the reason; a file opens as its pages', { skip }, async () => {
  const page = await open(context, server, '/documents');
  await page.locator('.shelf-row', { hasText: 'guide' }).click();
  await page.waitForSelector('.document-list li');
  const lines = await page.locator('.document-list li').allInnerTexts();
  assert.equal(lines.length, 3);
  assert.match(lines[0], /^broken\.pdf\n.{10,}/);
  assert.match(lines[2], /^paper\.pdf\n\d+(\.\d)? K?B · 2 pages · /);
  await page.locator('.document', { hasText: 'paper.pdf' }).click();
  await page.getByText('Page 1 of 2').waitFor();
  await page.keyboard.press('Escape');
  await page.getByLabel('Find a file by its name').fill('GUI');
  await page.getByText('1 of 3 files').waitFor();
  await page.getByLabel('Find a file by its name').fill('');
  await page.getByLabel(/Only the 1 that/).check();
  assert.equal(await page.locator('.document-list li').count(), 1);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('The index of a followed folder says which one it is', { skip }, async () => {
  const page = await open(context, server);
  await page.route('**/api/v1/settings', async route => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...await response.json(), folder: '/srv/team' } });
  });
  await page.route('**/api/v1/folder', route => route.fulfill({ json: {
    folder: '/srv/team', state: 'following', reason: null, directory_id: index.source_directory_id, index_id: index.id, files: 3,
    left_out_total: 0, left_out: [], missing_total: 0, missing: [], looked_at: '2026-11-26T12:00:00Z',
  } }));
  const other = await server.index('not followed', { 'a.txt': 'A line.' });
  await page.goto(server.url + '/documents/' + index.id);
  await page.getByText('Follows the folder /srv/team.').waitFor();
  await page.locator('.shelf-row', { hasText: 'not followed' }).click();
  await page.locator('.document', { hasText: 'a.txt' }).waitFor();
  assert.equal(await page.locator('.follows').count(), 0);
  await page.close();
  await server.call('DELETE', '/api/v1/indexes/' + other.id);
});

test('An index is renamed with the keyboard', { skip }, async () => {
  const page = await open(context, server, '/documents/' + index.id);
  await page.getByRole('button', { name: 'Rename', exact: true }).focus();
  await page.keyboard.press('Enter');
  await until(page, () => document.activeElement.id === 'rename-index');
  await page.keyboard.type('Visitors <b>');
  await page.keyboard.press('Enter');
  await page.locator('.shelf-row', { hasText: 'Visitors <b>' }).waitFor();
  await page.locator('.shelf-files h2', { hasText: 'Visitors <b>' }).waitFor();
  await until(page, () => document.activeElement.id === 'rename-this');
  assert.equal((await server.call('GET', '/api/v1/indexes/' + index.id)).name, 'Visitors <b>');
  await server.call('PATCH', '/api/v1/indexes/' + index.id, { name: 'guide' });
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A file is renamed with the keyboard, and answers say its new name', { skip }, async () => {
  const boats = await server.index('boats', { 'old.txt': 'The boat of Halden is called Amalie.' });
  const page = await open(context, server, '/documents/' + boats.id);
  await page.getByRole('button', { name: 'Rename old.txt' }).focus();
  await page.keyboard.press('Enter');
  await until(page, () => document.activeElement.id.startsWith('rename-file-'));
  await page.keyboard.type('boats.txt');
  await page.keyboard.press('Enter');
  await page.locator('.document', { hasText: 'boats.txt' }).waitFor();
  await until(page, () => document.activeElement.ariaLabel === 'Rename boats.txt');
  await soon(async () =>
    (await server.call('GET', `/api/v1/indexes/${boats.id}/files`)).items.map(f => f.file_name).join() === 'boats.txt');
  assert.deepEqual(page.faults, []);
  await page.close();
  await server.call('DELETE', '/api/v1/indexes/' + boats.id);
});

test('Two files are renamed side by side, and Escape ends one of the forms', { skip }, async () => {
  const page = await open(context, server, '/documents/' + index.id);
  await page.getByRole('button', { name: 'Rename guide.md' }).click();
  await until(page, () => document.activeElement.value === 'guide.md');
  await page.getByRole('button', { name: 'Rename paper.pdf' }).click();
  await until(page, () => document.activeElement.value === 'paper.pdf');
  assert.equal(await page.locator('.rename').count(), 2);
  await page.evaluate(() => document.activeElement.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true }))); // It ends what is composed only.
  await page.keyboard.press('End');
  await page.keyboard.type('x');
  await until(page, () => document.activeElement.value === 'paper.pdfx');
  assert.equal(await page.locator('.rename').count(), 2);
  await page.keyboard.press('Escape');
  await until(page, () => document.activeElement.ariaLabel === 'Rename paper.pdf');
  assert.equal(await page.locator('.rename input').inputValue(), 'guide.md');
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('What stands in the documents is searched for, and opens at its place', { skip }, async () => {
  const page = await open(context, server, '/documents/' + index.id);
  const box = page.getByRole('searchbox', { name: 'Search in these documents' });
  await box.fill('visitors without a ticket');
  await box.press('Enter');
  await page.locator('.passages button', { hasText: 'guide.md' }).first().click();
  await page.locator('#cited', { hasText: 'Visitors need no ticket' }).waitFor();
  await box.fill('zygomorphic');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByText('Nothing was found.').waitFor();
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A document is laid out, or shown as it was read; pages of pictures have a text', { skip }, async () => {
  const rows = Array.from({ length: 400 }, (_, i) => `Vessel ${i},${i * 7}`).join('\n');
  const sheets = await server.index('sheets', {
    'fleet.csv': 'Name,Tons\n' + rows, 'plain.log': '# no heading\n| a | b |\n',
    'paper.pdf': pdf(['One of them'], ['Two of them']),
  });
  const page = await open(context, server, '/documents/' + sheets.id);
  await page.locator('.document', { hasText: 'fleet.csv' }).click();
  await page.locator('.readable th', { hasText: 'Tons' }).waitFor();
  assert.equal(await page.locator('.readable td').first().textContent(), 'Vessel 0');
  await page.getByRole('button', { name: 'Later text' }).click();
  await until(page, () => /^Vessel [1-9]\d*$/.test(document.querySelector('.readable td')?.textContent));
  assert.ok(await page.locator('.readable tr').count() > 20);
  await page.getByRole('button', { name: 'As it was read' }).click();
  await page.locator('pre.text', { hasText: '| Vessel' }).waitFor();

  await page.locator('.document', { hasText: 'plain.log' }).click();
  await page.locator('pre.text', { hasText: '# no heading' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'As it was read' }).count(), 0);

  await page.locator('.document', { hasText: 'paper.pdf' }).click();
  await page.locator('.sheet img').waitFor();
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  await page.getByText('One of them').waitFor();
  assert.equal(await page.getByText('Page 1 of 2').count(), 0);
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  await page.locator('.sheet img').waitFor();
  await page.getByText('Page 1 of 2').waitFor();
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  await page.getByText('One of them').waitFor();
  await page.getByRole('button', { name: 'Next page' }).click();
  await page.getByText('Page 2 of 2').waitFor();
  await page.locator('.sheet img').waitFor();
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('The fault of an index that was left hides no files of the one that is open', { skip }, async () => {
  const second = await server.index('second', { 'second.txt': 'A line.' });
  const page = await open(context, server, '/documents');
  let fail;
  const held = new Promise(done => { fail = done; });
  await page.route(`**/api/v1/indexes/${index.id}/files**`, async route => {
    await held;
    await route.fulfill({ status: 400, contentType: 'application/json', body: '{"detail":"not now"}' });
  });
  const refused = page.waitForResponse(r => r.status() === 400);
  await page.locator('.shelf-row', { hasText: 'guide' }).click();
  await page.locator('.shelf-row', { hasText: 'second' }).click();
  await page.locator('.document', { hasText: 'second.txt' }).waitFor();
  fail();
  await (await refused).finished();
  await page.waitForTimeout(300);
  assert.equal(await page.locator('.document', { hasText: 'second.txt' }).count(), 1);
  assert.equal(await page.getByText('not now').count(), 0);

  // Nor does one that was seen stay where another list is still on its way.
  await page.locator('.shelf-row', { hasText: 'guide' }).click();
  await page.getByText('not now').waitFor();
  await page.route(`**/api/v1/indexes/${second.id}/files**`, () => {});
  await page.locator('.shelf-row', { hasText: 'second' }).click();
  await page.locator('.shelf-files h2', { hasText: 'second' }).waitFor();
  assert.equal(await page.getByText('not now').count(), 0);
  await page.close();
  await server.call('DELETE', '/api/v1/indexes/' + second.id);
});

test('A file that is removed leaves the index; asking opens a chat over it', { skip }, async () => {
  const page = await open(context, server, '/documents/' + index.id);
  await page.waitForSelector('.document-list li');
  await page.getByRole('button', { name: 'Remove broken.pdf' }).click();
  await until(page, () => document.querySelectorAll('.document-list li').length === 2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await until(page, () => document.querySelectorAll('.document-list li').length === 3);
  await page.getByRole('button', { name: 'Remove broken.pdf' }).click();
  await until(page, () => document.querySelectorAll('.document-list li').length === 2);
  await soon(async () => {
    const now = await server.call('GET', '/api/v1/indexes/' + index.id);
    return now.metadata.status === 'ready' && now.metadata.files.total === 2;
  });
  await page.getByRole('button', { name: 'Ask these' }).click();
  await until(page, () => location.pathname === '/');
  assert.match(await page.locator('#index-button').innerText(), /guide/);
  await page.close();
});

test('A deleted index takes its files along; it asks first', { skip }, async () => {
  const spare = await server.index('spare', { 'a.txt': 'A line.' });
  const page = await open(context, server, '/documents/' + spare.id);
  await page.getByRole('button', { name: 'Delete…' }).click();
  await page.getByRole('button', { name: 'Delete 1 file for good' }).click();
  await until(page, () => location.pathname === '/documents');
  assert.equal((await server.call('GET', '/api/v1/indexes/' + spare.id)).detail !== undefined, true);
  assert.equal((await server.call('GET', '/api/v1/beta/directories/' + spare.source_directory_id)).detail !== undefined, true);
  await page.close();
});

test('A deletion says what it deletes: nothing that another index reads; one that fails stays where it was', {
  skip,
}, async () => {
  const spare = await server.index('spare', { 'a.txt': 'A line.' });
  const twin = await server.call('POST', '/api/v1/indexes', { source_directory_id: spare.source_directory_id, name: 'twin' });
  const page = await open(context, server, '/documents/' + twin.id);
  await page.route('**/api/v1/indexes/' + twin.id, (route, request) => request.method() === 'DELETE'
    ? route.fulfill({ status: 400, contentType: 'application/json', body: '{"detail":"not now"}' }) : route.continue());
  await page.getByRole('button', { name: 'Delete…' }).click();
  await page.getByRole('button', { name: 'Delete the index, keep the files' }).click();
  await page.locator('.notice', { hasText: 'not now' }).waitFor();
  await page.waitForTimeout(200);
  assert.equal(new URL(page.url()).pathname, '/documents/' + twin.id);
  await page.unroute('**/api/v1/indexes/' + twin.id);
  await page.getByRole('button', { name: 'Delete the index, keep the files' }).click();
  await until(page, () => location.pathname === '/documents');
  assert.equal((await server.call('GET', '/api/v1/beta/directories/' + spare.source_directory_id)).id, spare.source_directory_id);

  // The number of files is not known before their list is.
  let answer;
  const held = new Promise(done => { answer = done; });
  await page.route(`**/api/v1/indexes/${spare.id}/files**`, async route => { await held; await route.continue(); });
  await page.locator('.shelf-row', { hasText: 'spare' }).click();
  await page.getByRole('button', { name: 'Delete…' }).click();
  assert.equal(await page.getByRole('button', { name: 'Delete the index for good' }).isEnabled(), false);
  answer();
  await page.getByRole('button', { name: 'Delete 1 file for good' }).click();
  await until(page, () => location.pathname === '/documents');
  await page.close();
});

test('The lists of an index are read once when it is opened, and again when it stands differently', { skip }, async () => {
  const page = await open(context, server);
  let lists = 0;
  let reads = 0;
  let total = 1;
  await page.route(/\/api\/v1\/indexes\?/, async route => {
    const response = await route.fetch();
    const all = await response.json();
    const made = all.items.find(i => i.id === index.id);
    made.metadata.files.total = total;
    all.items.push({ ...made, id: 'idx-other', name: 'other', metadata: { ...made.metadata, status: 'syncing' } });
    await route.fulfill({ response, json: all });
    lists++;
  });
  page.on('request', request => { if (request.url().includes(`/indexes/${index.id}/files`)) reads++; });
  await page.goto(server.url + '/documents/' + index.id);
  await page.waitForSelector('.document-list li');
  await soon(() => lists >= 3);
  await page.waitForTimeout(300);
  assert.equal(reads, 1);
  total++;
  await soon(() => reads >= 2);
  await page.close();
});

test('Ten thousand files scroll with few rows on the page', { skip }, async () => {
  const page = await open(context, server);
  await page.route(/\/api\/v1\/indexes\/[^/]+\/files/, async route => {
    const offset = Number(new URL(route.request().url()).searchParams.get('page_token') ?? 0);
    const items = Array.from({ length: 1000 }, (_, i) => ({
      file_id: `dfl-${offset + i}`, file_name: `file ${offset + i}.txt`, status: 'ready', reason: null, pages: 1,
      pages_without_text: [], characters: 10, chunks: 1, parser: 'text', duration_ms: 1, notes: [],
    }));
    await route.fulfill(
      { json: { items, next_page_token: offset + 1000 < 10000 ? String(offset + 1000) : null, total_size: 10000 } });
  });
  await page.goto(server.url + '/documents/' + index.id);
  await page.getByText(/^10,00\d files$/).waitFor();
  assert.ok(await page.locator('.document-list li').count() < 60);
  await page.locator('.document-list').evaluate(list => { list.scrollTop = list.scrollHeight / 2; });
  await until(page, () => /file [4-6]\d\d\d/.test(document.querySelector('.document-list').innerText));
  await page.close();
});
