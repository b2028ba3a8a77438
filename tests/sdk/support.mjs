// What the suites share: the official client against the server that ./test started, and helpers that speak the contract.
import assert from 'node:assert/strict';
import LlamaCloud from '@llamaindex/llama-cloud';

export const baseURL = process.env.LECTERN_BASE_URL;
export const apiKey = process.env.LECTERN_API_KEY;
assert.ok(baseURL && apiKey, 'LECTERN_BASE_URL and LECTERN_API_KEY name the running server');

export const client = new LlamaCloud({ apiKey, baseURL, maxRetries: 0 });

export const guide = `# Observatory guide

## Opening hours

The Halden observatory opens its dome every Thursday at nine in the evening. Visitors need no ticket.

## The telescope

The main mirror measures 2.4 metres and was polished in Jena. 🔭 It weighs eleven tonnes.
`;

export const notes = `Notes on the garden 🌱

The greenhouse behind the observatory grows seventeen kinds of tomato. Water comes from a cistern under the yard.
`;

/** Uploads the two files into a new directory and waits until an index over it is ready. */
export async function makeIndex(name) {
  const directory = await client.beta.directories.create({ name });
  const file = await client.beta.directories.files.upload(directory.id, {
    upload_file: new File([guide], 'guide.md', { type: 'text/markdown' }),
  });
  await client.beta.directories.files.upload(directory.id, {
    upload_file: new File([notes], 'notes.txt', { type: 'text/plain' }),
    metadata: JSON.stringify({ topic: 'garden', year: 2026, tags: ['food', 'water'] }),
  });
  const created = await client.beta.indexes.create({ source_directory_id: directory.id, name });
  return { directory, file, index: await untilReady(created.id) };
}

export async function untilReady(indexId) {
  for (let i = 0; i < 300; i++) {
    const index = await client.beta.indexes.get(indexId);
    if (index.metadata.status === 'ready' || index.metadata.status === 'failed') return index;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`index ${indexId} is not ready after 30 s`);
}

/** Frames of a stream's text: [{ id, event, data, raw }]; fails on anything the contract does not allow. */
export function frames(text) {
  const found = [];
  for (const block of text.split('\n\n')) {
    if (block === '' || block.startsWith(':')) continue;
    const match = /^id: (\d+)\nevent: (delta|message)\ndata: (\{"type":.*\})$/.exec(block);
    assert.ok(match, `not a frame of the contract: ${JSON.stringify(block)}`);
    const data = JSON.parse(match[3]);
    assert.equal(match[2], data.type.endsWith('_delta') ? 'delta' : 'message');
    found.push({ id: Number(match[1]), event: match[2], data });
  }
  return found;
}

/** A plain call, for what the SDK would not send. */
export function call(method, path, { headers = {}, body } = {}) {
  return fetch(baseURL + path, { method, body, headers: { authorization: `Bearer ${apiKey}`, ...headers } });
}

export const json = { 'content-type': 'application/json' };
