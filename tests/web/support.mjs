// What the suites share: a real server with the built page, a model that does as the prompt says, a proxy that can be cut,
// Chromium.
import assert from 'node:assert/strict';
import { spawn, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const program = path.join(root, 'src/Lectern.Server/bin/Release/net10.0/Lectern.Server.dll');
const images = path.join(root, 'docs/images');

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(p => fs.existsSync(p));
export const skip = !executablePath ? 'Chromium is not installed'
  : !fs.existsSync(path.join(path.dirname(program), 'page/index.html')) ? 'the page is not built (scripts/build-page)'
  : false;

export const guide = `# Observatory guide

## Opening hours

The Halden observatory opens its dome every Thursday at nine in the evening. Visitors need no ticket.

## The telescope

The main mirror measures 2.4 metres and was polished in Jena.
`;

/** A PDF of pages with lines of text, made by hand. */
export function pdf(...pages) {
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', null, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'];
  const kids = [];
  for (const lines of pages) {
    const text = 'BT /F1 14 Tf 72 720 Td 22 TL ' + lines.map(l => `(${l.replace(/[()\\]/g, '\\$&')}) Tj T*`).join(' ') + ' ET';
    objects.push(`<< /Length ${text.length} >>\nstream\n${text}\nendstream`);
    objects.push('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> '
      + `/Contents ${objects.length} 0 R >>`);
    kids.push(`${objects.length} 0 R`);
  }
  objects[1] = `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${kids.length} >>`;
  let body = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const at = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const xref = body.length;
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`
    + places.map(p => String(p).padStart(10, '0') + ' 00000 n \n').join('');
  return Buffer.from(body + `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`, 'latin1');
}

/** Models behind the OpenAI protocol. answer(prompt, hasResults, model) yields strings, {thinking}, {call}, {wait}. */
export async function startModel(answer) {
  const server = http.createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    const { messages, model } = JSON.parse(body);
    const asked = messages.findLastIndex(m => m.role === 'user');
    const content = messages[asked].content;
    const prompt = typeof content === 'string' ? content : content.map(c => c.text ?? '').join('');
    const hasResults = messages.slice(asked + 1).some(m => m.role === 'tool');
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (delta, finish = null) => response.write('data: ' + JSON.stringify({
      id: 'c', object: 'chat.completion.chunk', created: 1, model: 'fake', choices: [{ index: 0, delta, finish_reason: finish }],
    }) + '\n\n');
    let finish = 'stop';
    let calls = 0;
    for await (const step of answer(prompt, hasResults, model)) {
      if (response.destroyed) return;
      if (typeof step === 'string') send({ content: step });
      else if (step.thinking) send({ reasoning_content: step.thinking });
      else if (step.wait) await new Promise(done => setTimeout(done, step.wait));
      else if (step.call) {
        finish = 'tool_calls';
        send({ tool_calls: [{ index: calls++, id: 'call_' + calls, type: 'function',
          function: { name: step.call, arguments: JSON.stringify(step.arguments) } }] });
      }
    }
    send({}, finish);
    const usage = { prompt_tokens: 1200, completion_tokens: 345, total_tokens: 1545 };
    response.write('data: ' + JSON.stringify(
      { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'fake', choices: [], usage }) + '\n\n');
    response.end('data: [DONE]\n\n');
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}/v1`, close: () => { server.closeAllConnections(); server.close(); } };
}

/** A server process over a folder of its own. stop() keeps the data, start() goes on at the same address, end() removes it. */
export async function startServer(settings = {}) {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-web-'));
  const server = { data, url: null, key: null, process: null };
  server.start = async () => {
    server.process = spawn('dotnet', [program], {
      cwd: data,
      env: { ...process.env, LECTERN_DATA: path.join(data, 'store'), LECTERN_URLS: server.url ?? 'http://127.0.0.1:0',
        LECTERN_EMBEDDINGS: 'none', ...settings },
    });
    let out = '';
    let err = '';
    server.process.stderr.on('data', piece => { err += piece; });
    await new Promise((done, failed) => {
      server.process.stdout.on('data', piece => {
        out += piece;
        if (/The data is in/.test(out)) done();
      });
      server.process.on('exit', code => failed(new Error(`the server ended with ${code}: ${out}${err}`)));
    });
    server.url = /Lectern is at\s+(http\S+)/.exec(out)[1];
    server.link = /Open\s+(http\S+)/.exec(out)[1];
    server.key = fs.readFileSync(path.join(data, 'store/api-key'), 'utf8').trim();
    server.errors = () => err;
  };
  server.stop = (signal = 'SIGKILL') => new Promise(done => {
    server.process.removeAllListeners('exit');
    server.process.once('exit', done);
    server.process.kill(signal);
  });
  server.end = async () => {
    await server.stop();
    fs.rmSync(data, { recursive: true, force: true });
  };
  server.call = async (method, address, body, key = server.key) => {
    const response = await fetch(server.url + address, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    return text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text;
  };
  server.index = async (name, files, patience = 120000) => {
    const directory = await server.call('POST', '/api/v1/beta/directories', { name });
    for (const [file, content] of Object.entries(files)) {
      const form = new FormData();
      form.append('upload_file', new Blob([content]), file);
      await fetch(`${server.url}/api/v1/beta/directories/${directory.id}/files/upload`,
        { method: 'POST', headers: { authorization: `Bearer ${server.key}` }, body: form });
    }
    let index = await server.call('POST', '/api/v1/indexes',
      { source_directory_id: directory.id, name, store_attachments: ['screenshots'] });
    await soon(async () => {
      index = await server.call('GET', '/api/v1/indexes/' + index.id);
      return index.metadata.status !== 'syncing';
    }, patience);
    return index;
  };
  server.session = async (indexId, ...prompts) => {
    const session = await server.call('POST', '/api/v1/chat', { index_ids: [indexId] });
    for (const prompt of prompts) await server.call('POST', `/api/v1/chat/${session.session_id}/messages/stream`, { prompt });
    return session.session_id;
  };
  await server.start();
  return server;
}

/** A way to the server that can be cut and mended. */
export async function startProxy(url) {
  const target = new URL(url);
  const sockets = new Set();
  const proxy = { isDown: false };
  const listener = net.createServer(socket => {
    if (proxy.isDown) { socket.destroy(); return; }
    const onward = net.connect(Number(target.port), target.hostname);
    for (const [one, other] of [[socket, onward], [onward, socket]]) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => { sockets.delete(one); other.destroy(); });
    }
  });
  await new Promise(done => listener.listen(0, '127.0.0.1', done));
  proxy.url = `http://127.0.0.1:${listener.address().port}`;
  proxy.cut = () => { proxy.isDown = true; for (const socket of sockets) socket.destroy(); };
  proxy.mend = () => { proxy.isDown = false; };
  proxy.close = () => { proxy.cut(); listener.close(); };
  return proxy;
}

export async function launch() {
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}

/**
 * What a suite stands on, ended with it: a server with these settings, a browser, a window, and models where there is an answer.
 * begin() makes what else it needs.
 */
export function stage({ answer, settings = {} }, begin = () => {}) {
  const made = {};
  before(async () => {
    if (skip) return;
    if (answer) made.model = await startModel(answer);
    made.server = await startServer({
      ...(answer ? { LECTERN_MODEL: 'openai:fake', OPENAI_API_KEY: 'x', OPENAI_BASE_URL: made.model.url } : {}), ...settings,
    });
    made.browser = await launch();
    made.context = await made.browser.newContext({ viewport: { width: 1280, height: 800 } });
    await begin(made);
  });
  after(async () => { await made.browser?.close(); made.model?.close(); await made.server?.end(); });
}

/** Requests of a kind wait until they are let through. */
export async function hold(page, address, answer = route => route.continue()) {
  const held = { count: 0, answered: 0 };
  const free = new Promise(done => { held.free = done; });
  await page.route(address, async route => {
    held.count++;
    await free;
    await answer(route);
    held.answered++;
  });
  held.reached = () => soon(() => held.count > 0);
  held.passed = () => soon(() => held.answered === held.count);
  return held;
}

/** A response that refuses, and that the client does not try again. */
export const refusal = (status, detail = 'no') =>
  ({ status, headers: { 'x-should-retry': 'false' }, contentType: 'application/json', body: JSON.stringify({ detail }) });

/** A signed-in page that fails its test on any error of its own. */
export async function open(context, server, address = '/', base = server.url) {
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', e => page.faults.push(e.message));
  page.on('console',
    m => { if (m.type() === 'error' && !/Failed to load resource|net::ERR/.test(m.text())) page.faults.push(m.text()); });
  page.setDefaultTimeout(30000);
  await page.goto(`${base}${address}#key=${encodeURIComponent(server.key)}`);
  await page.waitForSelector('#sessions', { state: 'attached' });
  return page;
}

export async function ask(page, prompt) {
  await page.fill('#prompt', prompt);
  await page.press('#prompt', 'Enter');
}

/** Polls from here: the page's policy lets nothing be evaluated in it. */
export async function until(page, condition, argument, patience = 30000) {
  const end = Date.now() + patience;
  for (;;) {
    const value = await page.evaluate(condition, argument)
      .catch(e => { if (/context was destroyed|navigat/i.test(e.message)) return null; throw e; });
    if (value) return value;
    if (Date.now() > end) throw new Error(`not within ${patience} ms: ${condition}`);
    await new Promise(done => setTimeout(done, 40));
  }
}

/** Waits for what is seen from here. */
export async function soon(condition, patience = 30000) {
  for (const end = Date.now() + patience; !await condition();) {
    if (Date.now() > end) throw new Error(`not within ${patience} ms: ${condition}`);
    await new Promise(done => setTimeout(done, 40));
  }
}

/** Waits until so many answers have ended. */
export const ended = (page, count = 1) =>
  until(page, n => document.querySelectorAll('.answer > footer').length >= n
    && document.querySelectorAll('.answer[aria-busy=true]').length === 0, count);

export const hasPrograms = (...names) => names.every(name => {
  try { execFileSync('sh', ['-c', `command -v ${name}`]); return true; } catch { return false; }
});

export const axe = fs.existsSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url))
  ? fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8') : '';

/** Nothing serious that axe-core finds. */
export async function check(page, what) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  const serious = found.violations.filter(v => v.impact === 'serious' || v.impact === 'critical')
    .map(v => `${what}: ${v.id}: ${v.nodes.map(n => n.target.join(' ') + ' ' + n.html.slice(0, 120)).join('; ')}`);
  assert.deepEqual(serious, []);
}

/** Kept where LECTERN_SCREENSHOTS names a folder; 1 is docs/images. */
export async function picture(page, name) {
  if (!process.env.LECTERN_SCREENSHOTS) return;
  const folder = process.env.LECTERN_SCREENSHOTS === '1' ? images : process.env.LECTERN_SCREENSHOTS;
  fs.mkdirSync(folder, { recursive: true });
  await page.waitForTimeout(400);
  await page.screenshot({ path: path.join(folder, name + '.jpg'), type: 'jpeg', quality: 72 });
}
