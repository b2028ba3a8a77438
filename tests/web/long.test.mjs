// Two thousand messages, an answer of 20,000 tokens: nothing stutters. Loose bounds here, for a busy machine; bench/web measures.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, ended, guide, open, skip, stage, until } from './support.mjs';

const turns = 1000;
const paragraph = 'The dome of the observatory turns once a night, and the mirror follows what was chosen in the evening. ';
async function* answer(prompt) {
  if (prompt === 'very long') for (let i = 0; i < 400; i++) yield `Paragraph ${i}. ${paragraph.repeat(2)}\n\n`;
  else yield `**${prompt}** ` + paragraph.repeat(1 + prompt.length % 4);
}

let context, server, index;
stage({ answer }, async made => {
  ({ context, server } = made);
  index = await server.index('guide', { 'guide.md': guide });
});

test('A chat of 2,000 messages opens at its end, scrolls to its start, and holds few of them at a time', { skip }, async () => {
  const id = await server.session(index.id, ...Array.from({ length: turns }, (_, i) => `Question ${i}`));
  const page = await open(context, server, '/c/' + id);
  await until(page, last => [...document.querySelectorAll('.prompt')].at(-1)?.textContent === last, `Question ${turns - 1}`);
  await page.waitForTimeout(500);
  const rest = await page.locator('#scroller').evaluate(s => s.scrollHeight - s.scrollTop - s.clientHeight);
  assert.ok(rest < 60, `${rest} pixels below`);
  let most = 0;
  for (let i = 0; i < 40; i++) {
    await page.mouse.move(700, 400);
    await page.mouse.wheel(0, -900);
    await page.waitForTimeout(60);
    most = Math.max(most, await page.locator('.turn').count());
    assert.ok(await page.evaluate(() => {
      const box = document.querySelector('#scroller').getBoundingClientRect();
      return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2).closest('.turn, #turns') !== null;
    }));
  }
  await page.locator('#scroller').evaluate(s => { s.scrollTop = 0; });
  await until(page, () => document.querySelector('.prompt')?.textContent === 'Question 0');
  assert.ok(most < 80, `${most} turns at a time`);
  await page.getByRole('button', { name: 'To the latest message' }).click();
  await until(page, last => [...document.querySelectorAll('.prompt')].at(-1)?.textContent === last, `Question ${turns - 1}`);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A very long answer streams and is whole; who scrolls up is left there', { skip }, async () => {
  const page = await open(context, server, '/c/' + await server.session(index.id));
  await ask(page, 'very long');
  await until(page, () => document.querySelector('.answer')?.textContent.includes('Paragraph 40.'));
  await ended(page);
  await until(page, () => document.querySelector('.answer').textContent.includes('Paragraph 399.'));
  const rest = await page.locator('#scroller').evaluate(s => s.scrollHeight - s.scrollTop - s.clientHeight);
  assert.ok(rest < 60, `${rest} pixels below`);
  assert.equal(await page.locator('.answer p[dir=auto]').count(), 400);
  assert.deepEqual(page.faults, []);
  await page.close();
});
