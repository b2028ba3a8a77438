// What stands around questions and answers: axe-core finds nothing serious in it, whichever way it is read and looked at.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, axe, check, ended, guide, open, picture, skip, soon, stage, until } from './support.mjs';

let browser, evaluation, index, server;
stage({
  answer: async function* (prompt, hasResults) {
    if (!hasResults) yield { call: 'retrieve', arguments: { query: 'when does the observatory open its dome' } };
    else yield 'The Halden observatory opens its dome every Thursday [1].';
  },
  settings: { LECTERN_MODEL: 'openai:one', LECTERN_MODELS: 'openai:two, extractive' },
}, async made => {
  ({ browser, server } = made);
  index = await server.index('Observatory', { 'guide.md': guide });
  evaluation = await server.call('POST', '/api/v1/evaluations/answers', {
    index_ids: [index.id], model: 'extractive', questions: [
      { question: 'When does the observatory open its dome?', answers: ['Thursday'] },
      { question: 'Who painted the Sistine Chapel?', unanswerable: true },
      { question: 'How large is the main mirror?', answers: ['3 metres'] },
    ],
  });
  await soon(async () =>
    (await server.call('GET', '/api/v1/evaluations/' + evaluation.id)).evaluation.status === 'done', 120000);
});

const looks = [
  ['light', { width: 1280, height: 800 }], ['dark', { width: 1280, height: 800 }], ['phone', { width: 390, height: 780 }],
];
const missing = skip || (axe ? false : 'axe-core is not installed');
for (const [locale, root] of [['en-US', 'en ltr'], ['ar-EG', 'ar rtl']]) {
  for (const [look, size] of looks) {
    test(`What stands around an answer is accessible: ${locale}, ${look}`, { skip: missing }, async () => {
      const context = await browser.newContext({
        locale, viewport: size, colorScheme: look === 'dark' ? 'dark' : 'light', hasTouch: look === 'phone',
      });
      const page = await open(context, server);
      const sees = async what => {
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what} is too wide`);
        await check(page, what);
        await picture(page, `${locale}-${look}-${what.replaceAll(' ', '-')}`);
      };
      await page.waitForSelector('.welcome .suggestions button');
      await page.waitForSelector('#model');
      assert.equal(await page.evaluate(() => `${document.documentElement.lang} ${document.documentElement.dir}`), root);
      await page.locator('#model').focus();
      await sees('suggested questions and models');
      await ask(page, 'When does the observatory open its dome?');
      await ended(page);
      await page.waitForSelector('.answer .suggestions button');
      await sees('questions that go on');
      await page.locator('.rating button').last().click();
      await page.waitForSelector('.rating-word input');
      await sees('a rating');
      await page.locator('.retry > button').click();
      await page.waitForSelector('.retry .choice');
      const popup = await page.locator('.retry .popup').boundingBox();
      assert.ok(popup.x >= 0 && popup.x + popup.width <= size.width, JSON.stringify(popup));
      await sees('asking otherwise');
      await page.locator('.retry fieldset button').first().click();
      await until(page, () => document.querySelector('.versions > span'));
      await ended(page);
      await page.waitForSelector('.answer .suggestions button');
      await sees('versions');
      assert.deepEqual(page.faults, []);
      await page.setExtraHTTPHeaders({ authorization: `Bearer ${server.key}` });
      await page.goto(`${server.url}/api/v1/evaluations/${evaluation.id}/page`);
      await page.getByText('Who painted the Sistine Chapel?').first().waitFor();
      await sees('an evaluation');
      await context.close();
    });
  }
}
