// The page in the reader's language: the browser's or the one chosen here, mirrored where it is written from the right.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, axe, check, ended, guide, open, pdf, picture, skip, stage, until } from './support.mjs';

async function* answer(prompt, hasResults) {
  if (!hasResults) yield { call: 'retrieve', arguments: { query: 'when does the observatory open its dome' } };
  else yield 'The Halden observatory opens its dome every Thursday [1].\n\n| day | dome |\n|:--|:--|\n| Thursday | open |\n';
}

let browser, server, index;
stage({ answer }, async made => {
  ({ browser, server } = made);
  index = await server.index('Observatory', {
    'guide.md': guide,
    'paper.pdf': pdf(['The Halden observatory opens its dome every Thursday.'], ['Tram 4']),
    'broken.pdf': '%PDF-1.4 nothing',
  });
});

const speaking = (locale, size = { width: 1280, height: 800 }, more = {}) =>
  browser.newContext({ locale, viewport: size, ...more });
const root = page => page.evaluate(() => `${document.documentElement.lang} ${document.documentElement.dir}`);
const isWithin = page => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

test('A German browser gets German words, numbers and dates', { skip }, async () => {
  const context = await speaking('de-DE');
  const page = await open(context, server, '/documents/' + index.id);
  assert.equal(await root(page), 'de ltr');
  await page.getByRole('link', { name: 'Neuer Chat' }).waitFor();
  await page.getByText('3 Dateien', { exact: true }).waitFor();
  const line = await page.locator('.document', { hasText: 'paper.pdf' }).innerText();
  assert.match(line, / K?B · 2 Seiten · \d+ Zeichen · \d+\. \S+ 20\d\d/);
  await page.getByRole('link', { name: 'Neuer Chat' }).click();
  await ask(page, 'Wann?');
  await ended(page);
  assert.match(await page.locator('.cost').innerText(), /^\d+(,\d)? m?s · 2\.400 Token gelesen, 690 geschrieben$/);
  await page.locator('.sources summary', { hasText: /^Quellen: 1 Zitat aus 1 Dokument$/ }).waitFor();
  assert.deepEqual(page.faults, []);
  await context.close();
});

test('The shell speaks the language before the program does', { skip }, async () => {
  const context = await speaking('de');
  const page = await context.newPage();
  await page.route('**/_framework/**', route => route.abort());
  await page.goto(server.url + '/');
  await until(page, () => document.querySelector('#prompt').placeholder === 'Fragen Sie Ihre Dokumente');
  assert.equal(await page.locator('h1').last().textContent(), 'Fragen Sie Ihre Dokumente');
  await until(page, () => document.querySelector('#boot').textContent.startsWith('Die Seite konnte nicht geladen werden'));
  await context.close();
});

test('A language that is not there leads to the next of the browser, and then to English', { skip }, async () => {
  const context = await speaking('en');
  await context.addInitScript(() => Object.defineProperty(navigator, 'languages', { get: () => ['nb-NO', 'de-CH', 'fr'] }));
  assert.equal(await root(await open(context, server)), 'de ltr');
  await context.close();
  const other = await speaking('nb-NO');
  assert.equal(await root(await open(other, server)), 'en ltr');
  await other.close();
});

test('What is shown beside the page takes the language too', { skip }, async () => {
  const context = await speaking('en-US');
  const page = await open(context, server, '/settings');
  await page.route(/languages\/fr/, route => route.abort());
  await page.getByLabel('Language').selectOption('fr');
  await page.locator('.notice').getByRole('button', { name: 'Close' }).waitFor();
  await page.getByLabel('Language').selectOption('de');
  await page.locator('.notice').getByRole('button', { name: 'Schließen' }).waitFor();
  await context.close();
});

test('A language that is chosen applies at once and stays', { skip }, async () => {
  const context = await speaking('en-US');
  const page = await open(context, server, '/settings');
  await page.getByLabel('Language').selectOption({ label: 'Deutsch' });
  await page.getByRole('heading', { name: 'Einstellungen', level: 1 }).first().waitFor();
  assert.equal(await root(page), 'de ltr');
  await until(page, () => document.activeElement.id === 'language');
  await page.reload();
  await page.getByRole('heading', { name: 'Zustand' }).waitFor();
  await page.getByLabel('Sprache').selectOption('ar');
  await until(page, () => document.documentElement.dir === 'rtl');
  assert.ok((await page.locator('.side').boundingBox()).x > 900);
  await page.locator('#language').selectOption('');
  await page.getByRole('heading', { name: 'Settings', level: 1 }).first().waitFor();
  assert.equal(await root(page), 'en ltr');
  await page.getByRole('link', { name: 'New chat' }).click();
  await ask(page, 'When?');
  await ended(page);
  assert.deepEqual(page.faults, []);
  await context.close();
});

test('Until the texts of a language are here the page speaks as before, also when they never come', { skip }, async () => {
  const context = await speaking('en-US');
  const page = await open(context, server);
  await page.getByText('Ask your documents').first().waitFor();
  let give;
  const given = new Promise(resolve => { give = resolve; });
  await page.route(/languages\/de/, async route => { await given; await route.continue(); });
  await page.route(/languages\/fr/, route => route.abort());
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByLabel('Language').selectOption('de');
  // What was never shown before is shown now.
  await page.getByText('Keyboard').click();
  await page.getByRole('link', { name: 'Documents', exact: true }).click();
  await page.getByRole('heading', { name: 'Documents' }).first().waitFor();
  assert.equal(await root(page), 'en ltr');
  give();
  await page.getByRole('heading', { name: 'Dokumente' }).first().waitFor();
  await page.getByRole('link', { name: 'Einstellungen' }).click();
  await page.getByLabel('Sprache').selectOption('fr');
  await page.getByText('Der Server ist nicht erreichbar').first().waitFor();
  assert.equal(await root(page), 'de ltr');
  assert.equal(await page.getByLabel('Sprache').inputValue(), 'de');
  assert.deepEqual(page.faults.filter(fault => !fault.includes('ERR_FAILED')), []);
  await context.close();
});

for (const [locale, words] of [
  ['fr-FR', 'Interrogez vos documents'], ['es-MX', 'Pregunte a sus documentos'], ['zh-CN', '向您的文档提问'], ['ja-JP', '文書に質問する'],
]) {
  test(`The page starts and answers in ${locale} without a fault`, { skip }, async () => {
    const context = await speaking(locale, { width: 390, height: 780 });
    const page = await open(context, server);
    await page.getByRole('heading', { name: words }).first().waitFor();
    await page.locator('.picker > button').click();
    await page.waitForSelector('.choice');
    await picture(page, `${locale}-picker`);
    await page.keyboard.press('Escape');
    await ask(page, 'When?');
    await ended(page);
    await picture(page, `${locale}-answer`);
    await page.goto(server.url + '/settings');
    await page.waitForSelector('.chart');
    assert.ok(await isWithin(page), 'the settings are wider than the window');
    await picture(page, `${locale}-settings`);
    assert.deepEqual(page.faults, []);
    await context.close();
  });
}

for (const [name, size] of [['arabic', { width: 1280, height: 800 }], ['arabic-phone', { width: 390, height: 780 }]]) {
  test(`In Arabic the page is mirrored, nothing is cut off, and axe finds nothing serious: ${name}`, { skip }, async () => {
    const isPhone = size.width < 500;
    const context = await speaking('ar-EG', size, { hasTouch: isPhone });
    const page = await open(context, server);
    const look = async what => {
      assert.ok(await isWithin(page), `${what} is wider than the window`);
      if (axe) await check(page, what);
      await picture(page, `${name}-${what}`);
    };
    await page.waitForSelector('.welcome');
    assert.equal(await root(page), 'ar rtl');
    assert.equal(await page.locator('#prompt').evaluate(box => getComputedStyle(box).direction), 'rtl');
    const side = await page.locator('.side').boundingBox();
    assert.ok(isPhone ? side.x >= size.width : Math.abs(side.x + side.width - size.width) < 1, JSON.stringify(side));
    await look('start');
    await page.locator('.picker > button').click();
    await page.waitForSelector('.choice');
    await look('picker');
    await page.keyboard.press('Escape');
    await ask(page, 'متى تُفتح القبة؟');
    await ended(page);
    await page.locator('.sources summary').click();
    await look('answer');
    await page.locator('button.chip').first().click();
    await page.waitForSelector('.source');
    await until(page, () => document.querySelector('.sheet img')?.naturalWidth > 0 || document.querySelector('#cited'));
    if (!isPhone) assert.ok((await page.locator('.source').boundingBox()).x < 1);
    await look('source');
    await page.keyboard.press('Escape');
    await page.locator('.source header button').click({ timeout: 2000 }).catch(() => {});
    if (isPhone) {
      await page.locator('.menu').click();
      await until(page, () => Math.abs(document.querySelector('.side').getBoundingClientRect().right - innerWidth) < 1);
      await look('side');
    }
    await page.locator('.side-foot a[href=documents]').click();
    await page.locator('.shelf-row').first().click();
    await page.waitForSelector('.document-list li');
    await look('documents');
    await page.goto(server.url + '/settings');
    await page.waitForSelector('.chart');
    await look('settings');
    assert.deepEqual(page.faults, []);
    await context.close();
  });
}
