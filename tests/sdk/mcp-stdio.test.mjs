// `lectern mcp` of a server elsewhere, started as a desktop agent starts it, with the official TypeScript client: the same tools
// and answers as over HTTP.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { apiKey, baseURL, makeIndex } from './support.mjs';

const program = fileURLToPath(new URL('../../src/Lectern.Server/bin/Release/net10.0/Lectern.Server.dll', import.meta.url));
const opened = [];
after(() => Promise.all(opened.map((c) => c.close())));

async function connect(transport) {
  const mcp = new Client({ name: 'tests', version: '1.0.0' });
  await mcp.connect(transport);
  opened.push(mcp);
  return mcp;
}

const stdio = (args = [], key = apiKey) => connect(new StdioClientTransport({
  command: 'dotnet', args: [program, 'mcp', ...args], stderr: 'ignore',
  env: { ...process.env, LECTERN_BASE_URL: baseURL, LECTERN_API_KEY: key },
}));

let index, all, one, http;
before(async () => {
  ({ index } = await makeIndex('mcp-stdio'));
  [all, one, http] = await Promise.all([
    stdio(), stdio(['--index', 'mcp-stdio']),
    connect(new StreamableHTTPClientTransport(
      new URL(`${baseURL}/mcp`), { requestInit: { headers: { Authorization: `Bearer ${apiKey}` } } })),
  ]);
});

test('the tools and what they answer are those of HTTP', async () => {
  assert.deepEqual((await all.listTools()).tools, (await http.listTools()).tools);
  assert.deepEqual(all.getServerVersion(), http.getServerVersion());
  assert.equal(all.getInstructions(), http.getInstructions());
  const ask = { name: 'retrieveFromIndex', arguments: { indexId: index.id, query: 'How heavy is the mirror?', topK: 2 } };
  const [here, there] = await Promise.all([all.callTool(ask), http.callTool(ask)]);
  assert.deepEqual(here, there);
  assert.match(here.content[0].text, /eleven tonnes/);
});

test('one index by its name needs no id, and a whole turn is answered with its citations', async () => {
  const answer = await one.callTool({ name: 'askIndex', arguments: { question: 'When does the observatory open its dome?' } });
  assert.match(answer.structuredContent.answer, /every Thursday/);
  assert.equal(answer.structuredContent.citations[0].file_name, 'guide.md');
});

test('faults are told as over HTTP', async () => {
  const wrong = { name: 'retrieveFromIndex', arguments: { indexId: 'idx-unknown', query: 'x' } };
  assert.deepEqual(await all.callTool(wrong), await http.callTool(wrong));
  await assert.rejects(all.callTool({ name: 'dropEverything', arguments: {} }), /There is no tool dropEverything/);
  await assert.rejects(stdio([], 'wrong-key-0123456789'));
});
