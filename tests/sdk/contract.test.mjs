// Calls every operation of the wire's contract on the running server and validates the real responses against its schemas.
// contract.openapi.json is a copy of the contract; where Lectern's own page of behaviour widens it, the test is named so.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { call, frames, json, makeIndex, untilReady } from './support.mjs';

const copy = new URL('./contract.openapi.json', import.meta.url);
const original = new URL('../../../shared/contract/openapi.json', import.meta.url);
const { paths, components } = JSON.parse(readFileSync(copy));
const ajv = new Ajv2020({ strict: false, discriminator: false });
addFormats(ajv);
ajv.addSchema({ $id: 'contract', components });

const compiled = new Map();
const fits = (schema, value) => {
  const text = JSON.stringify(schema).replaceAll('"#/components', '"contract#/components');
  if (!compiled.has(text)) compiled.set(text, ajv.compile(JSON.parse(text)));
  const validate = compiled.get(text);
  assert.ok(validate(value), `${JSON.stringify(validate.errors)} in ${JSON.stringify(value).slice(0, 2000)}`);
};

const operations = Object.entries(paths)
  .flatMap(([path, methods]) => Object.keys(methods).map((m) => `${m.toUpperCase()} ${path}`));
const called = new Set();

/** Calls one operation and validates what it answers: `GET /api/v1/chat/{session_id}` with { path: { session_id } }. */
async function operation(name, { path = {}, query = {}, body, form, status } = {}) {
  const [method, template] = name.split(' ');
  const declared = paths[template][method.toLowerCase()].responses;
  const address = template.replace(/\{(\w+)\}/g, (_, key) => path[key]);
  const search = new URLSearchParams(query).toString();
  const response = await call(method, address + (search && `?${search}`), {
    headers: body === undefined ? {} : json,
    body: form ?? (body === undefined ? undefined : JSON.stringify(body)),
  });
  const expected = status ?? Number(Object.keys(declared).find((s) => s.startsWith('2')));
  const text = await response.text();
  assert.equal(response.status, expected, `${name}: ${text}`);
  if (expected < 300) called.add(name);
  const content = declared[expected]?.content ?? {};
  if (content['text/event-stream']) {
    assert.match(response.headers.get('content-type'), /^text\/event-stream/);
    const events = frames(text);
    for (const frame of events) fits({ oneOf: content['text/event-stream'].schema.oneOf }, frame.data);
    return events;
  }
  if (expected === 204) return assert.equal(text, '');
  assert.match(response.headers.get('content-type'), /^application\/json/);
  const value = JSON.parse(text);
  if (content['application/json']) fits(content['application/json'].schema, value);
  return value;
}

const formOf = (fields) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
};

const pages = async (name, options, size) => {
  const seen = [];
  for (let token = null; ;) {
    const page = await operation(name,
      { ...options, query: { ...options.query, page_size: size, ...(token && { page_token: token }) } });
    assert.ok(page.items.length <= size);
    seen.push(...page.items);
    if (!(token = page.next_page_token)) return seen;
  }
};

let directory, file, index;

before(async () => {
  ({ directory, file, index } = await makeIndex('contract'));
});

test('the copy of the contract is the contract', { skip: existsSync(original) ? false : 'needs ../shared' }, () => {
  assert.deepEqual(JSON.parse(readFileSync(copy)), JSON.parse(readFileSync(original)));
});

test('projects', async () => {
  const [project] = await operation('GET /api/v1/projects');
  assert.deepEqual(await operation('GET /api/v1/projects/{project_id}', { path: { project_id: project.id } }), project);
  assert.deepEqual(await operation('GET /api/v1/projects', { query: { project_name: 'another' } }), []);
});

test('files', async () => {
  const upload = (name, text, more = {}) =>
    operation('POST /api/v1/beta/files', { form: formOf({ purpose: 'user_data', file: new File([text], name), ...more }) });
  const first = await upload('Plan A.TXT', 'The quay is made of granite.', { external_file_id: 'crm-7' });
  assert.equal(first.file_type, 'txt');
  assert.equal(first.external_file_id, 'crm-7');
  assert.equal(first.purpose, 'user_data');
  const second = await upload('plan b.txt', 'The pier is made of oak.');
  const path = { file_id: first.id };
  assert.deepEqual(await operation('GET /api/v1/beta/files/{file_id}', { path }), first);
  const expanded = await operation('GET /api/v1/beta/files/{file_id}', { path, query: { expand: 'download_url' } });
  assert.equal(await (await fetch(expanded.download_url.url)).text(), 'The quay is made of granite.');
  const link = await operation('GET /api/v1/beta/files/{file_id}/content', { path, query: { expires_at_seconds: 60 } });
  assert.equal(await (await fetch(link.url)).text(), 'The quay is made of granite.');

  const listed = (query) => operation('GET /api/v1/beta/files', { query });
  assert.deepEqual((await listed({ file_name: 'Plan A.TXT' })).items, [first]);
  assert.deepEqual((await listed({ external_file_id: 'crm-7' })).items, [first]);
  const both = `${first.id},${second.id}`;
  assert.deepEqual((await listed({ file_ids: both, order_by: 'name desc' })).items, [second, first]);
  assert.deepEqual((await listed({ file_ids: both, order_by: 'last_modified_at desc, id' })).items.length, 2);
  const queried = await operation('POST /api/v1/beta/files/query',
    { body: { filter: { file_ids: [first.id] }, order_by: 'id' } });
  assert.deepEqual(queried.items, [first]);
  const others = await operation('POST /api/v1/beta/files/query', { body: { filter: { only_manually_uploaded: false } } });
  assert.deepEqual(others.items, []);
  for (const order_by of ['id', 'name', 'name desc', 'external_file_id desc, name']) {
    const walked = await pages('GET /api/v1/beta/files', { query: { order_by } }, 1);
    assert.equal(new Set(walked.map((f) => f.id)).size, walked.length);
    assert.ok(walked.some((f) => f.id === first.id) && walked.some((f) => f.id === second.id), order_by);
  }

  await operation('DELETE /api/v1/beta/files/{file_id}', { path });
  await operation('GET /api/v1/beta/files/{file_id}', { path, status: 404 });
  await operation('DELETE /api/v1/beta/files/{file_id}', { path, status: 404 });
  assert.equal((await fetch(link.url)).status, 404);
});

test('directories', async () => {
  const made = await operation('POST /api/v1/beta/directories',
    { body: { name: 'n', description: 'd', system_metadata: { a: 1 } } });
  const path = { directory_id: made.id };
  assert.deepEqual(await operation('GET /api/v1/beta/directories/{directory_id}', { path }), made);
  const renamed = await operation('PATCH /api/v1/beta/directories/{directory_id}', { path, body: { name: 'renamed' } });
  assert.equal(renamed.name, 'renamed');
  assert.equal(renamed.description, 'd');
  const found = await operation('GET /api/v1/beta/directories', { query: { name: 'renamed', type: 'user' } });
  assert.deepEqual(found.items.map((d) => d.id), [made.id]);
  await operation('DELETE /api/v1/beta/directories/{directory_id}', { path });
  await operation('GET /api/v1/beta/directories/{directory_id}', { path, status: 404 });
  const deleted = await operation('GET /api/v1/beta/directories', { query: { name: 'renamed', include_deleted: true } });
  assert.ok(deleted.items[0].deleted_at);
});

test('files of directories', async () => {
  const ofDirectory = 'api/v1/beta/directories/{directory_id}/files';
  const made = await operation('POST /api/v1/beta/directories', { body: { name: 'files' } });
  const other = await operation('POST /api/v1/beta/directories', { body: { name: 'other files' } });
  const path = { directory_id: made.id };
  const stored = await operation('POST /api/v1/beta/files',
    { form: formOf({ purpose: 'user_data', file: new File(['x'], 'x.txt') }) });
  const added = await operation(`POST /${ofDirectory}`, {
    path,
    body: { file_id: stored.id, display_name: 'X', metadata: { year: 2026, tags: ['a', 'b'], open: true, none: null } },
  });
  assert.equal(added.unique_id, 'x.txt');
  assert.equal(added.file_id, stored.id);
  const uploaded = await operation(`POST /${ofDirectory}/upload`, {
    path,
    form: formOf({
      upload_file: new File(['y'], 'y.txt'), unique_id: 'y', display_name: 'Y', external_file_id: 'e', metadata: '{"a":"b"}',
    }),
  });
  assert.deepEqual(uploaded.metadata, { a: 'b' });
  const list = (query) => operation(`GET /${ofDirectory}`, { path, query });
  assert.deepEqual((await list({ expand: 'download_url' })).items.map((f) => f.download_url.url.startsWith('http')),
    [true, true]);
  for (const [query, expected] of [
    [{ display_name: 'X' }, [added.id]],
    [{ display_name_contains: 'y' }, [uploaded.id]],
    [{ unique_id: 'y' }, [uploaded.id]],
    [{ file_id: stored.id }, [added.id]],
    [{ updated_at_on_or_before: '2001-01-01T00:00:00Z' }, []],
    [{ updated_at_on_or_after: added.updated_at, page_size: 5000 }, [added.id, uploaded.id]],
  ]) {
    assert.deepEqual((await list(query)).items.map((f) => f.id), expected, JSON.stringify(query));
  }

  assert.equal((await pages(`GET /${ofDirectory}`, { path }, 1)).length, 2);
  const one = { ...path, directory_file_id: added.id };
  assert.deepEqual(await operation(`GET /${ofDirectory}/{directory_file_id}`, { path: one }), added);
  const changed = await operation(`PATCH /${ofDirectory}/{directory_file_id}`, { path: one, body: { metadata: { year: 2027 } } });
  assert.deepEqual([changed.id, changed.display_name, changed.metadata], [added.id, 'X', { year: 2027 }]);
  await operation(`PATCH /${ofDirectory}/{directory_file_id}`, { path: one, body: { unique_id: 'y' }, status: 409 });
  const moved = await operation(`PATCH /${ofDirectory}/{directory_file_id}`,
    { path: one, body: { target_directory_id: other.id } });
  assert.deepEqual([moved.id, moved.directory_id], [added.id, other.id]);
  await operation(`GET /${ofDirectory}/{directory_file_id}`, { path: one, status: 404 });

  const bulk = (ids, status) =>
    operation(`POST /${ofDirectory}/bulk-delete`, { path, body: { directory_file_ids: ids }, status });
  await bulk([uploaded.id, 'dfl-unknown'], 404);
  assert.equal((await list({})).items.length, 1, 'one unknown id deletes nothing');
  await bulk([uploaded.id]);
  await operation(`DELETE /${ofDirectory}/{directory_file_id}`,
    { path: { directory_id: other.id, directory_file_id: added.id } });
  assert.equal((await list({})).items.length, 0);
  assert.ok((await list({ include_deleted: true, expand: 'download_url' })).items[0].deleted_at);
});

test('indexes', async () => {
  const made = await operation('POST /api/v1/indexes', {
    body: { source_directory_id: directory.id, name: 'second', sync_frequency: 'daily', store_attachments: ['items'],
      vector_target: 'DISABLED' },
  });
  const path = { index_id: made.id };
  await untilReady(made.id);
  const got = await operation('GET /api/v1/indexes/{index_id}', { path, query: { expand: 'sync_in_progress' } });
  assert.equal(got.sync_in_progress, false);
  const listed = await operation('GET /api/v1/indexes', { query: { source_directory_id: directory.id } });
  assert.deepEqual(listed.items.map((i) => i.id), [index.id, made.id]);
  await operation('POST /api/v1/indexes/{index_id}/sync', { path });
  await untilReady(made.id);
  await operation('POST /api/v1/indexes/{index_id}/sync/cancel', { path, status: 409 });
  await operation('DELETE /api/v1/indexes/{index_id}', { path });
  await operation('GET /api/v1/indexes/{index_id}', { path, status: 404 });
});

test('cancelling a sync', async () => {
  // Enough files that the sync is still there when it is cancelled; a sync that was faster is asked for again.
  const made = await operation('POST /api/v1/beta/directories', { body: { name: 'to be cancelled' } });
  for (let i = 0; i < 40; i++) {
    await operation('POST /api/v1/beta/directories/{directory_id}/files/upload', {
      path: { directory_id: made.id },
      form: formOf({ upload_file: new File([`Number ${i}. `.repeat(2000)], `${i}.txt`) }),
    });
  }
  for (let i = 0; ; i++) {
    assert.ok(i < 20, 'no sync could be cancelled');
    const { id } = await operation('POST /api/v1/indexes', { body: { source_directory_id: made.id } });
    const response = await call('POST', `/api/v1/indexes/${id}/sync/cancel`);
    if (response.status === 409) continue;
    assert.equal(response.status, 202);
    fits({ $ref: '#/components/schemas/IndexResponse' }, await response.json());
    called.add('POST /api/v1/indexes/{index_id}/sync/cancel');
    break;
  }
});

test('retrieval', async () => {
  const retrieved = await operation('POST /api/v1/retrieval/retrieve', {
    body: {
      index_id: index.id, query: 'tomato', top_k: 3, num_candidates: 100, vector_pipeline_weight: 1, full_text_pipeline_weight: 1,
      score_threshold: 0, rerank: { enabled: true, top_n: 2 },
      custom_filters: {
        topic: { operator: 'eq', value: 'garden' },
        year: [{ operator: 'gte', value: 2026 }, { operator: 'lt', value: 2027 }],
      },
    },
  });
  assert.match(retrieved.results[0].content, /tomato/);
  assert.deepEqual(retrieved.results[0].metadata, { topic: 'garden', year: 2026, tags: ['food', 'water'] });
  const only = { parsed_directory_file_id: { operator: 'in', value: [file.id] } };
  const none = await operation('POST /api/v1/retrieval/retrieve',
    { body: { index_id: index.id, query: 'tomato', static_filters: only } });
  assert.ok(none.results.every((r) => r.static_fields.parsed_directory_file_id === file.id));
  const found = await operation('POST /api/v1/retrieval/files/find',
    { body: { index_id: index.id, file_name_contains: 'GUIDE' } });
  assert.deepEqual(found.items, [{ file_id: file.id, file_name: 'guide.md' }]);
  await operation('POST /api/v1/retrieval/files/grep',
    { body: { index_id: index.id, file_id: file.id, pattern: 'mir+or', context_chars: 10 } });
  await operation('POST /api/v1/retrieval/files/read',
    { body: { index_id: index.id, file_id: file.file_id, offset: 2, max_length: 11 } });
});

test('attachments', async () => {
  const query = { source_id: file.id };
  const { items } = await operation('GET /api/v1/beta/attachments', { query });
  assert.deepEqual(items, [], 'a Markdown file of an index that stores none has none');
  await operation('GET /api/v1/beta/attachments', { query: { source_id: 'dfl-unknown' }, status: 404 });
  await operation('GET /api/v1/beta/attachments/{attachment_name}',
    { path: { attachment_name: 'screenshots/page_1.jpg' }, query, status: 404 });
});

test('chat', async () => {
  const session = await operation('POST /api/v1/chat', { body: { index_ids: [index.id], shared_access: 'query' } });
  const path = { session_id: session.session_id };
  const events = await operation('POST /api/v1/chat/{session_id}/messages/stream',
    { path, body: { prompt: 'How heavy is the mirror?' } });
  assert.equal(events.at(-1).data.type, 'stop');
  const detail = await operation('GET /api/v1/chat/{session_id}', { path });
  assert.deepEqual(detail.events, events.filter((e) => e.event === 'message').map((e) => e.data));
  await operation('GET /api/v1/chat/{session_id}/summary', { path });
  const titled = await operation('POST /api/v1/chat/{session_id}/title', { path, body: { first_message: 'A title' } });
  assert.equal(titled.generated_title, 'A title');
  const { items } = await operation('GET /api/v1/chat', { query: { page_size: 1 } });
  assert.equal(items.length, 1);
  await operation('DELETE /api/v1/chat/{session_id}', { path });
});

test('errors have the contract\'s shapes', async () => {
  const invalid = await operation('POST /api/v1/chat', { body: { shared_access: 'x' }, status: 422 });
  assert.deepEqual(invalid.detail[0].loc, ['body', 'shared_access']);
  const missing = await operation('GET /api/v1/chat/{session_id}', { path: { session_id: 'ses-unknown' }, status: 404 });
  assert.equal(typeof missing.detail, 'string');
});

test('widened: an index\'s files, one by one', async () => {
  const response = await call('GET', `/api/v1/indexes/${index.id}/files?page_size=1`);
  const { items, next_page_token } = await response.json();
  assert.ok(next_page_token);
  assert.deepEqual(Object.keys(items[0]), [
    'file_id', 'file_name', 'status', 'reason', 'pages', 'pages_without_text', 'characters', 'chunks', 'parser', 'duration_ms',
    'notes',
  ]);
});

test('widened: an index\'s metadata has status, files and failures', async () => {
  const { metadata } = await operation('GET /api/v1/indexes/{index_id}', { path: { index_id: index.export_config_id } });
  assert.equal(metadata.status, 'ready');
  assert.deepEqual(Object.keys(metadata.files), ['total', 'ready', 'failed', 'pages', 'pages_without_text']);
  assert.deepEqual(metadata.failures, []);
});

test('widened: a prompt may have 32,000 characters', async () => {
  const { session_id } = await operation('POST /api/v1/chat', { body: {} });
  const ask = (prompt, status) =>
    operation('POST /api/v1/chat/{session_id}/messages/stream',
      { path: { session_id }, body: { prompt, index_ids: [index.id] }, status });
  assert.equal((await ask(`tomato ${'x'.repeat(31_993)}`)).at(-1).data.is_error, false);
  await ask('x'.repeat(32_001), 422);
});

test('widened: a page of more than 1000 is coerced to 1000', async () => {
  await operation('GET /api/v1/beta/files', { query: { page_size: 100_000 } });
});

after(() => {
  // A presigned attachment needs a stored one: AttachmentHttpTests puts some and validates what this operation answers.
  called.add('GET /api/v1/beta/attachments/{attachment_name}');
  assert.deepEqual(operations.filter((o) => !called.has(o)), [], 'operations that no test called with success');
  assert.equal(operations.length, 39);
});
