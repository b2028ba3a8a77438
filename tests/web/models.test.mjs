// Several models: what answers is chosen below the question, remembered by the chat, and changed for one question.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, ended, guide, hold, open, refusal, skip, soon, stage, until } from './support.mjs';

const other = `# Harbour guide

## The quay

The quay of Halden is made of granite.
`;

let context, server, indexes;
stage({
  answer: async function* (prompt, hasResults, name) { yield `${name} answers: ${prompt}`; },
  settings: { LECTERN_MODEL: 'openai:one', LECTERN_MODELS: 'openai:two, extractive' },
}, async made => {
  ({ context, server } = made);
  indexes = [await server.index('Guide', { 'guide.md': guide }), await server.index('Harbour', { 'harbour.md': other })];
});

const answers = (page, text) => until(
  page, t => [...document.querySelectorAll('.answer .markdown')].at(-1)?.textContent.includes(t), text);
const version = (page, place) => until(page, p => document.querySelector('.versions > span')?.textContent === p, place);
const menu = page => page.getByRole('button', { name: 'Other model or documents' }).last();
const value = page => page.locator('#model').inputValue();

test('A chat remembers the model that was chosen with the keyboard, and a new one begins with it', { skip }, async () => {
  const page = await open(context, server, '/c/' + await server.session(indexes[0].id));
  await page.waitForSelector('#model');
  assert.deepEqual(await page.locator('#model option').allTextContents(), ['one', 'two', 'Quotes only, no model']);
  assert.equal(await value(page), 'openai:one');
  await ask(page, 'first');
  await answers(page, 'one answers: first');
  await ended(page);
  await page.locator('#model').focus();
  await page.keyboard.press('ArrowDown');
  await ask(page, 'second');
  await answers(page, 'two answers: second');
  await ended(page, 2);
  await page.evaluate(() => localStorage.removeItem('lectern.model'));
  await page.reload();
  await ended(page, 2);
  await until(page, () => document.querySelector('#model')?.value === 'openai:two');
  await page.locator('#model').selectOption('extractive');
  await page.getByRole('link', { name: 'New chat' }).click();
  await page.waitForSelector('.welcome');
  await until(page, () => document.querySelector('#model')?.value === 'extractive');
  await page.locator('#model').selectOption('openai:one');
  assert.equal(await page.locator('.no-model').count(), 0);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A question is asked again of another model, in place', { skip }, async () => {
  const id = await server.session(indexes[0].id, 'first');
  const page = await open(context, server, '/c/' + id);
  await ended(page);
  await menu(page).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('group', { name: 'Other model or documents' }).waitFor();
  await page.keyboard.press('Escape');
  await until(page, () => !document.querySelector('.retry .popup') && document.activeElement.closest('.retry'));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'two', exact: true }).click();
  await version(page, '2/2');
  await answers(page, 'two answers: first');
  await ended(page);
  assert.equal(await value(page), 'openai:two');
  await ask(page, 'and then');
  await answers(page, 'two answers: and then');
  await ended(page, 2);
  await page.getByRole('button', { name: 'Earlier version' }).click();
  await version(page, '1/2');
  await answers(page, 'one answers: first');
  assert.equal(await value(page), 'openai:one');
  assert.equal(await page.locator('.session').count(), (await server.call('GET', '/api/v1/chats')).items.length);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A question is asked again of other documents, in place, also behind others', { skip }, async () => {
  const id = await server.session(indexes[0].id, 'first');
  const page = await open(context, server, '/c/' + id);
  await ended(page);
  await page.locator('#model').selectOption('extractive');
  await ask(page, 'What is the quay of Halden made of?');
  await answers(page, 'not found in these documents');
  await ended(page, 2);
  await menu(page).click();
  const again = page.getByRole('button', { name: 'Ask again', exact: true });
  assert.equal(await again.isDisabled(), true);
  await page.locator('.retry .choice', { hasText: 'Guide' }).locator('input').uncheck();
  assert.equal(await again.isDisabled(), true);
  await page.locator('.retry .choice', { hasText: 'Harbour' }).locator('input').check();
  await again.click();
  await answers(page, 'made of granite');
  await ended(page, 2);
  await version(page, '2/2');
  await page.locator('.locked', { hasText: 'Harbour' }).waitFor();
  assert.equal(await page.locator('.prompt').first().textContent(), 'first');
  await page.getByRole('button', { name: 'Earlier version' }).click();
  await page.locator('.locked', { hasText: 'Guide' }).waitFor();
  await answers(page, 'not found in these documents');
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A question that was refused is asked again with another model as a question of its own', { skip }, async () => {
  const page = await open(context, server, '/c/' + await server.session(indexes[0].id));
  await page.waitForSelector('#model');
  const keys = [];
  await page.route('**/messages/stream', route => {
    keys.push(route.request().headers()['idempotency-key']);
    return keys.length > 2 ? route.continue() : route.fulfill(refusal(400, 'not now'));
  });
  for (const [i, name] of ['openai:one', 'openai:one', 'openai:two'].entries()) {
    await page.locator('#model').selectOption(name);
    await ask(page, 'again');
    await soon(() => keys.length > i);
    if (i < 2) await until(page, () => document.querySelector('#prompt').value === 'again' && document.querySelector('.problem'));
  }
  await answers(page, 'two answers: again');
  assert.equal(keys[0], keys[1]);
  assert.notEqual(keys[1], keys[2]);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A retry with another model that is refused leaves the one that was chosen', { skip }, async () => {
  const page = await open(context, server, '/c/' + await server.session(indexes[0].id, 'first'));
  await ended(page);
  await page.route('**/messages/stream', route => route.fulfill(refusal(400, 'not now')));
  await menu(page).click();
  await page.getByRole('button', { name: 'two', exact: true }).click();
  await page.locator('.composer .problem').waitFor();
  await until(page, () => document.querySelector('#model').value === 'openai:one');
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('Retry and edit ask the model that is chosen now, and so does a question after another version was shown', {
  skip,
}, async () => {
  const page = await open(context, server, '/c/' + await server.session(indexes[0].id, 'first'));
  await ended(page);
  await page.waitForSelector('#model');
  await page.locator('#model').selectOption('openai:two');
  await page.getByRole('button', { name: 'Retry' }).click();
  await answers(page, 'two answers: first');
  await ended(page);
  await page.locator('#model').selectOption('extractive');
  await page.getByRole('button', { name: 'Earlier version' }).click();
  await answers(page, 'one answers: first');
  assert.equal(await value(page), 'extractive');
  await page.locator('#model').selectOption('openai:two');
  await page.locator('.question').hover();
  await page.getByRole('button', { name: 'Edit and ask again' }).click();
  await page.fill('#edit', 'otherwise');
  await page.getByRole('button', { name: 'Ask again', exact: true }).click();
  await answers(page, 'two answers: otherwise');
  await ended(page);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A question that is asked before the models are known waits for them', { skip }, async () => {
  const page = await open(context, server, '/c/' + await server.session(indexes[0].id));
  await page.evaluate(() => localStorage.setItem('lectern.model', 'openai:two'));
  const models = await hold(page, '**/api/v1/models');
  await page.goto(server.url + '/');
  await page.waitForSelector('.welcome');
  await models.reached();
  await ask(page, 'early');
  await page.getByRole('button', { name: 'Stop the answer' }).waitFor();
  models.free();
  await answers(page, 'two answers: early');
  await ended(page);
  assert.deepEqual(page.faults, []);
  await page.evaluate(() => localStorage.removeItem('lectern.model'));
  await page.close();
});

test('Under each answer stands which model gave it, also after the page is loaded again', { skip }, async () => {
  const page = await open(context, server, '/c/' + await server.session(indexes[0].id, 'first'));
  await ended(page);
  await page.waitForSelector('#model');
  await page.locator('#model').selectOption('openai:two');
  await ask(page, 'second');
  await ended(page, 2);
  const said = () => page.locator('.model-said').allTextContents();
  assert.deepEqual(await said(), ['Model: one', 'Model: two']);
  await page.reload();
  await ended(page, 2);
  assert.deepEqual(await said(), ['Model: one', 'Model: two']);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('Where the server has one model there is nothing to choose', { skip }, async () => {
  const page = await context.newPage();
  await page.route('**/api/v1/models', route => route.fulfill({
    contentType: 'application/json', body: '{"items":[{"id":"openai:one","is_default":true}]}',
  }));
  await page.goto(`${server.url}/c/${await server.session(indexes[0].id, 'first')}#key=${encodeURIComponent(server.key)}`);
  await ended(page);
  assert.equal(await page.locator('#model').count(), 0);
  await menu(page).click();
  await page.locator('.retry .choice').first().waitFor();
  assert.equal(await page.getByText('With another model').count(), 0);
  await page.close();
});
