// What annoyed people who used the page for a day: each was so once.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { ask, ended, guide, hasPrograms, open, pdf, refusal, skip, soon, stage, until } from './support.mjs';

const wide = `| Vessel | Tonnage in register tons | Commissioned | Home harbour | Remark |
|:--|--:|--:|:--|:--|
| Constellation | 1234567890 | 1998-04-17 | Wilhelmshaven | Overhauled |
| Endeavour | 987654321 | 2004-11-30 | Southampton | Decommissioned |
`;

async function* answer(prompt, hasResults) {
  if (prompt === 'table') yield wide;
  else if (prompt === 'tasks') yield '- [ ] open\n- [x] done\n- plain\n';
  else if (prompt === 'quote') yield '> اقتباس من الوثيقة\n\nثم الجواب.';
  else if (prompt === 'lie') {
    if (!hasResults) yield { call: 'retrieve', arguments: { query: 'ما هي القبة؟ dome' } };
    else yield 'The Halden observatory closed in 1850 [1].';
  } else if (prompt.startsWith('cite')) {
    if (!hasResults) yield { call: 'retrieve', arguments: { query: 'when does the observatory open its dome' } };
    else yield 'The Halden observatory opens its dome every Thursday [1].';
  } else if (prompt === 'slowly') {
    yield 'It ';
    await new Promise(done => setTimeout(done, 20000));
    yield 'comes.';
  } else if (prompt === 'note') {
    if (!hasResults) yield { call: 'retrieve', arguments: { query: 'when does the observatory open its dome' } };
    else yield 'It is so since 1801.[77]\n\nThe Halden observatory opens its dome every Thursday [1].';
  } else yield `You said: ${prompt}`;
}

let browser, context, server, index, other, long;
stage({ answer }, async made => {
  ({ browser, context, server } = made);
  index = await server.index('guide', { 'guide.md': guide });
  other = await server.index('paper', { 'paper.pdf': pdf(['The Halden observatory opens its dome every Thursday.']) });
  long = await server.index('long',
    { 'long.txt': 'The Halden observatory opens its dome every Thursday.\n' + 'Dust lay on the lens.\n'.repeat(150) });
});

const fresh = async (id = index.id, where = context) => open(where, server, '/c/' + await server.session(id));

test('Who comes back from another place of the page finds the chat as it was', { skip }, async () => {
  const page = await fresh();
  await ask(page, 'hello');
  await ended(page);
  await page.locator('.side-foot a[href=documents]').click();
  await page.locator('.shelf-row').first().waitFor();
  await page.goBack();
  await page.locator('.answer', { hasText: 'You said: hello' }).waitFor();
  await page.locator('.side-foot a[href=documents]').click();
  await page.locator('.shelf-row').first().waitFor();
  await page.locator('#sessions a', { hasText: 'hello' }).first().click();
  await page.locator('.answer', { hasText: 'You said: hello' }).waitFor();
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A chat has its name while its first answer still comes', { skip }, async () => {
  const page = await fresh();
  await ask(page, 'slowly');
  await until(page, () => document.querySelector('.answer[aria-busy=true]')
    && [...document.querySelectorAll('.session .title')].some(title => title.textContent === 'slowly'));
  await page.close();
});

test('A bracket that is no citation is shown as text', { skip }, async () => {
  const page = await fresh();
  await ask(page, 'note');
  await ended(page);
  assert.equal(await page.locator('.answer .chip.waiting').count(), 0);
  assert.match(await page.locator('.answer').innerText(), /since 1801\.\[77\]/);
  await page.close();
});

test('With nothing chosen all ready documents are asked, and it is said', { skip }, async () => {
  const page = await open(context, server);
  await page.waitForSelector('#index-button');
  await ask(page, 'cite');
  await ended(page);
  assert.match(await page.locator('.notice').first().textContent(), /3 indexes of 3 are asked/);
  assert.equal(await page.locator('.markdown .chip').count(), 1);
  await page.close();
});

const chats = async () => (await server.call('GET', '/api/v1/chat?page_size=100')).items.length;

for (const status of [422, 400, 403, 404, 413, 429, 503, 507]) {
  test(`A first question that is refused with ${status} leaves no chat behind`, { skip }, async () => {
    const page = await open(context, server);
    const before = await chats();
    await page.route('**/messages/stream',
      route => route.fulfill(refusal(status, status === 422 ? [{ loc: ['body', 'prompt'], msg: 'no', type: 'x' }] : 'no')));
    await ask(page, 'refuse this');
    await page.waitForSelector('.composer .problem');
    assert.equal(await page.inputValue('#prompt'), 'refuse this');
    await until(page, () => location.pathname === '/');
    for (const end = Date.now() + 10000; await chats() !== before && Date.now() < end;) await page.waitForTimeout(50);
    assert.equal(await chats(), before);
    assert.equal(await page.locator('.session.open').count(), 0);
    await page.close();
  });
}

test('A first question that may have been taken keeps its chat', { skip }, async () => {
  const page = await open(context, server);
  const before = await chats();
  await page.route('**/messages/stream', route => route.fulfill(refusal(500)));
  await ask(page, 'perhaps');
  await page.waitForSelector('.composer .problem');
  await page.waitForTimeout(300);
  assert.match(page.url(), /\/c\/ses-/);
  assert.equal(await chats(), before + 1);
  await server.call('DELETE', '/api/v1/chat/' + new URL(page.url()).pathname.slice('/c/'.length));
  await page.close();
});

test('A first question that is refused while something else is looked at moves nobody away from there', { skip }, async () => {
  const page = await open(context, server);
  const before = await chats();
  let refuse;
  const held = new Promise(done => { refuse = done; });
  await page.route('**/messages/stream', async route => { await held; await route.fulfill(refusal(429)); });
  await ask(page, 'later');
  await until(page, () => location.pathname.startsWith('/c/'));
  await page.getByRole('link', { name: 'Documents' }).first().click();
  await page.waitForSelector('#documents');
  refuse();
  for (const end = Date.now() + 10000; await chats() !== before && Date.now() < end;) await page.waitForTimeout(50);
  assert.equal(await chats(), before);
  assert.equal(new URL(page.url()).pathname, '/documents');
  await page.getByRole('link', { name: 'New chat' }).click();
  await page.waitForSelector('#prompt');
  assert.equal(await page.inputValue('#prompt'), 'later');
  await page.close();
});

test('Files of a stopped upload go on into the same index; a full server is waited for', { skip }, async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-files-'));
  const names = Array.from({ length: 6 }, (_, i) => path.join(folder, `file${i}.txt`));
  for (const name of names) fs.writeFileSync(name, `The text of ${path.basename(name)}.`);
  const page = await open(context, server);
  const directories = (await server.call('GET', '/api/v1/beta/directories?page_size=100')).items.length;
  let seen = 0;
  await page.route('**/files/upload', async route => {
    seen++;
    if (seen === 2) return route.fulfill(
      { status: 429, headers: { 'Retry-After': '1' }, contentType: 'application/json', body: '{"detail":"later"}' });
    if (seen === 4) await new Promise(done => setTimeout(done, 1500));
    return route.continue().catch(() => {});
  });
  await page.click('#index-button');
  await page.getByRole('button', { name: 'New index from files' }).click();
  const [chooser] = await Promise.all(
    [page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose files' }).last().click()]);
  await chooser.setFiles(names);
  const create = page.getByRole('button', { name: 'Create index' });
  assert.ok((await create.boundingBox()).y + (await create.boundingBox()).height <= 800);
  await create.click();
  await soon(() => seen >= 4);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByText('Stopped. What was uploaded stays.').waitFor();
  await create.click();
  await page.getByText('6 files ready', { exact: true }).waitFor();
  assert.equal((await server.call('GET', '/api/v1/beta/directories?page_size=100')).items.length, directories + 1);
  const made = (await server.call('GET', '/api/v1/indexes?page_size=100')).items.map(i => `${i.name} ${i.metadata.files.ready}`);
  assert.ok(made.includes('file0 6'), made.join(', '));
  await page.close();
  fs.rmSync(folder, { recursive: true });
});

test('The dialog with many files keeps its button in sight', { skip }, async () => {
  const page = await open(context, server);
  await page.click('#index-button');
  await page.getByRole('button', { name: 'New index from files' }).click();
  const [chooser] = await Promise.all(
    [page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose files' }).last().click()]);
  await chooser.setFiles(
    Array.from({ length: 40 }, (_, i) => ({ name: `n${i}.txt`, mimeType: 'text/plain', buffer: Buffer.from('x') })));
  const box = await page.getByRole('button', { name: 'Create index' }).boundingBox();
  assert.ok(box.y + box.height <= 800, `the button ends at ${box.y + box.height}`);
  await page.close();
});

test('Words and numbers of a table stay whole on a phone, and its first column stays in sight', { skip }, async () => {
  const phone = await browser.newContext({ viewport: { width: 390, height: 800 } });
  const page = await fresh(index.id, phone);
  await ask(page, 'table');
  await ended(page);
  const lines = await page.locator('.markdown td', { hasText: '1234567890' })
    .evaluate(td => td.getClientRects().length && td.clientHeight / parseFloat(getComputedStyle(td).lineHeight));
  assert.ok(lines < 2, `the number takes ${lines} lines`);
  const scrolled = await page.locator('.table').evaluate(t => {
    t.scrollLeft = 300;
    const [first, frame] = [t.querySelector('td'), t].map(e => e.getBoundingClientRect().left);
    return { left: t.scrollLeft, first, frame };
  });
  assert.ok(scrolled.left > 100);
  assert.ok(Math.abs(scrolled.first - scrolled.frame) < 3, JSON.stringify(scrolled));
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  await phone.close();
});

test('The source belongs to its chat, and on a tablet it stands beside the answer', { skip }, async () => {
  const tablet = await browser.newContext({ viewport: { width: 900, height: 800 } });
  const page = await fresh(other.id, tablet);
  await ask(page, 'cite');
  await ended(page);
  await page.locator('button.chip').first().click();
  await page.waitForSelector('.source');
  const [answered, source] = [await page.locator('.answer').first().boundingBox(), await page.locator('.source').boundingBox()];
  assert.ok(answered.x + answered.width <= source.x + 1, 'the source covers the answer');
  await page.goto(server.url + '/');
  await tablet.close();
  const wideScreen = await fresh(other.id);
  await ask(wideScreen, 'cite');
  await ended(wideScreen);
  await wideScreen.locator('button.chip').first().click();
  await wideScreen.waitForSelector('.source');
  await wideScreen.getByRole('link', { name: 'New chat' }).click();
  await until(wideScreen, () => !document.querySelector('.source'));
  await wideScreen.close();
});

test('Later text ends where the text does', { skip }, async () => {
  const page = await fresh(long.id);
  await ask(page, 'cite');
  await ended(page);
  await page.locator('button.chip').first().click();
  await page.waitForSelector('.source .text');
  const later = page.getByRole('button', { name: 'Later text' });
  for (let i = 0; i < 3 && await later.isEnabled(); i++) {
    await later.click();
    await page.waitForTimeout(300);
  }
  assert.equal(await later.isEnabled(), false);
  assert.ok((await page.locator('.source .text').textContent()).length > 10);
  await page.close();
});

test('A deletion that is taken back opens the chat again; focus is never lost', { skip }, async () => {
  const page = await fresh();
  await ask(page, 'hello');
  await ended(page);
  const address = page.url();
  await page.locator('.session.open').hover();
  await page.locator('.session.open').getByRole('button', { name: /^Delete/ }).click();
  await until(page, () => location.pathname === '/');
  assert.notEqual(await page.evaluate(() => document.activeElement.tagName), 'BODY');
  await page.getByRole('button', { name: 'Undo' }).click();
  await until(page, href => location.href === href, address);
  await page.getByRole('link', { name: 'New chat' }).click();
  await page.click('#index-button');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await until(page, () => document.activeElement.id === 'index-button');
  await page.close();
});

test('A mark that failed is told; a summary that fails marks nothing', { skip }, async () => {
  const page = await fresh();
  await page.route(/\/api\/v1\/chat\/[^/]+\/summary|\/api\/v1\/chat\/ses-[^/?]+\?/,
    route => route.fulfill({ status: 500, contentType: 'application/json', body: '{"detail":"x"}' }));
  await ask(page, 'lie');
  await ended(page);
  assert.match(await page.locator('.answer').textContent(), /1 mark of the model could not be proved and was left out/);
  assert.equal(await page.locator('.answer .problem').count(), 0);
  await page.close();
});

test('Sentences without a source are listed, until a setting says otherwise', { skip }, async () => {
  const own = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await fresh(index.id, own);
  await ask(page, 'lie');
  await ended(page);
  await page.getByText('1 sentence without a source').click();
  await page.locator('.unproved li', { hasText: 'closed in 1850' }).waitFor();
  const chat = page.url();
  await page.goto(server.url + '/settings');
  await page.getByRole('combobox', { name: 'Sentences without a source' }).selectOption('hidden');
  await page.goto(chat);
  await ended(page);
  assert.equal(await page.locator('.unproved').count(), 0);
  await own.close();
});

test('Right-to-left: the tool line keeps its order, a quotation its bar at the right, a task list one sign', {
  skip,
}, async () => {
  const page = await fresh();
  await ask(page, 'lie');
  await ended(page);
  assert.match(await page.locator('.tool summary bdi').textContent(), /“\u2068ما هي القبة؟ dome\u2069”: \d/);
  await ask(page, 'quote');
  await ended(page, 2);
  const quote = await page.locator('blockquote')
    .evaluate(q => ({ left: getComputedStyle(q).borderLeftWidth, right: getComputedStyle(q).borderRightWidth }));
  assert.deepEqual(quote, { left: '0px', right: '3px' });
  await ask(page, 'tasks');
  await ended(page, 3);
  assert.deepEqual(await page.locator('.markdown li')
    .evaluateAll(all => all.map(li => getComputedStyle(li).listStyleType === 'none')), [true, true, false]);
  await page.close();
});

test('Under an answer stand its sources, and what was searched', { skip }, async () => {
  const page = await fresh(other.id);
  await ask(page, 'cite');
  await ended(page);
  await page.getByText('Sources: 1 quote from 1 document').click();
  assert.match(await page.locator('.sources').innerText(), /paper\.pdf[\s\S]*page 1[\s\S]*every Thursday[\s\S]*Searched for/);
  assert.match(await page.locator('.sources').innerText(), /Searched in paper \(version \d+, 1 passage\)/);
  await page.locator('.sources button').click();
  await page.getByText('Page 1 of 1').waitFor();
  await page.close();
});

test('The arrow up changes the last question; a question mark shows the keys', { skip }, async () => {
  const page = await fresh();
  await ask(page, 'first words');
  await ended(page);
  await page.focus('#prompt');
  await page.keyboard.press('ArrowUp');
  await until(page, () => document.querySelector('#edit')?.value === 'first words');
  await page.keyboard.press('Escape');
  await until(page, () => !document.querySelector('#edit'));
  await page.locator('.scroller').focus();
  await page.keyboard.press('?');
  await page.getByText('in the empty box').waitFor();
  await page.close();
});

test('A chat is printed with its sources, which are closed again on the screen', {
  skip: skip || (hasPrograms('pdftotext') ? false : 'pdftotext is not installed'),
}, async () => {
  const page = await fresh(other.id);
  await ask(page, 'cite');
  await ended(page);
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-print-')), 'chat.pdf');
  await page.pdf({ path: file, format: 'A4' });
  const paper = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' });
  assert.match(paper, /Sources: 1 quote from 1 document[\s\S]*paper\.pdf[\s\S]*page 1[\s\S]*Searched in paper \(version/);
  await until(page, () => !document.querySelector('details.sources').open);
  fs.rmSync(path.dirname(file), { recursive: true });
  await page.close();
});

test('Paper shows what was asked and found, and nothing of the page around it', {
  skip: skip || (hasPrograms('pdftotext') ? false : 'pdftotext is not installed'),
}, async () => {
  const page = await fresh(other.id);
  await ask(page, 'cite it on paper');
  await ended(page);
  await page.locator('.tool summary').click();
  await page.locator('.tool pre').first().waitFor();
  await ask(page, 'table');
  await ended(page, 2);
  await page.locator('.turn').first().hover();
  await page.getByRole('button', { name: 'Edit and ask again' }).first().click();
  await page.fill('#edit', 'half a thought');
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-print-')), 'chat.pdf');
  await page.pdf({ path: file, format: 'A4' });
  const paper = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  assert.match(paper, /cite it on paper/);
  assert.match(paper, /1234567890/);
  assert.doesNotMatch(paper, /half a thought|Ask again|Cancel|"query"|"passages"|\||Export|Retry/);
  assert.equal(await page.inputValue('#edit'), 'half a thought');
  fs.rmSync(path.dirname(file), { recursive: true });
  await page.close();
});

test('A long question is printed whole, and only once', {
  skip: skip || (hasPrograms('pdftotext') ? false : 'pdftotext is not installed'),
}, async () => {
  const prompt = ['cite', ...Array.from({ length: 900 }, (_, i) => `word${i}`), 'ENDING'].join(' ');
  const id = await server.session(index.id, prompt);
  const page = await open(context, server, '/c/' + id);
  await page.waitForSelector('.turn');
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-print-')), 'chat.pdf');
  await page.pdf({ path: file, format: 'A4' });
  const paper = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  assert.match(paper, /ENDING/);
  assert.equal(paper.match(/\bword200\b/g).length, 1);
  assert.doesNotMatch(paper, /Show all/);
  assert.match(await page.locator('.prompt').textContent(), /…$/);
  fs.rmSync(path.dirname(file), { recursive: true });
  await page.close();
});

test('Printing gives the whole chat', { skip }, async () => {
  const id = await server.session(index.id, ...Array.from({ length: 25 }, (_, i) => `Question ${i}`));
  const page = await open(context, server, '/c/' + id);
  await page.waitForSelector('.turn');
  await page.emulateMedia({ media: 'print' });
  const paper = await page.pdf({ format: 'A4' });
  const pages = paper.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  assert.ok(pages >= 3, `${pages} pages`);
  await page.emulateMedia({ media: 'screen' });
  await page.close();
});
