// For everybody: axe-core finds nothing serious in any state; all can be done with the keyboard; dark, light, phone, less motion.
// LECTERN_SCREENSHOTS=1 keeps pictures of the main states in docs/images.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, check, ended, guide, open, pdf, picture, skip, stage, until } from './support.mjs';

const story = `The Halden observatory opens its dome **every Thursday** [1]. Visitors need no ticket.

| day | dome |
|:--|:--|
| Thursday | open from nine in the evening |
| other days | closed |
`;

async function* answer(prompt, hasResults) {
  if (prompt.startsWith('slow')) for (let i = 0; ; i++) { yield `word${i} `; yield { wait: 50 }; }
  else if (!hasResults) {
    yield { thinking: 'The opening hours are asked for.' };
    yield { call: 'retrieve', arguments: { query: 'when does the observatory open its dome' } };
  }
  else yield* story.match(/[\s\S]{1,12}/g);
}

let browser, server, paper;
stage({ answer, settings: { LECTERN_MODEL: 'openai:gpt-demo' } }, async made => {
  ({ browser, server } = made);
  await server.index('Guide', { 'guide.md': guide });
  paper = await server.index('Observatory', {
    'opening-hours.pdf': pdf(['The Halden Observatory', '', 'A guide for visitors'],
      ['Opening hours', '', 'The Halden observatory opens its dome every Thursday',
        'at nine in the evening. Visitors need no ticket.', '', 'Groups of more than ten write a week before.'],
      ['How to get here', '', 'Tram 4 stops at the gate.']),
  });
  for (const prompt of ['How heavy is the telescope?', 'Which trams stop at the gate?']) await server.session(paper.id, prompt);
});

const looks = [
  ['light', { width: 1280, height: 800 }], ['dark', { width: 1280, height: 800 }], ['light', { width: 390, height: 780 }],
];
for (const [colours, size] of looks) {
  const isPhone = size.width < 500;
  const name = isPhone ? 'phone' : colours;
  test(`Every state is accessible: ${name}`, { skip }, async () => {
    const context = await browser.newContext({ viewport: size, colorScheme: colours, hasTouch: isPhone });
    const page = await open(context, server);
    await page.waitForSelector('.welcome');
    await page.locator('.picker > button').click();
    await page.waitForSelector('.choice');
    await check(page, 'choosing indexes');
    for (const box of await page.locator('.choice', { hasText: 'Guide' }).locator('input').all()) await box.uncheck();
    await page.locator('.choice', { hasText: 'Observatory' }).locator('input').check();
    await page.keyboard.press('Escape');
    await check(page, 'a new chat');

    await ask(page, 'When does the observatory open its dome?');
    await ended(page);
    await check(page, 'an answer');
    if (isPhone) await picture(page, 'answer-phone');
    await page.locator('button.chip').first().click();
    await page.waitForSelector('.sheet img, #cited');
    await until(page, () => (document.querySelector('.sheet img')?.naturalWidth ?? 1) > 0);
    await check(page, 'a source');
    if (!isPhone) await picture(page, 'source-' + name);
    await page.locator('.source').getByRole('button', { name: 'Close the source' }).click();

    await ask(page, 'slow please');
    await until(page, () => [...document.querySelectorAll('.answer')].at(-1)?.textContent.includes('word5'));
    await check(page, 'an answer that streams');
    await page.keyboard.press('Escape');
    await ended(page, 2);

    await page.locator('.question').first().getByRole('button', { name: 'Edit' }).click();
    await page.waitForSelector('#edit');
    await check(page, 'editing');
    await page.keyboard.press('Escape');

    if (isPhone) {
      await page.getByRole('button', { name: 'Chats', exact: true }).click();
      await until(page, () => document.querySelector('.side').getBoundingClientRect().left >= 0);
      await check(page, 'the side');
      await page.waitForTimeout(300);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
      await picture(page, 'chats-phone');
    }
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { name: /Health/ }).waitFor();
    await page.waitForSelector('.chart');
    await check(page, 'settings');
    if (name === 'light') await picture(page, 'settings');
    await page.goto(server.url + '/documents/' + paper.id);
    await page.waitForSelector('.document-list li');
    await check(page, 'documents');
    await page.goto(server.url + '/c/ses-none');
    await page.getByRole('heading', { name: 'This chat is not there' }).waitFor();
    await check(page, 'a missing chat');
    await page.goto(server.url + '/');
    await page.waitForSelector('.welcome');
    await page.locator('.picker > button').click();
    await page.getByRole('button', { name: 'New index from files' }).click();
    await page.waitForSelector('dialog[open]');
    await check(page, 'a new index');
    await page.keyboard.press('Escape');
    await until(page, () => !document.querySelector('dialog[open]'));
    await page.evaluate(() => localStorage.clear());
    await page.goto(server.url + '/settings');
    await page.reload();
    await page.waitForSelector('#key');
    await check(page, 'signing in');
    await context.close();
  });
}

test('Everything from choosing to a source works with the keyboard alone', { skip }, async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  const page = await open(context, server);
  await page.waitForSelector('.welcome');
  const focused = () => page.evaluate(() => {
    const { activeElement: element } = document;
    return (element.getAttribute('aria-label') ?? element.textContent ?? '').trim() + '|' + element.id;
  });
  const tabTo = async wanted => {
    for (let i = 0; i < 40; i++) {
      if (wanted.test(await focused())) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`the keyboard does not reach ${wanted}`);
  };
  await page.locator('#prompt').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.choice');
  const box = page.locator('.choice', { hasText: 'Observatory' }).locator('input');
  for (let i = 0; i < 12 && !await box.evaluate(b => b === document.activeElement); i++) await page.keyboard.press('Tab');
  if (!await box.isChecked()) await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await page.locator('#prompt').focus();
  await page.keyboard.type('When does the observatory open its dome?');
  await page.keyboard.press('Enter');
  await ended(page);
  await page.locator('details.tool summary').focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('details.tool pre');
  await tabTo(/^Source 1/);
  assert.equal(await page.locator('.tip').first().isVisible(), true);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.source');
  await tabTo(/^Close the source/);
  await page.keyboard.press('Escape');
  await until(page, () => !document.querySelector('.source'));
  assert.match(await focused(), /^Source 1/);
  await page.keyboard.press('Control+Shift+O');
  await page.waitForSelector('.welcome');
  assert.match(await focused(), /\|prompt$/);
  assert.equal(await page.locator('.dots').count() === 0
    || await page.locator('.dots').evaluate(d => getComputedStyle(d).animationName === 'none'), true);
  assert.deepEqual(page.faults, []);
  await context.close();
});

test('A screen reader hears that an answer begins and what it was, not each word', { skip }, async () => {
  const context = await browser.newContext();
  const page = await open(context, server, '/c/' + await server.session(paper.id));
  await page.evaluate(() => {
    window.heard = [];
    new MutationObserver(() => window.heard.push(document.querySelector('#spoken').textContent))
      .observe(document.querySelector('#spoken'), { childList: true, characterData: true, subtree: true });
  });
  await ask(page, 'When does the observatory open its dome?');
  await ended(page);
  await until(page, () => window.heard.at(-1)?.startsWith('Answer: The Halden'));
  const heard = await page.evaluate(() => [...new Set(window.heard)]);
  assert.equal(heard.length, 2, heard.join(' / '));
  assert.equal(heard[0], 'Answering.');
  await context.close();
});
