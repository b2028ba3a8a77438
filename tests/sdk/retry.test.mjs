// The official client, cut off in the middle of a request and retrying by itself, leaves one question and one answer.
import assert from 'node:assert/strict';
import net from 'node:net';
import { after, before, test } from 'node:test';
import LlamaCloud from '@llamaindex/llama-cloud';
import { apiKey, baseURL, client, frames, makeIndex } from './support.mjs';

let index;
let proxy;
let cuts = [];

/**
 * Passes everything on; the connection of the first prompt is cut when its answer begins, before the client has seen any of it.
 */
before(async () => {
  ({ index } = await makeIndex('retries'));
  const { hostname, port } = new URL(baseURL);
  proxy = net.createServer((downstream) => {
    const upstream = net.connect(Number(port), hostname);
    let request = '';
    downstream.on('data', (bytes) => (request += bytes.toString('latin1')));
    downstream.pipe(upstream);
    upstream.on('data', (bytes) => {
      if (cuts.length === 0 && request.includes('/messages/stream')) {
        cuts.push(request.split('\r\n')[0]);
        downstream.resetAndDestroy();
        upstream.destroy();
      } else {
        downstream.write(bytes);
      }
    });
    upstream.on('end', () => downstream.end());
    upstream.on('error', () => downstream.destroy());
    downstream.on('error', () => upstream.destroy());
  });
  await new Promise((listening) => proxy.listen(0, '127.0.0.1', listening));
});

after(() => new Promise((closed) => proxy.close(closed)));

test('a prompt that is cut off and retried by the SDK is asked once and answered once', async () => {
  const retrying = new LlamaCloud({ apiKey, baseURL: `http://127.0.0.1:${proxy.address().port}`, maxRetries: 3 });
  const session = await client.beta.chat.create({ index_ids: [index.id] });
  const answer = frames(
    await retrying.beta.chat.stream(session.session_id, { prompt: 'When does the observatory open its dome?' }));
  assert.equal(cuts.length, 1);
  assert.deepEqual([answer[0].id, answer[0].data.type, answer.at(-1).data.type], [1, 'user_input', 'stop']);
  const events = (await client.beta.chat.retrieve(session.session_id)).events;
  const count = (type) => events.filter((e) => e.type === type).length;
  assert.deepEqual([count('user_input'), count('text'), count('stop')], [1, 1, 1]);
});
