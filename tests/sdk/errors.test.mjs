import assert from 'node:assert/strict';
import { test } from 'node:test';
import LlamaCloud, { AuthenticationError, NotFoundError, UnprocessableEntityError } from '@llamaindex/llama-cloud';
import { apiKey, baseURL, call, client, json } from './support.mjs';

test('a missing or unknown key is an AuthenticationError', async () => {
  const stranger = new LlamaCloud({ apiKey: 'lk-wrong', baseURL, maxRetries: 0 });
  await assert.rejects(async () => await stranger.beta.chat.list(), (e) => e instanceof AuthenticationError && e.status === 401);
  assert.equal((await fetch(`${baseURL}/api/v1/chat`)).status, 401);
});

test('unknown things are a NotFoundError', async () => {
  const isNotFound = (e) => e instanceof NotFoundError && typeof e.error.detail === 'string';
  await assert.rejects(client.beta.chat.retrieve('ses-unknown'), isNotFound);
  await assert.rejects(client.beta.indexes.get('idx-unknown'), isNotFound);
  await assert.rejects(client.beta.directories.get('dir-unknown'), isNotFound);
  await assert.rejects(client.beta.retrieval.retrieve({ index_id: 'idx-unknown', query: 'x' }), isNotFound);
  await assert.rejects(client.beta.indexes.create({ source_directory_id: 'dir-unknown' }), isNotFound);
  await assert.rejects(client.beta.chat.list({ project_id: '018f0000-0000-7000-8000-000000000000' }).then((p) => p), isNotFound);
});

test('bad fields are an UnprocessableEntityError that names the place', async () => {
  const { session_id } = await client.beta.chat.create();
  const stream = (body) => client.beta.chat.stream(session_id, body);
  const at = (loc) => (e) => e instanceof UnprocessableEntityError
    && e.error.detail.some((d) => d.loc.join('.') === loc && d.msg && d.type);
  await assert.rejects(stream({}), at('body.prompt'));
  await assert.rejects(stream({ prompt: '' }), at('body.prompt'));
  await assert.rejects(stream({ prompt: 'x'.repeat(32001) }), at('body.prompt'));
  await assert.rejects(stream({ prompt: 7 }), at('body.prompt'));
  await assert.rejects(stream({ prompt: 'x', index_ids: ['a', 7] }), at('body.index_ids.1'));
  await assert.rejects(stream({ prompt: 'x', index_ids: 'a' }), at('body.index_ids'));
  await assert.rejects(client.beta.chat.create({ index_ids: Array.from({ length: 11 }, (_, i) => `idx-${i}`) }),
    at('body.index_ids'));
  await assert.rejects(client.beta.chat.create({ shared_access: 'everyone' }), at('body.shared_access'));
  await assert.rejects(client.beta.directories.create({}), at('body.name'));
  await assert.rejects(client.beta.retrieval.retrieve({ query: 'x' }), at('body.index_id'));
  await assert.rejects(client.beta.chat.list({ page_size: 'many' }).then((p) => p), at('query.page_size'));
  await assert.rejects(client.beta.chat.list({ project_id: 'mine' }).then((p) => p), at('query.project_id'));
});

test('an altered page token is refused', async () => {
  for (let i = 0; i < 3; i++) await client.beta.chat.create();
  const { next_page_token: token } = await (await call('GET', '/api/v1/chat?page_size=1')).json();
  assert.equal((await call('GET', `/api/v1/chat?page_size=1&page_token=${token}`)).status, 200);
  const altered = (token[0] === 'A' ? 'B' : 'A') + token.slice(1);
  for (const bad of [altered, token.slice(1), 'x', `${token}A`]) {
    assert.equal((await call('GET', `/api/v1/chat?page_token=${bad}`)).status, 422);
  }
  assert.equal((await call('GET', `/api/v1/beta/directories?page_token=${token}`)).status, 422);
});

test('what is no JSON, or not called so, is refused and nothing is stored', async () => {
  const count = async () => (await (await call('GET', '/api/v1/beta/directories?page_size=1000')).json()).items.length;
  const before = await count();
  const post = (headers, body) => call('POST', '/api/v1/beta/directories', { headers, body });
  assert.equal((await post(json, '{"name":')).status, 422);
  assert.equal((await post(json, '')).status, 422);
  assert.equal((await post(json, '"\\ud800"')).status, 422);
  assert.equal((await post(json, '{"name":"\\ud800"}')).status, 422);
  assert.equal((await post({ 'content-type': 'text/plain' }, '{"name":"x"}')).status, 415);
  assert.equal((await post(json, `{"name":"${'x'.repeat(5_000_000)}"}`)).status, 413);
  assert.equal((await post({ 'content-type': 'multipart/form-data' }, 'x')).status, 415);
  assert.equal(await count(), before);
});

test('control characters in a prompt do not break the stream, and U+0000 is refused', async () => {
  const { session_id } = await client.beta.chat.create();
  const path = `/api/v1/chat/${session_id}/messages/stream`;
  const body = JSON.stringify({ prompt: 'a\u2028b\u0001\u001c\u0085c 😀\r\n', index_ids: ['idx-none'] });
  const response = await call('POST', path, { headers: json, body });
  assert.equal(response.status, 200);
  const text = await response.text();
  assert.equal(text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/).filter((l) => l.startsWith('data: ')).length, 2);
  const refused = await call('POST', path,
    { headers: json, body: JSON.stringify({ prompt: 'b\u0000c', index_ids: ['idx-none'] }) });
  assert.equal(refused.status, 422);
});

test('projects are the key\'s own', async () => {
  const projects = await client.projects.list();
  assert.equal(projects.length, 1);
  assert.equal(projects[0].is_default, true);
  assert.equal((await client.projects.get(projects[0].id)).name, projects[0].name);
  await assert.rejects(client.projects.get('018f0000-0000-7000-8000-000000000000'), (e) => e instanceof NotFoundError);
});

test('the reference and the health checks are there', async () => {
  const document = await (await fetch(`${baseURL}/openapi/v1.json`)).json();
  assert.match(document.openapi, /^3\.1/);
  assert.ok(document.paths['/api/v1/chat/{session_id}/messages/stream'].post);
  const page = await (await fetch(`${baseURL}/docs`)).text();
  assert.doesNotMatch(page, /https?:\/\/(?!127\.0\.0\.1)[^"']*\.(js|css|woff)/, 'the page loads nothing from elsewhere');
  for (const check of ['live', 'ready']) assert.equal((await fetch(`${baseURL}/health/${check}`)).status, 200);
  assert.ok(apiKey.length >= 16);
});
