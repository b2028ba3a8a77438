// What could not be read says why and what to do, in the page's language; a search shows the place, or that there is none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, ended, guide, open, skip, stage, until } from './support.mjs';

const long = 'The file needs a password. Save it without one and upload it again. It was made by a program of 1998 and is kept '
  + 'in a folder that nobody has opened since, which is why this sentence is as long as it is, to its very end.';
const far = 'Dust lay on the lens. '.repeat(30)
  + 'The pendulum clock strikes at midnight. ' + 'Rain fell on the quay. '.repeat(30);

let browser, context, server, index;
stage({}, async made => {
  ({ browser, context, server } = made);
  index = await server.index('guide', { 'guide.md': guide, 'far.txt': far, 'broken.pdf': '%PDF-1.4 nothing' });
});

/** The index's broken file as one that failed for another reason. */
async function failedWith(reason, locale, width = 390) {
  const where = await browser.newContext({ viewport: { width, height: 800 }, locale });
  const page = await open(where, server);
  await page.route(`**/api/v1/indexes/${index.id}/files**`, async route => {
    const response = await route.fetch();
    const all = await response.json();
    for (const file of all.items) if (file.status === 'failed') file.reason = reason;
    await route.fulfill({ response, json: all });
  });
  await page.goto(`${server.url}/documents/${index.id}`);
  await page.locator('.document-list .failed').waitFor();
  return page;
}

test('The whole reason is read on a phone, in as many lines as it takes', { skip }, async () => {
  const page = await failedWith(long, 'en');
  const line = page.locator('.document-list .failed .standing');
  assert.equal(await line.textContent(), long);
  assert.ok(await line.evaluate(e => e.scrollWidth <= e.clientWidth + 1 && e.scrollHeight <= e.clientHeight + 1), 'it is cut');
  const row = await page.locator('.document-list .failed').boundingBox();
  const next = await page.locator('.document-list li:not(.failed)').first().boundingBox();
  assert.ok(next.y >= row.y + row.height - 1, 'lines lie over each other');
  assert.equal(await page.locator('.document-list .failed button:disabled').count(), 0);
  await page.context().close();
});

for (const [reason, locale, said] of [
  ['The PDF needs a password. Save it without one and upload it again.', 'de', /Passwort/],
  ['The file holds no text.', 'en', /^The file holds no text\. .*Tesseract/],
  ['The file holds no text.', 'fr', /Tesseract/],
  ['The file is larger than the 512 MiB that can be read.', 'es', /demasiado grande/],
  ['The file is damaged: the parser broke on it.', 'ar', /تالف/],
  ['The file is empty.', 'zh', /空/],
  ['This is a Visio drawing. Save it as PDF and upload that.', 'ja', /PDF/],
  ['Something that nobody foresaw.', 'de', /^Something that nobody foresaw\.$/],
]) {
  test(`“${reason}” is said in ${locale} with what to do`, { skip }, async () => {
    const page = await failedWith(reason, locale);
    const words = await page.locator('.document-list .failed .standing').textContent();
    assert.match(words, said);
    if (!/nobody foresaw/.test(reason) && locale !== 'en') assert.doesNotMatch(words, /The file|The PDF|This is/);
    await page.context().close();
  });
}

test('A search shows the words that were found, and says where there is nothing', { skip }, async () => {
  const phone = await browser.newContext({ viewport: { width: 390, height: 800 } });
  const page = await open(phone, server, '/documents/' + index.id);
  const search = async words => {
    await page.getByRole('searchbox', { name: 'Search in these documents' }).fill(words);
    await page.getByRole('button', { name: 'Search', exact: true }).click();
  };
  await search('pendulum clocks');
  const passage = page.locator('.passages .standing').first();
  await passage.waitFor();
  assert.match(await passage.textContent(), /pendulum clock strikes at midnight/);
  assert.ok(await passage.evaluate(e => e.scrollWidth <= e.clientWidth + 1), 'it is cut');
  await search('xyzzyplugh');
  await page.getByText('Nothing was found.').waitFor();
  assert.equal(await page.locator('.passages').count(), 0);
  await phone.close();
});

test('A row that is quoted alone has no bars', { skip }, async () => {
  await server.index('ships',
    { 'ships.csv': 'Vessel,Tonnage,Commissioned,Home harbour\nConstellation,1234567890,1998-04-17,Wilhelmshaven\n' });
  const page = await open(context, server);
  await ask(page, 'What is the tonnage of the Constellation?');
  await ended(page, 1);
  const answer = await page.locator('.answer').textContent();
  assert.match(answer, /Constellation · 1234567890 · 1998-04-17 · Wilhelmshaven/);
  assert.doesNotMatch(answer, /\|/);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A new index is not headed as one that files are added to', { skip }, async () => {
  const page = await open(context, server);
  let release;
  const held = new Promise(done => { release = done; });
  await page.route('**/api/v1/indexes/idx-**', async route => { await held; await route.continue(); });
  await page.click('#index-button');
  await page.getByRole('button', { name: 'New index from files' }).click();
  const [chooser] = await Promise.all(
    [page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose files' }).last().click()]);
  await chooser.setFiles([{ name: 'quay.txt', mimeType: 'text/plain', buffer: Buffer.from('The quay is made of granite.') }]);
  await page.getByRole('button', { name: 'Create index' }).click();
  await until(page,
    () => /waits to be read|being read|embedded/.test(document.querySelector('dialog .standing')?.textContent ?? ''));
  assert.equal(await page.locator('#index-dialog-title').textContent().then(t => t.trim()), 'New index');
  release();
  await page.getByText('1 file ready', { exact: true }).waitFor();
  await page.close();
});
