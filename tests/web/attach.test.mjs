// Files that are dropped on the question's box, pasted or chosen there: they belong to the chat.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, axe, check, ended, guide, open, skip, soon, stage, until } from './support.mjs';

let context, server, index;
stage({}, async made => {
  ({ context, server } = made);
  index = await server.index('guide', { 'guide.md': guide });
});

const give = (page, kind, name, text) => page.evaluate(([kind, name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  const box = document.querySelector('#prompt');
  box.dispatchEvent(kind === 'paste'
    ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
    : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
}, [kind, name, text]);
const isThere = (page, name) => until(
  page, n => [...document.querySelectorAll('.chat-files li')].some(l => l.textContent.trim() === n), name);

test('A pasted file is asked in its chat and is gone with it', { skip }, async () => {
  const page = await open(context, server);
  await page.fill('#prompt', 'half a question');
  await give(page, 'paste', 'zebra.md', 'The zebra of the harbour is called Amalie.');
  await isThere(page, 'zebra.md');
  assert.equal(await page.inputValue('#prompt'), 'half a question');
  if (axe) await check(page, 'a file of a chat');
  await ask(page, 'What is the zebra of the harbour called?');
  await ended(page, 1);
  assert.match(await page.locator('.answer').textContent(), /Amalie/);
  assert.match(await page.locator('.sources').textContent(), /zebra\.md/);
  assert.deepEqual((await server.call('GET', '/api/v1/indexes')).items.map(i => i.name), ['guide']);
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const own = (await server.call('GET', `/api/v1/chat/${id}/index`)).index.id;

  await page.reload();
  await isThere(page, 'zebra.md');
  await server.call('DELETE', '/api/v1/chats/' + id);
  assert.match((await server.call('GET', '/api/v1/indexes/' + own)).detail, /not found/);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A dropped file joins a chat that was asked before; one that cannot be read says why, and goes', { skip }, async () => {
  const page = await open(context, server, '/c/' + await server.session(index.id, 'When does the observatory open its dome?'));
  await ended(page, 1);
  await give(page, 'drop', 'zebra.md', 'The zebra of the harbour is called Amalie.');
  await isThere(page, 'zebra.md');
  await give(page, 'drop', 'broken.pdf', '%PDF-1.4\nthis is no more than the beginning');
  const broken = page.locator('.chat-files .failed', { hasText: 'broken.pdf' });
  await broken.waitFor();
  assert.ok((await broken.textContent()).length > 'broken.pdf'.length + 5);
  await broken.getByRole('button', { name: 'Remove broken.pdf' }).click();
  await broken.waitFor({ state: 'detached' });
  await ask(page, 'What is the zebra of the harbour called?');
  await ended(page, 2);
  assert.match(await page.locator('.answer').last().textContent(), /Amalie/);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A chat that was begun for a file goes with it, and what is typed stays', { skip }, async () => {
  const page = await open(context, server);
  const chats = async () => (await server.call('GET', '/api/v1/chat?page_size=100')).items.length;
  const before = await chats();
  await page.fill('#prompt', 'half a question');
  await give(page, 'paste', 'zebra.md', 'The zebra of the harbour is called Amalie.');
  await isThere(page, 'zebra.md');
  await soon(async () => await chats() === before + 1);
  await page.getByRole('button', { name: 'Remove zebra.md' }).click();
  await soon(async () => await chats() === before);
  await until(page, () => location.pathname === '/' && !document.querySelector('.chat-files'));
  assert.equal(await page.inputValue('#prompt'), 'half a question');
  assert.equal(await page.locator('.session.open').count(), 0);

  await give(page, 'paste', 'lion.md', 'The lion of the harbour is called Berta.');
  await isThere(page, 'lion.md');
  await ask(page, 'What is the lion of the harbour called?');
  await ended(page, 1);
  assert.match(await page.locator('.answer').textContent(), /Berta/);
  assert.match(await page.locator('.sources').textContent(), /Searched in[^.]*Files of this chat \(version/);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('One paste adds its files once, however often the box was made', { skip }, async () => {
  const page = await open(context, server);
  await page.addInitScript(() => {
    window.pasteListeners = 0;
    const add = document.addEventListener;
    document.addEventListener = function (type, ...rest) {
      if (type === 'paste') window.pasteListeners++;
      return add.call(document, type, ...rest);
    };
  });
  await page.reload();
  await page.waitForSelector('.welcome');
  for (let i = 0; i < 3; i++) {
    await page.getByRole('link', { name: 'Documents' }).first().click();
    await page.waitForSelector('#documents');
    await page.getByRole('link', { name: 'New chat' }).click();
    await page.waitForSelector('#prompt');
  }

  let uploads = 0;
  await page.route('**/files/upload', route => { uploads++; return route.continue(); });
  await give(page, 'paste', 'once.md', 'The zebra of the harbour is called Amalie.');
  await isThere(page, 'once.md');
  assert.equal(uploads, 1);
  assert.equal(await page.evaluate(() => window.pasteListeners), 1);
  await page.close();
});

test('Cells of a table are pasted as their text, a picture and a file as themselves', { skip }, async () => {
  const page = await open(context, server);
  const pasted = (text, ...names) => page.evaluate(([text, names]) => {
    const data = new DataTransfer();
    if (text) data.setData('text/plain', text);
    for (const name of names) data.items.add(new File(['x'], name, { type: name.endsWith('.png') ? 'image/png' : 'text/plain' }));
    return !document.querySelector('#prompt').dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, [text, names]);
  assert.equal(await pasted('Rate\t3\nTotal\t9', 'image.png'), false);
  await page.waitForTimeout(200);
  assert.equal(await page.locator('.chat-files li').count(), 0);
  assert.equal(new URL(page.url()).pathname, '/');
  assert.equal(await pasted('', 'image.png'), true);
  assert.equal(await pasted('photo.png', 'photo.png'), true);
  assert.equal(await pasted('two files', 'a.png', 'b.png'), true);
  assert.equal(await pasted('a text', 'a.txt'), true);
  await page.close();
});
