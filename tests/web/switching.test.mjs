// Another chat is opened, or the same is clicked twice, while something is on its way: each chat keeps its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, ended, guide, hold, open, refusal, skip, soon, stage, until } from './support.mjs';

let browser, context, server, index, first, second;
stage({ answer: async function* (prompt) { yield 'You said: ' + prompt; } }, async made => {
  ({ browser, context, server } = made);
  index = await server.index('guide', { 'guide.md': guide });
});

/** Two chats, the first of them open. */
async function begin() {
  for (const chat of (await server.call('GET', '/api/v1/chats')).items)
    await server.call('DELETE', '/api/v1/chats/' + chat.session.session_id);
  first = await server.session(index.id, 'alpha');
  second = await server.session(index.id, 'beta');
  const page = await open(context, server, '/c/' + first);
  await shows(page, ['alpha']);
  return page;
}

/** The page gets an answer that is whole; one that it waits for no more goes nowhere. */
const through = async route => {
  try { await route.fulfill({ response: await route.fetch() }); } catch { /* The page has cancelled it. */ }
};

const shows = (page, wanted) => until(
  page, w => JSON.stringify([...document.querySelectorAll('.prompt')].map(p => p.textContent)) === w, JSON.stringify(wanted));
const drop = (page, name, text) => page.evaluate(([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  document.querySelector('#prompt').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
}, [name, text]);
const isThere = (page, name) => until(
  page, n => [...document.querySelectorAll('.chat-files li')].some(l => l.textContent.trim() === n), name);
const go = (page, title) => page.locator('.session a', { hasText: title }).first().click();
const filesOf = async id => {
  const own = (await server.call('GET', `/api/v1/chat/${id}/index`)).index;
  return own ? (await server.call('GET', `/api/v1/indexes/${own.id}/files`)).items.map(f => f.file_name) : [];
};
const versionsOf = async id => (await server.call('GET', `/api/v1/chats/${id}/versions`)).items.length;
const refused = route => route.fulfill(refusal(422, [{ loc: ['body', 'prompt'], msg: 'not this', type: 'x' }]));

test('A file goes into the chat in which it was dropped, also while one of another chat is sent', { skip }, async () => {
  const page = await begin();
  const uploads = await hold(page, '**/files/upload');
  await drop(page, 'of-alpha.md', 'The ship of alpha is called Amalie.');
  await drop(page, 'more-of-alpha.md', 'The boat of alpha is called Anna.');
  await uploads.reached();
  await go(page, 'beta');
  await shows(page, ['beta']);
  await drop(page, 'of-beta.md', 'The ship of beta is called Birgit.');
  uploads.free();
  await isThere(page, 'of-beta.md');
  assert.deepEqual((await filesOf(first)).sort(), ['more-of-alpha.md', 'of-alpha.md']);
  assert.deepEqual(await filesOf(second), ['of-beta.md']);
  assert.equal(await page.locator('.chat-files li').count(), 1);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('Files that wait in a chat for those of another one are sent, though it is left too; they are shown to who returns', {
  skip,
}, async () => {
  const page = await begin();
  const third = await server.session(index.id, 'third');
  await page.reload();
  await shows(page, ['alpha']);
  const uploads = await hold(page, '**/files/upload');
  await drop(page, 'of-alpha.md', 'The ship of alpha is called Amalie.');
  await uploads.reached();
  await go(page, 'beta');
  await shows(page, ['beta']);
  await drop(page, 'of-beta.md', 'The ship of beta is called Birgit.');
  await page.locator('.chat-files li', { hasText: 'of-beta.md' }).waitFor();
  await page.getByRole('link', { name: 'New chat' }).click();
  await page.waitForSelector('.welcome');
  await drop(page, 'of-new.md', 'The ship of the new chat is called Nora.');
  await until(page, () => location.pathname.startsWith('/c/'));
  const fresh = new URL(page.url()).pathname.slice('/c/'.length);
  await go(page, 'third');
  await shows(page, ['third']);
  assert.equal(await page.locator('.chat-files li').count(), 0);
  await go(page, 'beta');
  await shows(page, ['beta']);
  await page.locator('.chat-files li', { hasText: 'of-beta.md' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Ask', exact: true }).isDisabled(), true);
  await go(page, 'third');
  await shows(page, ['third']);
  uploads.free();
  for (const [chat, name] of [[first, 'of-alpha.md'], [second, 'of-beta.md'], [fresh, 'of-new.md']]) {
    await soon(async () => (await filesOf(chat)).length > 0);
    assert.deepEqual(await filesOf(chat), [name]);
  }
  assert.equal((await server.call('GET', `/api/v1/chat/${third}/index`)).index, null);
  assert.equal(await page.locator('.chat-files li').count(), 0);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A question that is stopped while its chat is being made is not asked, and goes back to the box', { skip }, async () => {
  const page = await begin();
  const before = (await server.call('GET', '/api/v1/chat')).items.length;
  await page.getByRole('link', { name: 'New chat' }).click();
  await page.waitForSelector('.welcome');
  const making = await hold(page, '**/api/v1/chat');
  let asked = 0;
  await page.route('**/messages/stream', route => { asked++; return route.continue(); });
  await ask(page, 'gamma');
  await making.reached();
  await page.getByRole('button', { name: 'Stop the answer' }).click();
  making.free();
  await until(page, () => document.querySelector('#prompt').value === 'gamma' && location.pathname === '/');
  await page.waitForSelector('.welcome');
  await soon(async () => (await server.call('GET', '/api/v1/chat')).items.length === before);
  assert.equal(asked, 0);
  assert.equal(await page.locator('.composer .problem').count(), 0);
  await page.press('#prompt', 'Enter');
  await ended(page, 1);
  await shows(page, ['gamma']);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A file is kept that is dropped while its chat still opens', { skip }, async () => {
  const page = await begin();
  const opening = await hold(page, '**/api/v1/chat/' + second);
  await go(page, 'beta');
  await opening.reached();
  await drop(page, 'early.md', 'The ship of beta is called Birgit.');
  opening.free();
  await isThere(page, 'early.md');
  assert.deepEqual(await filesOf(second), ['early.md']);
  await page.close();
});

test('A chat that is left while it is being made for a file refuses no question elsewhere', { skip }, async () => {
  const page = await begin();
  await page.getByRole('link', { name: 'New chat' }).click();
  await page.waitForSelector('.welcome');
  const making = await hold(page, '**/api/v1/chat');
  await drop(page, 'left.md', 'A line.');
  await making.reached();
  await go(page, 'beta');
  await shows(page, ['beta']);
  making.free();
  await ask(page, 'gamma');
  await ended(page, 2);
  await shows(page, ['beta', 'gamma']);
  assert.equal(await page.locator('.chat-files li').count(), 0);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('An upload that the browser cannot begin leaves the box as it was', { skip }, async () => {
  const page = await begin();
  await page.evaluate(() => { window.lectern.upload = () => Promise.reject(new Error('gone')); });
  await drop(page, 'gone.md', 'A line.');
  await page.locator('.chat-files .failed', { hasText: 'gone.md' }).waitFor();
  await page.fill('#prompt', 'delta');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await ended(page, 2);
  await page.close();
});

test('What became of the files of a chat that was left is not shown in the next one', { skip }, async () => {
  const page = await begin();
  await drop(page, 'of-alpha.md', 'The ship of alpha is called Amalie.');
  await isThere(page, 'of-alpha.md');
  await go(page, 'beta');
  await shows(page, ['beta']);
  const lists = await hold(page, '**/api/v1/indexes/*/files**', through);
  await go(page, 'alpha');
  await lists.reached();
  await go(page, 'beta');
  await shows(page, ['beta']);
  lists.free();
  await lists.passed();
  await page.waitForTimeout(300);
  assert.equal(await page.locator('.chat-files li').count(), 0);
  await page.close();
});

test('Retry that is clicked twice makes one version', { skip }, async () => {
  const page = await begin();
  const forks = await hold(page, '**/fork');
  await page.getByRole('button', { name: 'Retry' }).evaluate(b => { b.click(); b.click(); });
  await forks.reached();
  await page.locator('#prompt').fill('typed meanwhile');
  await page.press('#prompt', 'Enter');
  await page.waitForTimeout(300);
  forks.free();
  await until(page, () => document.querySelector('.versions > span')?.textContent === '2/2');
  await ended(page, 1);
  assert.equal(forks.count, 1);
  assert.equal(await versionsOf(first), 2);
  assert.equal(await page.inputValue('#prompt'), 'typed meanwhile');
  await page.close();
});

for (const isFault of [false, true]) {
  test(`A version that ${isFault ? 'fails' : 'is made'} after its chat was left moves nobody away`, { skip }, async () => {
    const page = await begin();
    const forks = await hold(page, '**/fork', isFault ? refused : through);
    await page.getByRole('button', { name: 'Retry' }).click();
    await forks.reached();
    await go(page, 'beta');
    await shows(page, ['beta']);
    forks.free();
    await forks.passed();
    await page.waitForTimeout(300);
    await soon(async () => await versionsOf(first) === 1);
    await shows(page, ['beta']);
    assert.ok(page.url().endsWith('/c/' + second));
    assert.equal(await page.inputValue('#prompt'), '');
    assert.equal(await page.locator('.composer .problem').count(), 0);
    await page.close();
  });
}

test('A refused version that goes back while another chat is opened stays behind', { skip }, async () => {
  const page = await begin();
  await page.route('**/messages/stream', refused);
  const back = await hold(page, '**/api/v1/chat/' + first);
  await page.getByRole('button', { name: 'Retry' }).click();
  await back.reached();
  await go(page, 'beta');
  await shows(page, ['beta']);
  back.free();
  await page.waitForTimeout(500);
  await shows(page, ['beta']);
  assert.ok(page.url().endsWith('/c/' + second));
  assert.equal(await page.inputValue('#prompt'), '');
  assert.equal(await page.locator('.composer .problem').count(), 0);
  await page.close();
});

test('A question and a file that begin a chat together begin one', { skip }, async () => {
  const page = await begin();
  await page.getByRole('link', { name: 'New chat' }).click();
  await page.waitForSelector('.welcome');
  const making = await hold(page, '**/api/v1/chat');
  await ask(page, 'gamma');
  await making.reached();
  await drop(page, 'of-gamma.md', 'The ship of gamma is called Greta.');
  await page.waitForTimeout(300);
  making.free();
  await isThere(page, 'of-gamma.md');
  await ended(page, 1);
  await shows(page, ['gamma']);
  assert.equal(making.count, 1);
  assert.deepEqual(await filesOf(new URL(page.url()).pathname.slice('/c/'.length)), ['of-gamma.md']);
  assert.equal((await server.call('GET', '/api/v1/chats')).items.length, 3);
  await page.close();
});

test('A file stays that joined a chat whose first question is refused', { skip }, async () => {
  const page = await begin();
  await page.getByRole('link', { name: 'New chat' }).click();
  await page.waitForSelector('.welcome');
  const asked = await hold(page, '**/messages/stream', refused);
  await ask(page, 'gamma');
  await asked.reached();
  await drop(page, 'of-gamma.md', 'The ship of gamma is called Greta.');
  await isThere(page, 'of-gamma.md');
  asked.free();
  await page.locator('.composer .problem').waitFor();
  assert.equal(await page.inputValue('#prompt'), 'gamma');
  await page.waitForTimeout(300);
  assert.deepEqual(await filesOf(new URL(page.url()).pathname.slice('/c/'.length)), ['of-gamma.md']);
  await isThere(page, 'of-gamma.md');
  await page.close();
});

/** Loads the page at an address while requests of a kind are held. */
async function load(page, address, kind) {
  const held = await hold(page, kind, through);
  await page.goto(server.url + address);
  await until(page, () => performance.getEntriesByName('lectern-usable').length);
  return held;
}

test('A file that is dropped while a first question still waits joins its chat', { skip }, async () => {
  const page = await begin();
  const models = await load(page, '/', '**/api/v1/models');
  await ask(page, 'gamma');
  await shows(page, ['gamma']);
  await drop(page, 'of-gamma.md', 'The ship of gamma is called Greta.');
  await isThere(page, 'of-gamma.md');
  models.free();
  await ended(page, 1);
  await shows(page, ['gamma']);
  assert.deepEqual(await filesOf(new URL(page.url()).pathname.slice('/c/'.length)), ['of-gamma.md']);
  assert.equal((await server.call('GET', '/api/v1/chats')).items.length, 3);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A first question that waits is asked of the documents, though a file is dropped meanwhile', { skip }, async () => {
  const page = await open(await browser.newContext(), server); // Where nothing was chosen before.
  const models = await load(page, '/', '**/api/v1/models');
  const uploads = await hold(page, '**/files/upload');
  let named;
  page.on('request', r => { if (r.url().endsWith('/messages/stream')) named = r.postDataJSON().index_ids; });
  await ask(page, 'gamma');
  await shows(page, ['gamma']);
  await drop(page, 'of-gamma.md', 'The ship of gamma is called Greta.');
  await uploads.reached();
  models.free();
  await ended(page, 1);
  assert.deepEqual(named, [index.id]);
  uploads.free();
  await isThere(page, 'of-gamma.md');
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

for (const [what, address] of [['the models', '**/api/v1/models'], ['its chat', '**/api/v1/chat']]) {
  test(`A first question that is left while it waits for ${what} is not asked, and waits in the box`, { skip }, async () => {
    const page = await begin();
    let asked = 0;
    await page.route('**/messages/stream', route => { asked++; return route.continue(); });
    const held = await load(page, '/', address);
    await ask(page, 'gamma');
    await held.reached();
    await shows(page, ['gamma']);
    await go(page, 'beta');
    await shows(page, ['beta']);
    assert.equal(await page.inputValue('#prompt'), '');
    held.free();
    await page.getByRole('link', { name: 'New chat' }).click();
    await page.waitForSelector('.welcome');
    await until(page, () => document.querySelector('#prompt').value === 'gamma');
    assert.equal(asked, 0);
    assert.deepEqual(page.faults, []);
    await page.close();
  });
}

test('A version that is left before its question is asked goes again, and its words wait in the chat', { skip }, async () => {
  const page = await begin();
  await load(page, '/c/' + first, '**/api/v1/models');
  await shows(page, ['alpha']);
  await page.locator('.question').hover();
  await page.getByRole('button', { name: 'Edit and ask again' }).click();
  await page.fill('#edit', 'otherwise');
  await page.getByRole('button', { name: 'Ask again', exact: true }).click();
  await shows(page, ['otherwise']);
  await page.fill('#prompt', 'typed since');
  await go(page, 'beta');
  await shows(page, ['beta']);
  await soon(async () => await versionsOf(first) === 1);
  assert.equal(await page.inputValue('#prompt'), '');
  await page.locator(`a[href="c/${first}"]`).click();
  await shows(page, ['alpha']);
  await until(page, () => document.querySelector('#prompt').value === 'otherwise\ntyped since');
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A version that goes after its chat was opened again is counted no more, and overwrites nothing', { skip }, async () => {
  const page = await begin();
  await load(page, '/c/' + first, '**/api/v1/models');
  await shows(page, ['alpha']);
  let free;
  const held = new Promise(done => { free = done; });
  await page.route('**/api/v1/chat/*', async (route, request) => {
    if (request.method() === 'DELETE') await held;
    await route.continue();
  });
  await page.locator('.question').hover();
  await page.getByRole('button', { name: 'Edit and ask again' }).click();
  await page.fill('#edit', 'otherwise');
  await page.getByRole('button', { name: 'Ask again', exact: true }).click();
  await until(page, () => document.querySelector('.versions > span')?.textContent === '2/2');
  await page.fill('#prompt', 'typed since');
  await go(page, 'beta');
  await shows(page, ['beta']);
  await page.evaluate(() => history.go(-2));
  await shows(page, ['alpha']);
  await until(page, () => document.querySelector('.versions > span')?.textContent === '1/2');
  await page.fill('#prompt', 'typed here');
  free();
  await until(page, () => !document.querySelector('.versions > span'));
  await until(page, () => document.querySelector('#prompt').value === 'otherwise\ntyped since\ntyped here');
  assert.equal(await versionsOf(first), 1);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A version in which a file waits stays when it is left before its question is asked', { skip }, async () => {
  const page = await begin();
  await load(page, '/c/' + second, '**/api/v1/models');
  await shows(page, ['beta']);
  const uploads = await hold(page, '**/files/upload');
  await drop(page, 'of-beta.md', 'The ship of beta is called Birgit.');
  await uploads.reached();
  await go(page, 'alpha');
  await shows(page, ['alpha']);
  await page.locator('.question').hover();
  await page.getByRole('button', { name: 'Edit and ask again' }).click();
  await page.fill('#edit', 'otherwise');
  await page.getByRole('button', { name: 'Ask again', exact: true }).click();
  await shows(page, ['otherwise']);
  await drop(page, 'of-alpha.md', 'The ship of alpha is called Amalie.');
  await page.locator('.chat-files li', { hasText: 'of-alpha.md' }).waitFor();
  await go(page, 'beta');
  await shows(page, ['beta']);
  uploads.free();
  await soon(async () => (await filesOf(first)).length > 0);
  assert.deepEqual(await filesOf(first), ['of-alpha.md']);
  assert.equal(await versionsOf(first), 2);
  await go(page, 'alpha');
  await until(page, () => document.querySelector('#prompt').value === 'otherwise');
  await isThere(page, 'of-alpha.md');
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A file that could not be sent keeps nobody from asking in its chat later', { skip }, async () => {
  const page = await begin();
  await go(page, 'beta');
  await shows(page, ['beta']);
  await page.route(`**/${second}/index`, (route, request) =>
    request.method() === 'GET' ? route.continue() : route.fulfill(refusal(422, 'not now')));
  await drop(page, 'of-beta.md', 'The ship of beta is called Birgit.');
  await page.getByText('not now').waitFor();
  await go(page, 'alpha');
  await shows(page, ['alpha']);
  const uploads = await hold(page, '**/files/upload');
  await drop(page, 'of-alpha.md', 'The ship of alpha is called Amalie.');
  await uploads.reached();
  await go(page, 'beta');
  await shows(page, ['beta']);
  await page.locator('.chat-files li', { hasText: 'of-beta.md' }).waitFor();
  await page.fill('#prompt', 'gamma');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await ended(page, 2);
  uploads.free();
  await soon(async () => (await filesOf(first)).length > 0);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('While a file is sent no button asks either', { skip }, async () => {
  const page = await begin();
  const uploads = await hold(page, '**/files/upload');
  await drop(page, 'slow.md', 'A line.');
  await uploads.reached();
  const retry = page.getByRole('button', { name: 'Retry' });
  await until(page, () => [...document.querySelectorAll('.answer .actions button')].some(b => b.disabled));
  assert.equal(await retry.isDisabled(), true);
  uploads.free();
  await isThere(page, 'slow.md');
  await until(page, () => ![...document.querySelectorAll('.answer .actions button')].some(b => b.disabled));
  await page.close();
});

test('A chat or a version that comes to be moves nobody back from the documents', { skip }, async () => {
  const page = await begin();
  const forks = await hold(page, '**/fork');
  const leave = async held => {
    await held.reached();
    await page.getByRole('link', { name: 'Documents' }).first().click();
    await page.waitForSelector('#documents');
    held.free();
  };
  await page.getByRole('button', { name: 'Retry' }).click();
  await leave(forks);
  await soon(async () => await versionsOf(first) === 2);
  await page.waitForTimeout(300);
  assert.equal(new URL(page.url()).pathname, '/documents');
  await page.getByRole('link', { name: 'New chat' }).click();
  await page.waitForSelector('.welcome');
  const making = await hold(page, '**/api/v1/chat');
  await ask(page, 'gamma');
  await leave(making);
  await soon(async () => (await server.call('GET', '/api/v1/chats')).items.length === 3);
  await page.waitForTimeout(300);
  assert.equal(new URL(page.url()).pathname, '/documents');
  await page.close();
});
