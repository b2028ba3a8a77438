// The page under a path of a proxy (LECTERN_BASE_PATH): whatever it fetches lies under the path, whether the proxy takes the path
// off or not, and every address of it can be loaded anew.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, test } from 'node:test';
import { ask, ended, guide, open, pdf, skip, stage, until } from './support.mjs';

const path = '/intranet/lectern';
const rich = 'The area is $\\pi r^2$.\n\n```python\ndef dome(): return "open"\n```\n';

async function* answer(prompt, hasResults) {
  if (prompt === 'rich') yield rich;
  else if (!hasResults) yield { call: 'retrieve', arguments: { query: 'when does the observatory open its dome' } };
  else yield 'The Halden observatory opens its dome every Thursday [1].';
}

/** A proxy that has Lectern under the path and somebody else's page everywhere else. */
async function behind(url, takesOff) {
  const target = new URL(url);
  const proxy = { elsewhere: [] };
  const listener = http.createServer((request, response) => {
    if (!request.url.startsWith(path + '/') && request.url !== path) {
      proxy.elsewhere.push(request.url);
      response.writeHead(404).end('somebody else');
      return;
    }
    const onward = http.request({
      host: target.hostname, port: target.port, method: request.method, headers: request.headers,
      path: takesOff ? request.url.slice(path.length) : request.url,
    }, given => {
      response.writeHead(given.statusCode, given.headers);
      given.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });
  await new Promise(done => listener.listen(0, '127.0.0.1', done));
  proxy.url = `http://127.0.0.1:${listener.address().port}`;
  proxy.close = () => { listener.closeAllConnections(); listener.close(); };
  return proxy;
}

let browser, server, index;
stage({ answer, settings: { LECTERN_BASE_PATH: path } }, async made => {
  ({ browser, server } = made);
  index = await server.index('guide', { 'guide.md': guide,
    'paper.pdf': pdf(['The Halden observatory opens its dome every Thursday', 'at nine in the evening.']) });
});

for (const takesOff of [true, false]) {
  test(`Behind a proxy that ${takesOff ? 'takes the path off' : 'keeps the path'}: load, ask, open a source, reload, sign in`,
    { skip }, async t => {
    const proxy = await behind(server.url.replace(path, ''), takesOff);
    t.after(proxy.close);
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const failed = [];
    const types = new Set();
    const asked = [];
    context.on('response', r => {
      if (r.status() >= 400) failed.push(`${r.status()} ${r.url()}`);
      types.add(r.headers()['content-type']);
    });
    context.on('request', r => { if (/^http/.test(r.url())) asked.push(r.url()); });

    // The key by hand first: without it the page asks for one at its own address.
    const page = await context.newPage();
    page.faults = [];
    page.on('pageerror', e => page.faults.push(e.message));
    page.setDefaultTimeout(30000);
    await page.goto(`${proxy.url}${path}/`);
    await page.fill('#key', server.key);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.waitForSelector('#sessions', { state: 'attached' });
    assert.equal(new URL(page.url()).pathname, path + '/');
    await page.close();

    const session = await server.session(index.id);
    const chat = await open(context, server, `${path}/c/${session}`, proxy.url);
    await ask(chat, 'rich');
    await ended(chat);
    await chat.waitForSelector('math');
    await chat.waitForSelector('.code .hljs-keyword');
    await ask(chat, 'When does the dome open?');
    await ended(chat, 2);
    await chat.locator('button.chip').first().click();
    await chat.waitForSelector('.sheet img, #cited');

    // A deep link that is loaded anew, the other addresses, and the way between them.
    await chat.reload();
    await ended(chat, 2);
    assert.equal(new URL(chat.url()).pathname, `${path}/c/${session}`);
    for (const address of ['/settings', '/documents', `/documents/${index.id}`]) {
      await chat.goto(proxy.url + path + address);
      await chat.waitForSelector('#sessions', { state: 'attached' });
      assert.equal(new URL(chat.url()).pathname, path + address);
    }
    await chat.locator(`#sessions a[href$="c/${session}"]`).click();
    await ended(chat, 2);
    await chat.getByRole('link', { name: 'Settings' }).click();
    await chat.getByRole('button', { name: 'Sign out' }).click();
    await chat.waitForSelector('#key');

    assert.deepEqual(chat.faults.concat(page.faults), []);
    assert.deepEqual(proxy.elsewhere.filter(url => url !== '/favicon.ico'), []);
    assert.deepEqual(asked.filter(url => !url.startsWith(`${proxy.url}${path}/`)), []);
    assert.deepEqual(failed, []);
    for (const type of ['application/wasm', 'text/css; charset=utf-8', 'application/json; charset=utf-8'])
      assert.ok(types.has(type), `${type}: ${[...types].join(', ')}`);
    await context.close();
  });
}

test('The reference works under the path', { skip }, async t => {
  const proxy = await behind(server.url.replace(path, ''), true);
  t.after(proxy.close);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${proxy.url}${path}/docs#tag/usage`);
  await page.getByText('What was used, by day of UTC').first().waitFor();
  await page.getByRole('button', { name: /Test Request.*usage/ }).first().click();
  await page.getByPlaceholder('Token').locator('visible=true').last().fill(server.key);
  const shown = page.waitForResponse(r => r.url().includes('/api/v1/usage'));
  await page.getByRole('button', { name: /^Send/ }).first().click();
  assert.equal((await shown).status(), 200);
  assert.ok((await shown).url().startsWith(`${proxy.url}${path}/api/v1/usage`), (await shown).url());
  assert.deepEqual(proxy.elsewhere.filter(url => url !== '/favicon.ico'), []);
  await context.close();
});

test('Without the path a server that is reached directly sends its page to where it works; the link keeps its key', { skip },
  async () => {
  assert.ok(server.link.includes(path + '/#key='), server.link);
  const session = await server.session(index.id);
  for (const [address, at] of [['/', '/'], [path, '/'], [`/c/${session}`, `/c/${session}`]]) {
    const context = await browser.newContext();
    const page = await open(context, server, address, server.url.replace(path, ''));
    assert.equal(new URL(page.url()).pathname, path + at);
    assert.ok(await until(page, key => localStorage.getItem('lectern.key') === key, server.key));
    assert.deepEqual(page.faults, []);
    await context.close();
  }
});
