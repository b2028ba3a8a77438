// From the link that ./run prints to the first cited answer; files that are dropped; keys; what goes wrong.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, ended, guide, open, pdf, skip, stage, until } from './support.mjs';

let browser, server;
stage({ settings: { LECTERN_MAX_UPLOAD_BYTES: '2000000' } }, made => {
  ({ browser, server } = made);
});

const context = () => browser.newContext({ viewport: { width: 1280, height: 800 } });

async function choose(page, files) {
  await page.evaluate(() => { HTMLInputElement.prototype.showPicker = () => {}; });
  const [chooser] = await Promise.all(
    [page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose files' }).last().click()]);
  await chooser.setFiles(
    files.map(([name, content]) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) })));
}

test('From the link to a cited answer with its source, and nothing is asked of anybody else', { skip }, async () => {
  const own = await context();
  const page = await own.newPage();
  const outside = [];
  page.on('request', r => { if (!r.url().startsWith(server.url) && !r.url().startsWith('data:')) outside.push(r.url()); });
  const faults = [];
  page.on('pageerror', e => faults.push(e.message));
  page.on('console', m => { if (m.type() === 'error') faults.push(m.text()); });
  await page.goto(server.link);
  await page.getByText('Drop files or a folder on this page.').waitFor();
  assert.equal(page.url(), server.url + '/');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await choose(page,
    [['guide.md', guide], ['paper.pdf', pdf(['The telescope weighs eleven tonnes.'])], ['picture.xyz', '\x00\x01\x02\x03']]);
  await page.fill('#index-name', 'Observatory');
  await page.getByRole('button', { name: 'Create index' }).click();
  await page.getByRole('button', { name: 'Done' }).waitFor({ timeout: 60000 });
  const standing = await page.locator('.files li').evaluateAll(all => all.map(li => [
    li.querySelector('.file-name').textContent, li.querySelector('.standing').textContent, li.className,
  ]));
  assert.deepEqual(standing.slice(0, 2).map(s => s.slice(0, 2)), [['guide.md', 'ready'], ['paper.pdf', 'ready']]);
  assert.equal(standing[2][2], 'failed');
  assert.ok(standing[2][1].length > 10 && standing[2][1] !== 'failed', standing[2][1]);
  await page.getByRole('button', { name: 'Done' }).click();
  await until(page, () => document.querySelector('.picker')?.textContent.includes('Observatory'));
  await ask(page, 'When does the observatory open its dome?');
  await ended(page);
  await page.locator('button.chip').first().click();
  await page.waitForSelector('.sheet img, #cited');
  assert.match(page.url(), /\/c\/ses-/);
  assert.deepEqual(outside, []);
  assert.deepEqual(faults, []);
  await own.close();
});

test('A folder that is dropped becomes an index named after it, each file by its path', { skip }, async () => {
  const own = await context();
  const page = await open(own, server);
  await page.evaluate(text => {
    const file = (name, content) => ({ isFile: true, isDirectory: false, name, file: done => done(new File([content], name)) });
    const folder = (name, children) => ({
      isFile: false, isDirectory: true, name,
      createReader: () => { let rest = [children]; return { readEntries: done => done(rest.shift() ?? []) }; },
    });
    const entry = folder('manuals',
      [file('read me.md', text), folder('old', [file('read me.md', text + ' Old.'), file('.hidden', 'x')])]);
    const event = new Event('drop', { bubbles: true, cancelable: true });
    event.dataTransfer = { types: ['Files'], items: [{ webkitGetAsEntry: () => entry }], files: [] };
    document.dispatchEvent(event);
  }, guide);
  await until(page, () => document.querySelectorAll('.files li').length === 2);
  assert.equal(await page.inputValue('#index-name'), 'manuals');
  assert.deepEqual(await page.locator('.file-name').allTextContents(), ['manuals/read me.md', 'manuals/old/read me.md']);
  await page.getByRole('button', { name: 'Create index' }).click();
  await page.getByRole('button', { name: 'Done' }).waitFor({ timeout: 60000 });
  assert.equal(await page.locator('.files .failed').count(), 0);
  assert.deepEqual(page.faults, []);
  await own.close();
});

test('A file that is too big, and one that nobody can read, say why; the others are used', { skip }, async () => {
  const own = await context();
  const page = await open(own, server);
  await page.locator('.picker > button').click();
  await page.getByRole('button', { name: 'New index from files' }).click();
  await choose(page, [
    ['big.txt', 'x'.repeat(2_500_000)],
    ['broken.pdf', '%PDF-1.4\nthis is no more than the beginning'],
    ['<script>window.hit=1<\u2044script>.md', guide],
  ]);
  await page.getByRole('button', { name: 'Create index' }).click();
  await page.getByRole('button', { name: 'Done' }).waitFor({ timeout: 60000 });
  const standing = await page.locator('.files .standing').allTextContents();
  assert.match(standing[0], /larger|too large|at most/i);
  assert.ok(standing[1].length > 10, standing[1]);
  assert.equal(standing[2], 'ready');
  assert.equal(await page.evaluate(() => window.hit), undefined);
  await own.close();
});

test('Five megabytes are pasted: the box keeps them and says what is wrong', { skip }, async () => {
  const own = await context();
  const page = await open(own, server);
  await page.locator('#prompt').evaluate(area => {
    area.focus();
    area.value = 'abcde '.repeat(873_814);
    area.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await page.getByText(/has 5,242,884 characters; at most 32,000/).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Ask', exact: true }).isDisabled(), true);
  await page.press('#prompt', 'Enter');
  await page.waitForTimeout(300);
  assert.equal((await page.inputValue('#prompt')).length, 5_242_884);
  assert.equal(await page.locator('.turn').count(), 0);
  await page.fill('#prompt', 'short again');
  await until(page, () => document.querySelectorAll('.composer .problem').length === 0);
  assert.deepEqual(page.faults, []);
  await page.fill('#prompt', 'שלום');
  assert.equal(await page.locator('#prompt').evaluate(area => getComputedStyle(area).direction), 'rtl');
  await own.close();
});

test('A key that is revoked in mid-use asks for another one; nothing that was written is lost', { skip }, async () => {
  const own = await context();
  const made = await server.call('POST', '/api/v1/keys', { name: 'short-lived' });
  const page = await open(own, { ...server, url: server.url, key: made.key });
  await page.fill('#prompt', 'my long question');
  await server.call('DELETE', '/api/v1/keys/' + made.id);
  await page.press('#prompt', 'Enter');
  await page.getByRole('heading', { name: 'This key no longer works' }).waitFor();
  await page.fill('#key', 'lk-wrong');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('The server does not know this key.').waitFor();
  await page.fill('#key', server.key);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.locator('.over').waitFor({ state: 'detached' });
  assert.equal(await page.inputValue('#prompt'), 'my long question');
  await own.close();
});

test('Without a key the page asks for one; signing out forgets it', { skip }, async () => {
  const own = await context();
  const page = await own.newPage();
  await page.goto(server.url + '/');
  await page.fill('#key', server.key);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.waitForSelector('#sessions', { state: 'attached' });
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForSelector('#key');
  assert.equal(await page.evaluate(() => localStorage.getItem('lectern.key')), null);
  await own.close();
});

test('Settings: models, health, usage, keys shown once and revoked, projects', { skip }, async () => {
  const own = await context();
  const page = await open(own, server, '/settings');
  await page.getByRole('heading', { name: /Health ready/ }).waitFor();
  assert.match(await page.locator('.facts', { hasText: 'Answers' }).textContent(), /extractive/);
  await page.waitForSelector('.chart rect');
  await page.fill('#key-name', '<b>Ann</b>');
  await page.locator('section', { hasText: 'New key for' }).getByRole('button', { name: 'Create' }).click();
  const key = await page.locator('.once code').textContent();
  assert.match(key, /^lk-[0-9a-f]{64}$/);
  assert.equal((await server.call('GET', '/api/v1/projects', null, key)).length, 1);
  await page.reload();
  await page.getByRole('button', { name: 'Revoke <b>Ann</b>' }).click();
  assert.equal(await page.locator('.once').count(), 0);
  await page.getByRole('button', { name: 'Revoke now' }).click();
  await page.getByText('no longer works.').waitFor();
  assert.match((await server.call('GET', '/api/v1/projects', null, key)).detail, /valid key/);
  await page.fill('#project-name', 'Physics');
  await page.locator('section', { hasText: 'New project' }).last().getByRole('button', { name: 'Create' }).click();
  const other = await page.locator('.once code').textContent();
  assert.equal((await server.call('GET', '/api/v1/projects', null, other))[0].name, 'Physics');
  await page.getByRole('button', { name: 'Rename Physics' }).click();
  await page.getByLabel('New name of Physics').fill('Optics');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Delete Optics' }).click();
  assert.equal((await server.call('GET', '/api/v1/projects', null, other))[0].name, 'Optics');
  await page.getByRole('button', { name: 'Delete everything in it' }).click();
  await page.getByText('“Optics” and everything in it is deleted.').waitFor();
  assert.match((await server.call('GET', '/api/v1/projects', null, other)).detail, /valid key/);
  assert.deepEqual(page.faults, []);
  const plain = await server.call('POST', '/api/v1/keys', { name: 'plain' });
  const asUser = await open(await context(), { ...server, key: plain.key }, '/settings');
  await asUser.getByText('This key has not got it.').waitFor();
  assert.equal(await asUser.locator('#key-name').count(), 0);
  await own.close();
});
