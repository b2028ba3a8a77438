// The Model Context Protocol, with the official TypeScript client: tools at /mcp and for one index, answers with their citations,
// and faults.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { apiKey, baseURL, call as http, client, guide, json, makeIndex } from './support.mjs';

const names = ['askIndex', 'findFilesInIndex', 'getUserProjects', 'grepFileFromIndex', 'listIndexes', 'readFileFromIndex',
  'retrieveFromIndex'];
const opened = [];
after(() => Promise.all(opened.map((c) => c.close())));

async function connect(path, key = apiKey) {
  const mcp = new Client({ name: 'tests', version: '1.0.0' });
  await mcp.connect(
    new StreamableHTTPClientTransport(new URL(baseURL + path), { requestInit: { headers: { Authorization: `Bearer ${key}` } } }));
  opened.push(mcp);
  return mcp;
}

const run = (mcp, name, args = {}) => mcp.callTool({ name, arguments: args });
const text = (result) => result.content.map((c) => c.text).join('');
const sessions = async () => (await Array.fromAsync(client.beta.chat.list())).length;

let file, index, mcp, one;
before(async () => {
  Array.fromAsync ??= async (items) => { const all = []; for await (const item of items) all.push(item); return all; };
  ({ file, index } = await makeIndex('mcp'));
  mcp = await connect('/mcp');
  one = await connect(`/index/${index.id}/mcp`);
});

test('the tools are named as the hosted service names them, read only, and name an index where the address does not',
  async () => {
  const { tools } = await mcp.listTools();
  assert.deepEqual(tools.map((t) => t.name).sort(), names);
  assert.ok(tools.every((t) => t.annotations.readOnlyHint && t.description));
  const schemas = Object.fromEntries(tools.map((t) => [t.name, t.inputSchema]));
  assert.deepEqual(Object.keys(schemas.retrieveFromIndex.properties).sort(), ['indexId', 'query', 'rerankTopN', 'topK']);
  assert.deepEqual([...schemas.retrieveFromIndex.required].sort(), ['indexId', 'query']);
  assert.deepEqual(Object.keys(schemas.findFilesInIndex.properties).sort(), ['fileName', 'fileNameContains', 'indexId']);
  assert.deepEqual(Object.keys(schemas.grepFileFromIndex.properties).sort(),
    ['contextChars', 'fileId', 'indexId', 'limit', 'pattern']);
  assert.deepEqual(Object.keys(schemas.readFileFromIndex.properties).sort(), ['fileId', 'indexId', 'maxLength', 'offset']);
  const ofOne = (await one.listTools()).tools;
  assert.deepEqual(ofOne.map((t) => t.name).sort(), names);
  assert.ok(ofOne.every((t) => !('indexId' in (t.inputSchema.properties ?? {}))));
  assert.match(one.getInstructions(), /The index mcp/);
});

test('projects and indexes are listed', async () => {
  const { projects } = (await run(mcp, 'getUserProjects')).structuredContent;
  assert.deepEqual(projects.map((p) => p.id), [index.project_id]);
  const listed = (await run(mcp, 'listIndexes')).structuredContent.indexes;
  assert.equal(listed.find((i) => i.id === index.id).status, 'ready');
  assert.deepEqual((await run(one, 'listIndexes')).structuredContent.indexes.map((i) => i.id), [index.id]);
});

test('passages, files, matches and text come with their place, for a reader and for a program', async () => {
  for (const [from, named] of [[mcp, { indexId: index.id }], [one, {}]]) {
    const found = await run(from, 'retrieveFromIndex', { ...named, query: 'How heavy is the mirror?', topK: 3, rerankTopN: 1 });
    const [passage, ...rest] = found.structuredContent.passages;
    assert.equal(rest.length, 0);
    assert.match(passage.content, /eleven tonnes/);
    assert.match(text(found),
      new RegExp(`guide\\.md \\(file ${file.id}\\), characters ${passage.start_char}–${passage.end_char}`));
    const files = await run(from, 'findFilesInIndex', { ...named, fileNameContains: 'GUIDE' });
    assert.deepEqual(files.structuredContent.files.map((f) => f.file_id), [file.id]);
    assert.deepEqual((await run(from, 'findFilesInIndex', { ...named, fileName: 'guide' })).structuredContent.files, []);
    const grep = await run(from, 'grepFileFromIndex',
      { ...named, fileId: file.id, pattern: 'mir+or', contextChars: 5, limit: 1 });
    assert.equal(grep.structuredContent.matches.length, 1);
    const read = await run(from, 'readFileFromIndex', { ...named, fileId: file.id, offset: passage.start_char, maxLength: 40 });
    assert.ok(passage.content.startsWith(read.structuredContent.content));
    assert.ok(guide.includes(read.structuredContent.content.trim().split('\n')[0]));
  }
});

test('askIndex answers a whole turn with its citations, and goes on with its session', async () => {
  const answer = await run(one, 'askIndex', { question: 'When does the observatory open its dome?' });
  assert.ok(!answer.isError);
  const { answer: said, citations, session_id } = answer.structuredContent;
  assert.match(said, /every Thursday/);
  assert.equal(citations[0].file_id, file.id);
  assert.equal([...said].slice(citations[0].position, citations[0].position + citations[0].marker.length).join(''),
    citations[0].marker);
  assert.match(text(answer), /Sources:\n\[1\] guide\.md \(file .*, characters \d+–\d+: “/);
  const events = (await client.beta.chat.retrieve(session_id)).events;
  assert.equal(events.find((e) => e.type === 'text').content, said);
  const more = await run(mcp, 'askIndex', { indexId: index.id, question: 'How heavy is the mirror?', sessionId: session_id });
  assert.equal(more.structuredContent.session_id, session_id);
  assert.match(more.structuredContent.answer, /main mirror/);
});

test('what a caller can mend is a result that says so, and nothing is stored', async () => {
  const before = await sessions();
  const wrong = [
    ['retrieveFromIndex', { query: 'x', indexId: 'idx-unknown' }, /Index idx-unknown was not found/],
    ['retrieveFromIndex', { query: ' ', indexId: index.id }, /query is empty/],
    ['retrieveFromIndex', { indexId: index.id }, /query/],
    ['grepFileFromIndex', { indexId: index.id, fileId: file.id, pattern: '(' }, /pattern is not valid/],
    ['readFileFromIndex', { indexId: index.id, fileId: 'dfl-unknown' }, /There is no file dfl-unknown/],
    ['askIndex', { indexId: index.id, question: '' }, /1 to 32000 characters/],
    ['askIndex', { indexId: index.id, question: 'x'.repeat(32_001) }, /1 to 32000 characters/],
    ['askIndex', { indexId: index.id, question: 'x', sessionId: 'ses-of-somebody-else' },
      /Session ses-of-somebody-else was not found/],
  ];
  for (const [name, args, message] of wrong) {
    const result = await run(mcp, name, args);
    assert.ok(result.isError, name);
    assert.match(text(result), message);
  }
  await assert.rejects(run(mcp, 'dropEverything'), /There is no tool dropEverything/);
  assert.equal(await sessions(), before);
});

test('a wrong key, an unknown index and a body of 10 MB are refused in the shape of JSON-RPC', async () => {
  await assert.rejects(connect('/mcp', 'wrong-key-0123456789'), (e) => e.code === 401 || /401|valid key/.test(e.message));
  await assert.rejects(connect('/index/idx-unknown/mcp'), /not found/);
  const initialize = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} };
  const accept = { ...json, accept: 'application/json, text/event-stream' };
  for (const [path, headers, body, status] of [
    ['/mcp', { ...accept, authorization: 'Bearer wrong-key-0123456789' }, JSON.stringify(initialize), 401],
    ['/index/idx-unknown/mcp', accept, JSON.stringify(initialize), 404],
    ['/mcp', accept, JSON.stringify({ ...initialize, params: { pad: 'x'.repeat(10_000_000) } }), 413],
  ]) {
    const response = await http('POST', path, { headers, body });
    assert.equal(response.status, status, path);
    const { jsonrpc, error } = await response.json();
    assert.equal(jsonrpc, '2.0');
    assert.ok(error.message.length > 10 && Number.isInteger(error.code));
  }
});

test('a client that leaves in the middle of askIndex leaves nothing behind', async () => {
  const before = await sessions();
  const gone = new AbortController();
  const asked = fetch(`${baseURL}/index/${index.id}/mcp`, {
    method: 'POST', signal: gone.signal,
    headers: { ...json, accept: 'application/json, text/event-stream', authorization: `Bearer ${apiKey}` },
    body: JSON.stringify(
      { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'askIndex', arguments: { question: 'leave' } } }),
  }).catch(() => null);
  gone.abort();
  await asked;
  for (let i = 0; i < 50 && (await sessions()) !== before; i++) await new Promise((done) => setTimeout(done, 100));
  assert.equal(await sessions(), before);
});
