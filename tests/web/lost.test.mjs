// Nothing is lost: refresh, a second tab, a network that is cut, a server that is killed, in mid-answer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, ended, guide, open, skip, stage, startProxy, until } from './support.mjs';

const words = 60;
async function* answer(prompt) {
  if (prompt === 'short') { yield 'Short.'; return; }
  for (let i = 0; i < words; i++) { yield `word${i} `; yield { wait: 70 }; }
}
const whole = Array.from({ length: words }, (_, i) => `word${i}`).join(' ');

let context, server, index;
stage({ answer }, async made => {
  ({ context, server } = made);
  index = await server.index('guide', { 'guide.md': guide });
});

const has = (page, text) => until(page, t => [...document.querySelectorAll('.answer')].at(-1)?.textContent.includes(t), text);
const said = page => page.locator('.answer .markdown').last().innerText();

test('A refresh in mid-answer: the answer is simply there and goes on', { skip }, async () => {
  const page = await open(context, server, '/c/' + await server.session(index.id));
  await ask(page, 'long');
  await has(page, 'word5');
  await page.reload();
  await has(page, 'word8');
  await ended(page);
  assert.equal((await said(page)).trim(), whole);
  assert.equal(await page.locator('.turn').count(), 1);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A second tab shows the running answer, and what the first one asks later', { skip }, async () => {
  const first = await open(context, server, '/c/' + await server.session(index.id));
  await ask(first, 'long');
  await has(first, 'word3');
  const second = await open(context, server, new URL(first.url()).pathname);
  await has(second, 'word6');
  await second.getByRole('button', { name: 'Stop the answer' }).waitFor();
  await ended(first);
  await ended(second);
  assert.equal((await said(second)).trim(), whole);
  await ask(first, 'short');
  await ended(second, 2);
  assert.deepEqual(await second.locator('.prompt').allTextContents(), ['long', 'short']);
  await ask(second, 'long');
  await has(first, 'word3');
  await first.keyboard.press('Escape');
  await has(second, 'Stopped.');
  assert.deepEqual([...first.faults, ...second.faults], []);
  await first.close();
  await second.close();
});

test('A network cut in mid-answer: it says so, and goes on without a gap', { skip }, async () => {
  const proxy = await startProxy(server.url);
  const page = await open(context, server, '/c/' + await server.session(index.id), proxy.url);
  await ask(page, 'long');
  await has(page, 'word5');
  proxy.cut();
  await page.getByText('The connection is lost.').waitFor();
  await page.waitForTimeout(1500);
  proxy.mend();
  await ended(page);
  assert.equal((await said(page)).trim(), whole);
  assert.equal(await page.getByText('The connection is lost.').count(), 0);
  await page.close();
  proxy.close();
});

test('A question that could not be sent goes back to the box and is asked once', { skip }, async () => {
  const proxy = await startProxy(server.url);
  const page = await open(context, server, '/c/' + await server.session(index.id), proxy.url);
  await page.waitForSelector('.welcome');
  proxy.cut();
  await ask(page, 'short');
  await until(page, () => document.querySelector('#prompt').value === 'short', null, 60000);
  assert.equal(await page.locator('.turn').count(), 0);
  assert.match(await page.locator('.composer .problem').textContent(), /cannot be reached/);
  proxy.mend();
  await page.press('#prompt', 'Enter');
  await ended(page);
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const history = await server.call('GET', '/api/v1/chat/' + id);
  assert.equal(history.events.filter(e => e.type === 'user_input').length, 1);
  await page.close();
  proxy.close();
});

test('A server that is killed in mid-answer: what was said stays, and the chat goes on', { skip }, async () => {
  const page = await open(context, server, '/c/' + await server.session(index.id));
  await ask(page, 'long');
  await has(page, 'word5');
  await server.stop();
  await page.getByText('The connection is lost.').waitFor();
  await server.start();
  await ended(page);
  assert.match(await page.locator('.answer').last().innerText(), /word5[\s\S]*restarted/);
  await page.locator('.answer').last().getByRole('button', { name: 'Retry' }).click();
  await has(page, 'word5');
  await page.keyboard.press('Escape');
  await has(page, 'Stopped.');
  await page.close();
});

test('The names of what was searched stand under an answer, though they come after it', { skip }, async () => {
  const page = await open(context, server, '/c/' + await server.session(index.id, 'short'));
  let isAway = true;
  await page.route(/\/api\/v1\/indexes\?/, route => isAway ? route.abort() : route.continue());
  await page.reload();
  await ended(page);
  const searched = () => [...document.querySelectorAll('.sources > p')].some(p => p.textContent.includes('guide'));
  assert.equal(await page.evaluate(searched), false);
  isAway = false;
  await until(page, searched, null, 60000);
  await page.close();
});

test('While the server is away a page says so, and it comes back by itself', { skip }, async () => {
  const id = await server.session(index.id, 'short');
  const page = await open(context, server);
  await server.stop();
  await page.locator(`a[href="c/${id}"]`).click();
  await page.getByRole('heading', { name: 'This chat could not be opened' }).waitFor();
  await page.locator('.banner').waitFor();
  await server.start();
  await page.waitForSelector('.turn');
  await page.locator('.banner').waitFor({ state: 'detached' });
  await page.close();
});
