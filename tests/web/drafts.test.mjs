// What is typed and not sent belongs to its chat, through everything that becomes of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, ended, guide, open, refusal, skip, stage, until } from './support.mjs';

let context, server, index;
stage({}, async made => {
  ({ context, server } = made);
  index = await server.index('guide', { 'guide.md': guide });
});

const question = 'When does the observatory open its dome?';
const holds = (page, text) => until(page, t => document.querySelector('#prompt')?.value === t, text);

test('What is typed stays in the box between versions of a chat', { skip }, async () => {
  const page = await open(context, server, '/c/' + await server.session(index.id, question));
  await ended(page, 1);
  await page.fill('#prompt', 'half a question');
  await page.getByRole('button', { name: 'Retry' }).click();
  await until(page, () => document.querySelector('.versions > span')?.textContent === '2/2');
  await ended(page, 1);
  await holds(page, 'half a question');
  await page.fill('#prompt', 'another half');
  await page.getByRole('button', { name: 'Earlier version' }).click();
  await until(page, () => document.querySelector('.versions > span')?.textContent === '1/2');
  await holds(page, 'another half');
  await page.close();
});

test('What is typed while a first question is on its way stays when that is refused', { skip }, async () => {
  const page = await open(context, server);
  let refuse;
  const held = new Promise(done => { refuse = done; });
  await page.route('**/messages/stream', async route => {
    await held;
    await route.fulfill(refusal(400));
  });
  await ask(page, 'refuse this');
  await until(page, () => location.pathname.startsWith('/c/'));
  await page.fill('#prompt', 'typed since');
  refuse();
  await page.waitForSelector('.composer .problem');
  await holds(page, 'refuse this\ntyped since');
  await page.close();
});

test('What is typed stays with a first question that is refused behind the page of documents', { skip }, async () => {
  const page = await open(context, server);
  let refuse;
  const held = new Promise(done => { refuse = done; });
  await page.route('**/messages/stream', async route => {
    await held;
    await route.fulfill(refusal(400));
  });
  await ask(page, 'refuse this');
  await until(page, () => location.pathname.startsWith('/c/'));
  await page.fill('#prompt', 'typed since');
  await page.getByRole('link', { name: 'Documents' }).first().click();
  await page.waitForSelector('#documents');
  refuse();
  await until(page, () => sessionStorage.getItem('lectern.draft.new') === 'refuse this\ntyped since');
  await page.getByRole('link', { name: 'New chat' }).click();
  await holds(page, 'refuse this\ntyped since');
  await page.close();
});

test('Each chat has its own words, a new one too, by whatever way it is opened', { skip }, async () => {
  const id = await server.session(index.id, question);
  const page = await open(context, server);
  await page.fill('#prompt', 'of a new chat');
  await page.locator('.session a').first().click();
  await ended(page, 1);
  await holds(page, '');
  await page.fill('#prompt', 'of an old chat');
  await page.reload();
  await ended(page, 1);
  await holds(page, 'of an old chat');
  await page.getByRole('link', { name: 'Documents' }).first().click();
  await page.waitForSelector('#documents');
  await page.getByRole('link', { name: 'New chat' }).click();
  await holds(page, 'of a new chat');
  await page.goBack();
  await page.goBack();
  await until(page, path => location.pathname === path, '/c/' + id);
  await holds(page, 'of an old chat');
  await page.close();
});
