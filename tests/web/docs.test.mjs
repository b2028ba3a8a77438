// The API's reference at /docs: it works, nothing leaves this machine whatever is clicked, and no page can frame it.
import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';
import { skip, stage, until } from './support.mjs';

let browser, server;
stage({}, made => {
  ({ browser, server } = made);
});

/** A context in which requests to elsewhere are noted and ended. */
async function watched() {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  const left = [];
  await context.route(url => !url.href.startsWith(server.url) && url.protocol.startsWith('http'), route => {
    left.push(route.request().url());
    return route.abort();
  });
  return { context, left };
}

test('The reference shows the operations and sends one; whatever is clicked, nothing leaves', { skip }, async () => {
  const { context, left } = await watched();
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', e => faults.push(e.message));
  page.on('console', m => { if (m.type() === 'error' && !/status of 401/.test(m.text())) faults.push(m.text()); });
  await page.goto(server.url + '/docs#tag/usage');
  await page.getByText('What was used, by day of UTC').first().waitFor();
  assert.ok(await until(page, () => document.body.innerText.includes('/api/v1/usage')));

  const links = await page.evaluate(
    () => [...document.querySelectorAll('a[href]')].filter(a => a.checkVisibility()).map(a => a.href));
  assert.deepEqual(links.filter(href => !href.startsWith(server.url)), []);
  const count = await page.locator('button:visible').count();
  let clicked = 0;
  for (let i = 0; i < count; i++) {
    const button = page.locator('button:visible').nth(i);
    const name = await button.innerText({ timeout: 700 }).catch(() => '');
    assert.doesNotMatch(name, /\bAI\b|Agent|Deploy|Share|Generate/);
    if (/Test Request/.test(name)) continue;
    clicked += await button.click({ timeout: 700 }).then(() => 1, () => 0);
    await page.keyboard.press('Escape');
  }
  assert.ok(clicked > 10, `${clicked} buttons were clicked`);

  await page.goto('about:blank');
  await page.goto(server.url + '/docs#tag/usage');
  await page.getByRole('button', { name: /Test Request.*usage/ }).first().click();
  const answer = page.waitForResponse(r => r.url().startsWith(server.url + '/api/v1/usage'));
  await page.getByRole('button', { name: /^Send/ }).first().click();
  assert.equal((await answer).status(), 401);

  // With the key in its place it is sent.
  await page.goto('about:blank');
  await page.goto(server.url + '/docs#tag/usage');
  await page.getByRole('button', { name: /Test Request.*usage/ }).first().click();
  await page.getByPlaceholder('Token').locator('visible=true').last().fill(server.key);
  const shown = page.waitForResponse(r => r.url().startsWith(server.url + '/api/v1/usage'));
  await page.getByRole('button', { name: /^Send/ }).first().click();
  assert.equal((await shown).status(), 200);
  assert.deepEqual(left, []);
  assert.deepEqual(faults, []);
  await context.close();
});

test('No page of another origin can frame the reference or the chat', { skip }, async () => {
  const other = http.createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(`<iframe name="docs" src="${server.url}/docs/"></iframe><iframe name="chat" src="${server.url}/"></iframe>`);
  });
  await new Promise(done => other.listen(0, '127.0.0.1', done));
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${other.address().port}/`);
  for (const name of ['docs', 'chat'])
    assert.equal(await page.frame({ name }).locator('#app').count(), 0, name);
  await context.close();
  other.close();
});
