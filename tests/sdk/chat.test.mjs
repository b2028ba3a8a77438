import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { call, client, frames, json, makeIndex } from './support.mjs';

let index;
let session;
let streamed;

before(async () => {
  ({ index } = await makeIndex('chat'));
});

test('a session is created bound to an index', async () => {
  session = await client.beta.chat.create({ index_ids: [index.id] });
  assert.match(session.session_id, /^ses-/);
  assert.deepEqual(session.index_ids, [index.id]);
  assert.equal(session.generated_title, null);
  assert.equal(session.job_metadata, null);
  assert.equal(session.shared_access, 'read_only');
});

test('a turn read as text is the contract\'s frames in order and quotes the right document', async () => {
  const text = await client.beta.chat.stream(session.session_id, { prompt: 'When does the observatory open its dome?' });
  assert.equal(typeof text, 'string');
  streamed = frames(text);
  assert.deepEqual(streamed.map((f) => f.id), streamed.map((_, i) => i + 1));
  assert.equal(streamed[0].data.type, 'user_input');
  assert.equal(streamed.at(-1).data.type, 'stop');
  assert.equal(streamed.filter((f) => f.data.type === 'stop').length, 1);
  const types = streamed.filter((f) => f.event === 'message').map((f) => f.data.type);
  assert.deepEqual(types, ['user_input', 'tool_call', 'tool_result', 'text', 'stop']);
  const answer = streamed.find((f) => f.data.type === 'text').data;
  assert.match(answer.content, /every Thursday at nine in the evening/);
  assert.match(answer.content, /guide\.md/);
  assert.match(answer.content, /No language model is configured/);
  assert.match(answer.citations[0].quote, /every Thursday at nine in the evening/);
  assert.equal(answer.content.slice(answer.citations[0].position).startsWith(answer.citations[0].marker), true);
  const deltas = streamed.filter((f) => f.data.type === 'text_delta').map((f) => f.data.content);
  assert.equal(deltas.join(''), answer.content);
  const stop = streamed.at(-1).data;
  assert.equal(stop.is_error, false);
  assert.equal(stop.error, null);
  assert.deepEqual(stop.skipped_index_ids, []);
  assert.equal(stop.usage.total_input_tokens, 0);
});

test('the history is the stream without its deltas', async () => {
  const detail = await client.beta.chat.retrieve(session.session_id);
  assert.deepEqual(detail.events, streamed.filter((f) => f.event === 'message').map((f) => f.data));
});

test('the summary has the title, the latest run and the index searched', async () => {
  const summary = await client.beta.chat.getSummary(session.session_id);
  assert.equal(summary.generated_title, 'When does the observatory open its dome?');
  assert.equal(summary.job_metadata.is_error, false);
  assert.deepEqual(summary.job_metadata.export_config_ids, [index.export_config_id]);
  assert.ok(!Number.isNaN(Date.parse(summary.last_updated_at)));
});

test('a turn read as a live body arrives in pieces', async () => {
  const response = await client.beta.chat
    .stream(session.session_id, { prompt: 'How large is the main mirror?' })
    .asResponse();
  assert.match(response.headers.get('content-type'), /^text\/event-stream/);
  assert.equal(response.headers.get('cache-control'), 'no-cache, no-store');
  let text = '';
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) text += piece;
  const second = frames(text);
  assert.equal(second[0].id, streamed.at(-1).id + 1);
  assert.match(second.find((f) => f.data.type === 'text').data.content, /2\.4 metres/);
});

test('a bound session takes its own set, under either name, and no other', async () => {
  const ask = (index_ids) => client.beta.chat.stream(session.session_id, { prompt: 'How heavy is the mirror?', index_ids });
  assert.equal(frames(await ask([index.export_config_id])).at(-1).data.is_error, false);
  assert.equal(frames(await ask([])).at(-1).data.is_error, false);
  const before = (await client.beta.chat.retrieve(session.session_id)).events.length;
  await assert.rejects(ask(['idx-another']), (e) => e.constructor.name === 'BadRequestError' && e.status === 400);
  assert.equal((await client.beta.chat.retrieve(session.session_id)).events.length, before);
});

test('before the first message another set replaces the binding', async () => {
  const fresh = await client.beta.chat.create({ index_ids: ['idx-unknown'] });
  await client.beta.chat.stream(fresh.session_id, { prompt: 'How heavy is the mirror?', index_ids: [index.id] });
  assert.deepEqual((await client.beta.chat.getSummary(fresh.session_id)).index_ids, [index.id]);
});

test('an unbound session names its indexes in every message', async () => {
  const unbound = await client.beta.chat.create();
  assert.equal(unbound.index_ids, null);
  await assert.rejects(
    client.beta.chat.stream(unbound.session_id, { prompt: 'Hello?' }),
    (e) => e.status === 422 && e.error.detail[0].loc.join('.') === 'body.index_ids',
  );
  for (let i = 0; i < 2; i++) {
    const turn = frames(await client.beta.chat.stream(unbound.session_id, { prompt: 'Tomato?', index_ids: [index.id] }));
    assert.match(turn.find((f) => f.data.type === 'text').data.content, /seventeen kinds of tomato/);
  }
  assert.equal((await client.beta.chat.getSummary(unbound.session_id)).index_ids, null);
});

test('an index that is missing is skipped and named, or refused when all are required', async () => {
  const unbound = await client.beta.chat.create();
  const ask = async (require_all_indexes) =>
    frames(
      await client.beta.chat.stream(unbound.session_id, {
        prompt: 'Which tomatoes?',
        index_ids: [index.id, 'idx-missing'],
        require_all_indexes,
      }),
    ).at(-1).data;
  const lenient = await ask(false);
  assert.equal(lenient.is_error, false);
  assert.deepEqual(lenient.skipped_index_ids, ['idx-missing']);
  const strict = await ask(true);
  assert.equal(strict.is_error, true);
  assert.match(strict.error, /idx-missing/);
  assert.deepEqual(strict.skipped_index_ids, ['idx-missing']);
  const none = frames(await client.beta.chat.stream(unbound.session_id, { prompt: 'x', index_ids: ['idx-missing'] }));
  assert.deepEqual(none.map((f) => f.data.type), ['user_input', 'stop']);
  assert.equal(none[1].data.is_error, true);
});

test('a title is made on demand', async () => {
  const fresh = await client.beta.chat.create();
  const title = (body) => call('POST', `/api/v1/chat/${fresh.session_id}/title`, { headers: json, body: JSON.stringify(body) });
  assert.equal((await title({})).status, 422);
  const long = await (await title({ first_message: 'What\n is ' + 'very '.repeat(40) + 'long?' })).json();
  assert.ok(long.generated_title.length <= 80 && !long.generated_title.includes('\n'), long.generated_title);
});

test('sessions are listed newest first across pages, each once', async () => {
  const made = [];
  for (let i = 0; i < 5; i++) made.unshift((await client.beta.chat.create()).session_id);
  const listed = [];
  for await (const item of client.beta.chat.list({ page_size: 2 })) listed.push(item.session_id);
  assert.deepEqual(listed.slice(0, 5), made);
  assert.equal(new Set(listed).size, listed.length);
});

test('a deleted session is gone', async () => {
  const doomed = await client.beta.chat.create();
  await client.beta.chat.delete(doomed.session_id);
  const isNotFound = (e) => e.constructor.name === 'NotFoundError' && e.status === 404;
  await assert.rejects(client.beta.chat.retrieve(doomed.session_id), isNotFound);
  await assert.rejects(client.beta.chat.getSummary(doomed.session_id), isNotFound);
  await assert.rejects(client.beta.chat.delete(doomed.session_id), isNotFound);
  await assert.rejects(client.beta.chat.stream(doomed.session_id, { prompt: 'Hello?' }), isNotFound);
});

test('a turn is followed again from any event', async () => {
  const path = `/api/v1/chat/${session.session_id}/messages/stream`;
  const detail = frames(await (await call('GET', `${path}?starting_after=0`)).text());
  assert.deepEqual(detail.slice(0, streamed.length).map((f) => f.data), streamed.map((f) => f.data));
  const last = detail.at(-1).id;
  const tail = frames(await (await call('GET', path, { headers: { 'last-event-id': String(last - 2) } })).text());
  assert.deepEqual(tail.map((f) => f.id), [last - 1, last]);
  assert.equal((await call('GET', `${path}?starting_after=${last}`)).status, 204);
  for (const bad of ['x', '-1', String(last + 1)]) assert.equal((await call('GET', `${path}?starting_after=${bad}`)).status, 422);
});

test('cancelling when nothing runs is no error', async () => {
  const response = await call('POST', `/api/v1/chat/${session.session_id}/messages/cancel`);
  assert.equal(response.status, 200);
});
