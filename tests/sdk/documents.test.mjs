import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { client, guide, makeIndex, untilReady } from './support.mjs';

let made;

before(async () => {
  made = await makeIndex('documents');
});

const all = async (pages) => {
  const items = [];
  for await (const item of pages) items.push(item);
  return items;
};

test('directories are created, listed, read and deleted', async () => {
  const directory = await client.beta.directories.create({ name: 'short-lived', description: 'for a test' });
  assert.match(directory.id, /^dir-/);
  assert.equal((await client.beta.directories.get(directory.id)).description, 'for a test');
  assert.deepEqual((await all(client.beta.directories.list({ name: 'short-lived' }))).map((d) => d.id), [directory.id]);
  await client.beta.directories.delete(directory.id);
  await assert.rejects(client.beta.directories.get(directory.id), { status: 404 });
});

test('an uploaded file is named after itself', () => {
  assert.match(made.file.id, /^dfl-/);
  assert.equal(made.file.display_name, 'guide.md');
  assert.equal(made.file.unique_id, 'guide.md');
  assert.match(made.file.file_id, /^[0-9a-f]{8}-[0-9a-f]{4}-7/);
});

test('an index says how it stands', async () => {
  const { index } = made;
  assert.equal(index.metadata.status, 'ready');
  assert.deepEqual(index.metadata.files, { total: 2, ready: 2, failed: 0, pages: 0, pages_without_text: 0 });
  assert.equal(index.output_directory_id, made.directory.id);
  assert.ok((await all(client.beta.indexes.list({ source_directory_id: made.directory.id }))).some((i) => i.id === index.id));
});

test('retrieve, grep, find and read agree on offsets, emoji included', async () => {
  const index_id = made.index.export_config_id;
  const { results } = await client.beta.retrieval.retrieve({ index_id, query: 'How heavy is the mirror of the telescope?' });
  const best = results[0];
  assert.match(best.content, /eleven tonnes/);
  assert.ok(best.score > 0 && best.score <= 1);
  // Reranking compares vectors: where search is by words only, nothing is reranked.
  const reranked = results.map((r) => r.rerank_score);
  assert.ok(reranked.every((score) => score === null) || reranked.every((score) => score >= 0 && score <= 1), String(reranked));
  assert.equal(best.rerank_score, reranked.includes(null) ? null : Math.max(...reranked));
  const plain = await client.beta.retrieval.retrieve(
    { index_id, query: 'How heavy is the mirror of the telescope?', rerank: { enabled: false } });
  assert.match(plain.results[0].content, /eleven tonnes/);
  assert.ok(plain.results.every((r) => r.rerank_score === null));
  for (const result of results) {
    const span = result.static_fields;
    const read = await client.beta.retrieval.read({
      index_id,
      file_id: span.parsed_directory_file_id,
      offset: span.chunk_start_char,
      max_length: span.chunk_end_char - span.chunk_start_char,
    });
    assert.equal(read.content, result.content);
  }
  const file_id = best.static_fields.parsed_directory_file_id;
  const [match] = await all(client.beta.retrieval.grep({ index_id, file_id, pattern: 'eleven \\w+', context_chars: 3 }));
  const whole = (await client.beta.retrieval.read({ index_id, file_id })).content;
  assert.equal([...whole].slice(match.start_char, match.end_char).join(''), 'eleven tonnes');
  assert.equal(match.content, 'hs eleven tonnes.\n'.trimEnd());
  assert.equal(whole.trim(), guide.trim());
  assert.deepEqual((await all(client.beta.retrieval.find({ index_id, file_name_contains: 'GUIDE' }))).map((f) => f.file_name),
    ['guide.md']);
});

test('filters act on file metadata', async () => {
  const search = async (custom_filters) =>
    (await client.beta.retrieval.retrieve({ index_id: made.index.id, query: 'observatory', custom_filters })).results.length;
  assert.equal(await search({}), 3);
  assert.equal(await search({ topic: { operator: 'eq', value: 'garden' } }), 1);
  assert.equal(await search({ topic: { operator: 'ne', value: 'garden' } }), 2);
  assert.equal(await search({ tags: { operator: 'in', value: ['water', 'fire'] } }), 1);
  assert.equal(await search({ year: [{ operator: 'gte', value: 2026 }, { operator: 'lt', value: 2027 }] }), 1);
  assert.equal(await search({ year: { operator: 'gt', value: 2026 } }), 0);
  assert.equal(await search({ year: { operator: 'lte', value: 2026 } }), 1);
  assert.equal(await search({ topic: { operator: 'nin', value: ['garden', 'sea'] } }), 2);
  assert.equal(await search({ topic: { operator: 'lt', value: 'h' }, year: { operator: 'eq', value: 2026 } }), 1);
});

test('an upload with a known unique_id replaces the file once the index is synced', async () => {
  const { directory, index } = await makeIndex('replaced');
  const upload = (text) =>
    client.beta.directories.files.upload(directory.id, { upload_file: new File([text], 'guide.md') });
  const [first] = await all(client.beta.directories.files.list(directory.id, { unique_id: 'guide.md' }));
  const second = await upload('The dome is closed for repairs until winter.');
  assert.equal(second.id, first.id);
  assert.notEqual(second.file_id, first.file_id);
  await client.beta.indexes.sync(index.id);
  await untilReady(index.id);
  // The best by words; by vectors the other file is found too, behind it.
  const retrieve = async () => (await client.beta.retrieval.retrieve({ index_id: index.id, query: 'dome' })).results;
  const own = (results) => results.filter((r) => r.static_fields.parsed_directory_file_id === second.id).map((r) => r.content);
  const replaced = await retrieve();
  assert.equal(replaced[0].content, 'The dome is closed for repairs until winter.');
  assert.deepEqual(own(replaced), ['The dome is closed for repairs until winter.']);
  await client.beta.directories.files.delete(second.id, { directory_id: directory.id });
  await client.beta.indexes.sync(index.id);
  const { metadata } = await untilReady(index.id);
  assert.equal(metadata.files.total, 1);
  assert.deepEqual(own(await retrieve()), []);
  assert.deepEqual((await all(client.beta.retrieval.find({ index_id: index.id }))).map((f) => f.file_name), ['notes.txt']);
});

test('files that cannot be read fail with a reason, beside those that can', async () => {
  const directory = await client.beta.directories.create({ name: 'mixed' });
  const put = (name, content) => client.beta.directories.files.upload(directory.id, { upload_file: new File([content], name) });
  await put('good.txt', 'The quay is made of granite.');
  await put('empty.txt', '');
  await put('noise.bin', new Uint8Array(5000).map((_, i) => (i * 7919) % 256));
  const index = await untilReady((await client.beta.indexes.create({ source_directory_id: directory.id })).id);
  assert.equal(index.name, 'mixed');
  assert.equal(index.metadata.status, 'ready');
  assert.equal(index.metadata.files.failed, 2);
  assert.deepEqual(index.metadata.failures.map((f) => f.file_name).sort(), ['empty.txt', 'noise.bin']);
  assert.match(index.metadata.failures.find((f) => f.file_name === 'empty.txt').reason, /empty/);
  await client.beta.indexes.delete(index.id);
  await assert.rejects(client.beta.indexes.get(index.id), { status: 404 });
});
