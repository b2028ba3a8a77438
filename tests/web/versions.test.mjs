// Versions of a chat in place of copies, and what is done with chats at the side.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, axe, check, ended, guide, open, skip, stage, until } from './support.mjs';

let context, server, index;
stage({ answer: async function* (prompt) { yield 'You said: ' + prompt; } }, async made => {
  ({ context, server } = made);
  index = await server.index('guide', { 'guide.md': guide });
});

const prompts = page => page.locator('.prompt').allTextContents();
const places = page => page.locator('.versions > span').allTextContents();
const list = async () => (await server.call('GET', '/api/v1/chats')).items;
const shows = (page, wanted) => until(
  page, w => JSON.stringify([...document.querySelectorAll('.prompt')].map(p => p.textContent)) === w, JSON.stringify(wanted));

async function edit(page, nth, text) {
  await page.locator('.question').nth(nth).hover();
  await page.getByRole('button', { name: 'Edit and ask again' }).nth(nth).click();
  await page.fill('#edit', text);
  await page.getByRole('button', { name: 'Ask again', exact: true }).click();
  await until(page, t => [...document.querySelectorAll('.answer')].some(a => a.textContent.includes('You said: ' + t)), text);
}

test('Retry and edit make versions in place; the list shows one chat', { skip }, async () => {
  const page = await open(context, server, '/c/' + await server.session(index.id));
  await ask(page, 'first question');
  await ended(page, 1);
  await ask(page, 'second question');
  await ended(page, 2);
  const original = page.url();
  const title = await page.locator('.top h1').textContent();
  assert.deepEqual(await places(page), []);

  await edit(page, 1, 'another second question');
  await ended(page, 2);
  await until(page, () => document.querySelector('.versions > span')?.textContent === '2/2');
  assert.deepEqual(await prompts(page), ['first question', 'another second question']);
  assert.equal(await page.locator('.top h1').textContent(), title);
  assert.equal(await page.locator('.session').count(), 1);
  if (axe) await check(page, 'versions');

  await page.getByRole('button', { name: 'Earlier version' }).click();
  await shows(page, ['first question', 'second question']);
  assert.equal(page.url(), original);
  await until(page, () => document.querySelector('.versions > span')?.textContent === '1/2');
  await until(page, () => document.activeElement?.ariaLabel === 'Later version');
  await page.keyboard.press('Enter');
  await shows(page, ['first question', 'another second question']);

  await page.getByRole('button', { name: 'Retry' }).first().click();
  await shows(page, ['first question']);
  await ended(page, 1);
  await until(page, () => document.querySelector('.versions > span')?.textContent === '2/2');
  await page.reload();
  await until(page, () => document.querySelector('.versions > span')?.textContent === '2/2');
  await page.getByRole('button', { name: 'Earlier version' }).first().click();
  await until(page, () => document.querySelectorAll('.versions').length === 2);
  assert.deepEqual((await places(page))[0], '1/2');
  assert.equal(await page.locator('.session').count(), 1);
  assert.deepEqual(page.faults, []);

  await page.locator('.session').hover();
  await page.getByRole('button', { name: /^Delete/ }).click();
  await page.waitForSelector('.welcome');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.waitForSelector('.turn');
  await page.locator('.session').hover();
  await page.getByRole('button', { name: /^Delete/ }).click();
  await page.waitForSelector('.welcome');
  await page.reload();
  await page.waitForSelector('.welcome');
  let left = await server.call('GET', '/api/v1/chat');
  for (let i = 0; i < 300 && left.items.length > 0; i++) {
    await new Promise(done => setTimeout(done, 100));
    left = await server.call('GET', '/api/v1/chat');
  }
  assert.deepEqual(left.items, []);
  await page.close();
});

test('A version whose question is refused leaves nothing; the words come back', { skip }, async () => {
  const id = await server.session(index.id, 'only question');
  const page = await open(context, server, '/c/' + id);
  await ended(page, 1);
  await page.route('**/messages/stream', route => route.fulfill({
    status: 422, contentType: 'application/json', body: '{"detail":[{"loc":["body","prompt"],"msg":"not this","type":"x"}]}',
  }));
  await page.locator('.question').hover();
  await page.getByRole('button', { name: 'Edit and ask again' }).click();
  await page.fill('#edit', 'refused question');
  await page.getByRole('button', { name: 'Ask again', exact: true }).click();
  await until(page, () => document.querySelector('#prompt').value === 'refused question');
  await shows(page, ['only question']);
  assert.ok(page.url().endsWith('/c/' + id));
  await page.locator('.composer .problem').waitFor();
  assert.equal((await server.call('GET', `/api/v1/chats/${id}/versions`)).items.length, 1);
  assert.equal(await page.locator('.session').count(), 1);
  await page.close();
});

test('A chat is renamed and deleted with the version that is open, here and in another tab', { skip }, async () => {
  for (const chat of await list()) await server.call('DELETE', '/api/v1/chats/' + chat.session.session_id);
  const page = await open(context, server, '/c/' + await server.session(index.id, 'first words'));
  await edit(page, 0, 'other words');
  await ended(page, 1);
  await page.getByRole('button', { name: 'Earlier version' }).click();
  await shows(page, ['first words']);
  const other = await open(context, server, new URL(page.url()).pathname);
  await shows(other, ['first words']);
  await until(other, () => document.querySelector('.versions > span')?.textContent === '1/2');
  await page.locator('.session').hover();
  await page.getByRole('button', { name: /^Rename/ }).click();
  await page.fill('#rename', 'Both of them');
  await page.keyboard.press('Enter');
  for (const one of [page, other]) await until(one, () => document.querySelector('.top h1').textContent === 'Both of them');
  await page.locator('.session').hover();
  await page.getByRole('button', { name: /^Delete/ }).click();
  await page.waitForSelector('.welcome');
  await other.getByText('Start a new chat').first().waitFor();
  assert.equal(await other.locator('.turn').count(), 0);
  assert.deepEqual(page.faults, []);
  await page.close();
  await other.close();
});

test('The list goes by use; chats are pinned, archived and put into folders', { skip }, async () => {
  for (const chat of await list()) await server.call('DELETE', '/api/v1/chats/' + chat.session.session_id);
  const made = [];
  for (const name of ['alpha', 'beta', 'gamma']) made.push(await server.session(index.id, name));
  const page = await open(context, server, '/c/' + made[0]);
  const titles = wanted => until(
    page, w => JSON.stringify([...document.querySelectorAll('.session .title')].map(t => t.textContent)) === w,
    JSON.stringify(wanted));
  await titles(['gamma', 'beta', 'alpha']);
  await ended(page, 1);
  await ask(page, 'once more');
  await ended(page, 2);
  await titles(['alpha', 'gamma', 'beta']);

  const more = async (name, act) => {
    await page.locator('.session', { hasText: name }).hover();
    await page.getByRole('button', { name: 'More for ' + name }).click();
    await act(page.locator('.session', { hasText: name }));
  };
  await more('beta', row => row.getByRole('button', { name: 'Pin' }).click());
  await titles(['beta', 'alpha', 'gamma']);
  assert.equal(await page.locator('.side-list h2').first().textContent(), 'Pinned');
  await more('gamma', async row => {
    await row.getByLabel('Folder').fill('Stars');
    if (axe) await check(page, 'more of a chat');
    await row.getByRole('button', { name: 'Move' }).click();
  });
  const which = page.getByRole('combobox', { name: 'Which chats are listed' });
  await page.locator('option', { hasText: 'Stars' }).first().waitFor({ state: 'attached' });
  await which.selectOption({ label: 'Stars' });
  await titles(['gamma']);
  await more('gamma', row => row.getByRole('button', { name: 'Archive' }).click());
  await titles([]);
  await which.selectOption({ label: 'Archived' });
  await titles(['gamma']);
  await which.selectOption({ label: 'All chats' });
  await titles(['beta', 'alpha']);
  await page.reload();
  await titles(['beta', 'alpha']);
  assert.deepEqual(page.faults, []);
  await page.close();
});
