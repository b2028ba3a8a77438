// Questions that were tried: before the first one, and after an answer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, check, ended, guide, open, refusal, skip, soon, stage, until } from './support.mjs';

let context, server;
stage({}, made => {
  ({ context, server } = made);
});

test('A suggested question is answered with its source, and so is one that goes on', { skip }, async () => {
  await server.index('guide', { 'guide.md': guide });
  const page = await open(context, server);
  assert.match(await page.locator('.no-model').textContent(), /quote your documents .* LECTERN_MODEL/);
  const first = page.locator('.welcome .suggestions button').first();
  await first.waitFor();
  if (axe) await check(page, 'suggested questions');
  const asked = await first.textContent();
  await first.click();
  await ended(page, 1);
  assert.equal(await page.locator('.prompt').textContent(), asked);
  await page.locator('.chip').first().waitFor();

  const next = page.locator('.answer .suggestions button').first();
  await next.waitFor();
  const goesOn = await next.textContent();
  assert.notEqual(goesOn, asked);
  await next.click();
  await ended(page, 2);
  assert.equal(await page.locator('.prompt').last().textContent(), goesOn);
  await until(page, () => [...document.querySelectorAll('.answer')].at(-1).querySelector('.chip'));
  await until(page, () => document.querySelectorAll('.turn')[0].querySelector('.suggestions') === null);
  for (const answer of await page.locator('.answer').allTextContents()) {
    assert.match(answer, /Quoted from the documents:/);
    assert.doesNotMatch(answer, /LECTERN_MODEL/);
  }
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('Whether there is a model is asked again where the server gave no answer', { skip }, async () => {
  const page = await context.newPage();
  let asked = 0;
  const models = '**/api/v1/models';
  await page.route(models, route => {
    asked++;
    return route.fulfill(refusal(400, 'x'));
  });
  await page.goto(`${server.url}/#key=${encodeURIComponent(server.key)}`);
  await page.waitForSelector('.welcome');
  await soon(() => asked > 0);
  assert.equal(await page.locator('.no-model').count(), 0);
  await page.unroute(models);
  await page.getByRole('link', { name: 'Documents', exact: true }).click();
  await page.waitForSelector('#documents');
  await page.getByRole('link', { name: 'New chat' }).click();
  await page.waitForSelector('.no-model');
  await page.close();
});

test('Without suggestions a question is asked as ever', { skip }, async () => {
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', e => page.faults.push(e.message));
  await page.route('**/questions', route => route.fulfill({
    status: 500, contentType: 'application/json', body: '{"detail":"x"}',
  }));
  await page.goto(`${server.url}/#key=${encodeURIComponent(server.key)}`);
  await page.waitForSelector('#sessions', { state: 'attached' });
  await page.fill('#prompt', 'When does the observatory open its dome?');
  await page.press('#prompt', 'Enter');
  await ended(page, 1);
  assert.equal(await page.locator('.suggestions').count(), 0);
  assert.deepEqual(page.faults, []);
  await page.close();
});
