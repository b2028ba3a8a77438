// Validates real responses against the schemas of the wire's contract, where that is at hand.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { call, frames, json, makeIndex } from './support.mjs';

const contract = new URL('../../../shared/contract/openapi.json', import.meta.url);
const skip = existsSync(contract) ? false : 'needs ../shared';

test('responses fit the contract\'s schemas', { skip }, async (t) => {
  const { paths, components } = JSON.parse(readFileSync(contract));
  const ajv = new Ajv2020({ strict: false, discriminator: false });
  addFormats(ajv);
  ajv.addSchema({ $id: 'contract', components });
  const fits = (schema, value) => {
    const local = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"contract#/components'));
    const validate = ajv.compile(local);
    assert.ok(validate(value), JSON.stringify(validate.errors));
  };
  const check = async (method, path, template, { body, status = 200 } = {}) => {
    const response = await call(method, path, body ? { headers: json, body: JSON.stringify(body) } : {});
    assert.equal(response.status, status, `${method} ${path}`);
    const content = paths[template][method.toLowerCase()].responses[status]?.content;
    if (!content?.['application/json']) return response.text();
    const value = await response.json();
    fits(content['application/json'].schema, value);
    return value;
  };

  const { directory, file, index } = await makeIndex('contract');
  const dir = `/api/v1/beta/directories/${directory.id}`;
  const dirT = '/api/v1/beta/directories/{directory_id}';
  await check('GET', dir, dirT);
  await check('PATCH', dir, dirT, { body: { description: 'changed' } });
  await check('GET', '/api/v1/beta/directories', '/api/v1/beta/directories');
  await check('POST', '/api/v1/beta/directories', '/api/v1/beta/directories', { body: { name: 'n', system_metadata: { a: 1 } }, status: 201 });
  await check('GET', `${dir}/files`, `${dirT}/files`);
  await check('GET', `${dir}/files/${file.id}`, `${dirT}/files/{directory_file_id}`);
  const idx = `/api/v1/indexes/${index.id}`;
  await check('GET', `${idx}?expand=sync_in_progress`, '/api/v1/indexes/{index_id}');
  await check('GET', '/api/v1/indexes', '/api/v1/indexes');
  await check('POST', '/api/v1/indexes', '/api/v1/indexes', { body: { source_directory_id: directory.id }, status: 201 });
  await check('POST', `${idx}/sync`, '/api/v1/indexes/{index_id}/sync', { status: 202 });
  const r = '/api/v1/retrieval';
  await check('POST', `${r}/retrieve`, `${r}/retrieve`, { body: { index_id: index.id, query: 'mirror' } });
  await check('POST', `${r}/files/find`, `${r}/files/find`, { body: { index_id: index.id } });
  await check('POST', `${r}/files/grep`, `${r}/files/grep`, { body: { index_id: index.id, file_id: file.id, pattern: 'o+' } });
  await check('POST', `${r}/files/read`, `${r}/files/read`, { body: { index_id: index.id, file_id: file.file_id } });
  const session = await check('POST', '/api/v1/chat', '/api/v1/chat', { body: { index_ids: [index.id] }, status: 201 });
  const ses = `/api/v1/chat/${session.session_id}`;
  const sesT = '/api/v1/chat/{session_id}';
  const stream = await call('POST', `${ses}/messages/stream`, { headers: json, body: JSON.stringify({ prompt: 'The mirror?' }) });
  const event = paths[`${sesT}/messages/stream`].post.responses[200].content['text/event-stream'].schema;
  for (const frame of frames(await stream.text())) fits({ oneOf: event.oneOf }, frame.data);
  await check('GET', ses, sesT);
  await check('GET', `${ses}/summary`, `${sesT}/summary`);
  await check('POST', `${ses}/title`, `${sesT}/title`, { body: { first_message: 'A title' } });
  await check('GET', '/api/v1/chat', '/api/v1/chat');
  await check('GET', '/api/v1/projects', '/api/v1/projects');
  const invalid = await call('POST', '/api/v1/chat', { headers: json, body: '{"shared_access":"x"}' });
  fits({ $ref: '#/components/schemas/HTTPValidationError' }, await invalid.json());
  await check('DELETE', ses, sesT, { status: 204 });
  t.diagnostic('validated');
});
