// What people say of answers, and what an admin makes of it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { ask, axe, check, ended, guide, open, skip, stage, until } from './support.mjs';

let context, server, index;
stage({}, async made => {
  ({ context, server } = made);
  index = await server.index('guide', { 'guide.md': guide });
});

const pressed = (page, name) => page.getByRole('button', { name, pressed: true });

test('A thumb with a word stays with its answer, is changed and taken back', { skip }, async () => {
  const page = await open(context, server, '/c/' + await server.session(index.id));
  await ask(page, 'When does the observatory open its dome?');
  await ended(page);
  await page.getByRole('button', { name: 'Bad answer' }).click();
  await pressed(page, 'Bad answer').waitFor();
  await page.getByRole('textbox', { name: 'What was wrong with it?' }).fill('It leaves out <b>the ticket</b>.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.rating-said', { hasText: 'It leaves out <b>the ticket</b>.' }).waitFor();
  if (axe) await check(page, 'a rated answer');

  await page.reload();
  await pressed(page, 'Bad answer').waitFor();
  await page.locator('.rating-said', { hasText: 'the ticket' }).click();
  const word = page.getByRole('textbox', { name: 'What was wrong with it?' });
  assert.equal(await word.inputValue(), 'It leaves out <b>the ticket</b>.');
  await page.getByRole('button', { name: 'Good answer' }).click();
  await pressed(page, 'Good answer').waitFor();
  assert.equal(await pressed(page, 'Bad answer').count(), 0);
  await pressed(page, 'Good answer').click();
  await until(page, () => document.querySelectorAll('.rating [aria-pressed=true]').length === 0);
  assert.deepEqual((await server.call('GET', '/api/v1/feedback')).items, []);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A rating that is not taken is not shown', { skip }, async () => {
  const page = await open(context, server, '/c/' + await server.session(index.id, 'When does the observatory open its dome?'));
  await ended(page);
  await page.route('**/feedback', route => route.request().method() === 'POST'
    ? route.fulfill({ status: 422, contentType: 'application/json', body: '{"detail":"not today"}' }) : route.continue());
  await page.getByRole('button', { name: 'Good answer' }).click();
  await page.locator('.notice.failed').waitFor();
  assert.equal(await pressed(page, 'Good answer').count(), 0);
  await page.close();
});

test('An admin sees rated answers and saves them as questions', { skip }, async () => {
  const session = await server.session(index.id, 'When does the observatory open its dome?');
  await server.call('POST', `/api/v1/chat/${session}/feedback`, { message: 1, rating: 'up', comment: 'Right.' });
  const page = await open(context, server, '/settings');
  const row = page.locator('.feedback-list li', { hasText: 'Right.' });
  await row.waitFor();
  assert.match(await row.textContent(), /Good answer[\s\S]*When does the observatory open its dome\?/);
  const save = page.getByRole('button', { name: 'Save as questions' });
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
  const line = fs.readFileSync(await download.path(), 'utf8').trim();
  assert.deepEqual(JSON.parse(line), {
    question: 'When does the observatory open its dome?', files: ['guide.md'], rating: 'up', comment: 'Right.',
  });
  await row.getByRole('link').click();
  await pressed(page, 'Good answer').waitFor();
  assert.deepEqual(page.faults, []);
  await page.close();
});
