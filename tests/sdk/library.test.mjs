// A whole folder of real and hostile documents, uploaded through the official SDK, indexed and asked about.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { client } from './support.mjs';

const folder = new URL('../../../shared/documents', import.meta.url).pathname;
const absent = existsSync(folder) ? false : 'needs ../shared/documents';
const withoutOcr = absent || (spawnSync('tesseract', ['--version']).error ? 'tesseract is not installed' : false);
const maxSeconds = 420;

let index;
let uploaded;
const files = [];

before(async () => {
  if (absent) return;
  const paths = ['good', 'bad']
    .flatMap((kind) => readdirSync(join(folder, kind)).map((name) => ({ name, path: join(folder, kind, name) })));
  uploaded = paths.length;
  const directory = await client.beta.directories.create({ name: 'everything' });
  for (const { name, path } of paths) {
    await client.beta.directories.files.upload(directory.id, {
      upload_file: new File([readFileSync(path)], name),
      metadata: JSON.stringify({ kind: path.includes('/good/') ? 'good' : 'bad', ending: name.split('.').pop() }),
    });
  }

  // Words alone: embedding a thousand pages is what other suites and the benchmarks do.
  index = await client.beta.indexes.create({ source_directory_id: directory.id, vector_target: 'DISABLED' });
  for (let i = 0; index.metadata.status === 'syncing'; i++) {
    assert.ok(i < maxSeconds * 2, `still syncing after ${maxSeconds} s: ${JSON.stringify(index.metadata.progress)}`);
    await new Promise((done) => setTimeout(done, 500));
    index = await client.beta.indexes.get(index.id);
  }
  for (let next; next !== null; ) {
    const page = await client.get(`/api/v1/indexes/${index.id}/files`,
      { query: { page_size: 100, ...(next && { page_token: next }) } });
    files.push(...page.items);
    next = page.next_page_token;
  }
}, { timeout: (maxSeconds + 60) * 1000 });

test('every file was read, or failed with a reason, in time', { skip: absent }, () => {
  const { metadata } = index;
  assert.equal(metadata.status, 'ready');
  assert.equal(metadata.files.total, uploaded);
  assert.equal(files.length, uploaded);
  assert.equal(metadata.files.ready + metadata.files.failed, uploaded);
  assert.deepEqual(
    metadata.failures.map((f) => f.file_id).sort(),
    files.filter((f) => f.status === 'failed').map((f) => f.file_id).sort(),
  );
  for (const file of files) {
    assert.ok(file.status === 'ready' || file.reason?.length > 10, JSON.stringify(file));
    assert.ok(file.status === 'failed' || file.characters > 0 || file.pages_without_text.length > 0,
      `nothing is said about ${file.file_name}`);
  }
});

test('no good file failed, and passwords are asked for', { skip: absent }, () => {
  const good = new Set(readdirSync(join(folder, 'good')));
  assert.deepEqual(
    files.filter((f) => f.status === 'failed' && good.has(f.file_name)).map((f) => `${f.file_name}: ${f.reason}`), []);
  for (const name of ['unst__password.pdf', 'unst__password_protected.xlsx']) {
    assert.match(files.find((f) => f.file_name === name).reason, /needs a password/);
  }
});

const questions = [
  ['a table', 'Which dataset has layouts of scanned US newspapers from the 20th century?', /newspapers from the 20th century/i,
    /layout-parser-paper/],
  ['a second column', 'How is retrieval in open-domain QA usually implemented, with TF-IDF or BM25?',
    /usually implemented using TF-IDF or BM25/, /multi-column/],
  ['a slide', 'Which shape has text inside on the second slide?', /rectangle shape with this text inside/, /powerpoint_sample/],
  ['a spreadsheet cell', 'How many Stanley Cups have the Maple Leafs of TOR?', /Maple Leafs \| TOR \| 13/, /stanley-cups/],
];

for (const [what, query, content, name] of questions) {
  test(`a question about ${what} finds the right passage`, { skip: absent }, () => finds(query, content, name));
}

test('a question about a scanned page finds the right passage', { skip: withoutOcr }, () =>
  finds('What does Docling bundle in an easy self contained package?', /self contained package/i, /ocr_test|nemotron/));

test('filters keep to files by their metadata', { skip: absent }, async () => {
  const { results } = await client.beta.retrieval.retrieve({
    index_id: index.id,
    query: 'Stanley Cups',
    custom_filters: { kind: { operator: 'eq', value: 'good' }, ending: { operator: 'nin', value: ['xlsx', 'csv'] } },
  });
  const names = new Map(files.map((f) => [f.file_id, f.file_name]));
  assert.ok(results.every((r) => !names.get(r.static_fields.parsed_directory_file_id).endsWith('xlsx')));
});

async function finds(query, content, name) {
  const { results } = await client.beta.retrieval.retrieve({ index_id: index.id, query, top_k: 5 });
  const found = results.find((r) => content.test(r.content.replaceAll('\n', ' ')));
  assert.ok(found, results.map((r) => r.content).join('\n---\n'));
  const span = found.static_fields;
  const file = files.find((f) => f.file_id === span.parsed_directory_file_id);
  assert.match(file.file_name, name);
  const read = await client.beta.retrieval.read({
    index_id: index.id,
    file_id: file.file_id,
    offset: span.chunk_start_char,
    max_length: span.chunk_end_char - span.chunk_start_char,
  });
  assert.equal(read.content, found.content);
}
