// The examples of README.md and docs/clients.md: TypeScript is type-checked under --strict, the streaming one runs by its
// environment alone. Of the SDKs that do not run here the C# one's request was recorded (recorded/record.sh); the others' are
// written after their sources.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { apiKey, baseURL, client, frames, makeIndex } from './support.mjs';

const run = promisify(execFile);
const here = path.dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(path.join(here, '.examples-'));
after(() => rmSync(folder, { recursive: true }));

const blocks = (page, language) =>
  [...readFileSync(path.join(here, '../..', page), 'utf8').matchAll(new RegExp('```' + language + '\n([\\s\\S]*?)```', 'g'))]
    .map((m) => m[1]);
const examples = ['README.md', 'docs/clients.md'].flatMap((page) =>
  blocks(page, 'ts').map((code, i) => ({ name: `${path.basename(page, '.md').toLowerCase()}-${i}`, code })));

let index, session;
before(async () => {
  ({ index } = await makeIndex('clients'));
  session = async () => (await client.beta.chat.create({ index_ids: [index.id] })).session_id;
  for (const { name, code } of examples) writeFileSync(path.join(folder, `${name}.mts`), code);
});

test('every TypeScript example is checked under --strict', async () => {
  assert.equal(examples.length, 3);
  const tsc = path.join(here, 'node_modules/typescript/bin/tsc');
  const files = examples.map(({ name }) => path.join(folder, `${name}.mts`));
  const strictly = ['--strict', '--module', 'nodenext', '--target', 'es2022', '--types', 'node', '--skipLibCheck'];
  await run(process.execPath, [tsc, ...strictly, ...files], { cwd: here })
    .catch((e) => assert.fail(e.stdout));
});

test('the TypeScript example streams, told by its environment alone', async () => {
  const env = { ...process.env, LLAMA_CLOUD_BASE_URL: baseURL, LLAMA_CLOUD_API_KEY: apiKey, SESSION_ID: await session(),
    INDEX_ID: index.id };
  const { stdout } = await run(process.execPath, [path.join(folder, 'clients-0.mjs')], { env });
  assert.match(stdout, /every Thursday/);
});

const common = { 'Content-Type': 'application/json', Accept: 'application/json' };
const requests = {
  Python: {
    ...common, 'User-Agent': 'LlamaCloud/Python 2.19.0', 'X-Stainless-Lang': 'python', 'X-Stainless-Package-Version': '2.19.0',
    'X-Stainless-Runtime': 'CPython', 'X-Stainless-Async': 'false', 'x-stainless-retry-count': '0',
    'x-stainless-read-timeout': '60',
  },
  Go: { ...common, 'User-Agent': 'LlamaCloud/Go 1.3.0', 'X-Stainless-Lang': 'go', 'X-Stainless-Retry-Count': '0' },
  'C#': JSON.parse(readFileSync(path.join(here, 'recorded/csharp.json'), 'utf8')).headers,
  Java: { ...common, 'User-Agent': 'LlamaCloudClient/Java 1.0.0', 'X-Stainless-Lang': 'java', 'X-Stainless-Retry-Count': '0' },
};

for (const [sdk, headers] of Object.entries(requests)) {
  test(`the request of the ${sdk} SDK is answered with the stream that its raw call reads`, async () => {
    const body = JSON.stringify({ index_ids: [index.id], prompt: 'When does the observatory open its dome?' });
    const response = await fetch(`${baseURL}/api/v1/chat/${await session()}/messages/stream`, {
      method: 'POST', headers: { ...headers, Authorization: `Bearer ${apiKey}` }, body,
    });
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type'), /^text\/event-stream/);
    const events = frames(await response.text()).map((f) => f.data);
    assert.match(events.filter((e) => e.type === 'text_delta').map((e) => e.content).join(''), /every Thursday/);
    assert.equal(events.at(-1).type, 'stop');
  });
}

test('projects are listed in pages under /api/v2, as newer SDKs ask', async () => {
  const [project] = await client.projects.list();
  const listed = [];
  for await (const one of client.v2Projects.list({ page_size: 1 })) listed.push(one);
  assert.deepEqual(listed, [project]);
  assert.deepEqual(await client.v2Projects.get(project.id), project);
});
