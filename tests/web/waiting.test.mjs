// What is said while nothing comes of an answer.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, test } from 'node:test';
import { ask, guide, launch, open, skip, startServer, until } from './support.mjs';

let browser, model, server, index;
before(async () => {
  if (skip) return;
  // A model that is out of capacity, for as long as anybody asks.
  model = http.createServer((request, response) => {
    request.resume();
    response.writeHead(429, { 'retry-after': '18', 'content-type': 'application/json' });
    response.end('{"error":{"message":"slow down"}}');
  });
  await new Promise(done => model.listen(0, '127.0.0.1', done));
  server = await startServer({
    LECTERN_MODEL: 'openai:fake', OPENAI_API_KEY: 'x', OPENAI_BASE_URL: `http://127.0.0.1:${model.address().port}/v1`,
  });
  index = await server.index('guide', { 'guide.md': guide });
  browser = await launch();
});
after(async () => { await browser?.close(); model?.closeAllConnections(); model?.close(); await server?.end(); });

test('While the model is out of capacity it is said, with the seconds; and it can be stopped', { skip }, async () => {
  const context = await browser.newContext();
  const page = await open(context, server, '/c/' + await server.session(index.id));
  await ask(page, 'When does the dome open?');
  await until(page, () => /too much to do\. It is asked again in \d+ s/.test(document.querySelector('.working')?.textContent));
  await page.getByRole('button', { name: 'Stop the answer' }).click();
  await until(page, () => document.querySelector('.answer')?.textContent.includes('Stopped.'));
  assert.deepEqual(page.faults, []);
  await context.close();
});

test('On a phone Enter asks, or makes a new line where the setting says so', { skip }, async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await open(context, server, '/settings');
  await page.getByRole('combobox', { name: 'Enter on a phone' }).selectOption('line');
  await page.goto(server.url + '/');
  await page.locator('.welcome').waitFor();
  await page.fill('#prompt', 'one');
  await page.press('#prompt', 'Enter');
  await page.locator('#prompt').pressSequentially('two');
  assert.equal(await page.inputValue('#prompt'), 'one\ntwo');
  assert.equal(await page.locator('.turn').count(), 0);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.locator('.turn').waitFor();
  assert.equal(await page.locator('.prompt').textContent(), 'one\ntwo');
  await context.close();
});
