// OpenAI's dialect at /v1, with the official openai package: models, completions, responses, searches, embeddings, and faults in
// their shape.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import OpenAI from 'openai';
import { apiKey, baseURL, call as http, client, json, makeIndex } from './support.mjs';

const openai = new OpenAI({ baseURL: `${baseURL}/v1`, apiKey, maxRetries: 0 });
const question = 'When does the observatory open its dome?';
const user = (content) => ({ role: 'user', content });
const all = async (items) => { const found = []; for await (const item of items) found.push(item); return found; };
const sessions = async () => (await all(client.beta.chat.list())).length;
const characters = (text, from, to) => [...text].slice(from, to).join('');

let file, index, search;
before(async () => {
  ({ file, index } = await makeIndex('openai'));
  search = [{ type: 'file_search', vector_store_ids: [index.id] }];
});

test('each index is a model', async () => {
  const models = await all(openai.models.list());
  assert.ok(models.some((m) => m.id === index.id && m.object === 'model' && m.created > 1.7e9));
  assert.equal((await openai.models.retrieve(index.id)).id, index.id);
});

test('a completion is the cited answer, whole and streamed, and no session is kept', async () => {
  const before = await sessions();
  const whole = await openai.chat.completions.create({ model: index.id, messages: [user(question)] });
  const { message, finish_reason } = whole.choices[0];
  assert.equal(finish_reason, 'stop');
  assert.match(message.content, /every Thursday/);
  const [annotation] = message.annotations;
  assert.equal(annotation.type, 'url_citation');
  assert.equal(characters(message.content, annotation.url_citation.start_index, annotation.url_citation.end_index), '[1]');
  assert.equal(annotation.file_citation.file_id, file.id);
  const link = await (await http('GET', annotation.url_citation.url.slice(baseURL.length))).json();
  assert.match(await (await fetch(link.url)).text(), /<mark/);
  assert.deepEqual(Object.keys(whole.usage), ['prompt_tokens', 'completion_tokens', 'total_tokens']);

  const chunks = await all(await openai.chat.completions.create({
    model: index.id, messages: [user(question)], stream: true, stream_options: { include_usage: true },
  }));
  assert.equal(chunks.map((c) => c.choices[0]?.delta.content ?? '').join(''), message.content);
  assert.deepEqual(chunks.map((c) => c.choices[0]?.finish_reason).filter(Boolean), ['stop']);
  const annotated = chunks.find((c) => c.choices[0]?.delta.annotations);
  assert.deepEqual(
    annotated.choices[0].delta.annotations.map((a) => a.file_citation), message.annotations.map((a) => a.file_citation));
  assert.equal(chunks.at(-1).usage.total_tokens, whole.usage.total_tokens);
  assert.equal(await sessions(), before);
});

test('a completion understands a question by what was said before', async () => {
  const messages = [
    { role: 'system', content: 'Be brief.' }, user('What does the main mirror measure?'),
    { role: 'assistant', content: 'The main mirror measures 2.4 metres.' },
      user([{ type: 'text', text: 'And what does it weigh?' }]),
  ];
  const { choices } = await openai.chat.completions.create({ model: index.id, messages });
  assert.match(choices[0].message.content, /eleven tonnes|main mirror/);
});

test('a response is a turn: the same text in its events, read again, and gone on with', async () => {
  const events = await all(await openai.responses.create({ model: 'lectern', input: question, tools: search, stream: true }));
  assert.deepEqual(events.map((e) => e.sequence_number), events.map((_, i) => i));
  const types = events.map((e) => e.type);
  assert.equal(types[0], 'response.created');
  assert.ok(types.includes('response.file_search_call.completed') && types.includes('response.output_text.annotation.added'));
  const { response } = events.at(-1);
  assert.equal(events.at(-1).type, 'response.completed');
  assert.equal(response.status, 'completed');
  const said = events.filter((e) => e.type === 'response.output_text.delta').map((e) => e.delta).join('');
  assert.match(said, /every Thursday/);

  const again = await openai.responses.retrieve(response.id);
  assert.equal(again.output_text, said);
  const [annotation] = again.output.at(-1).content[0].annotations;
  assert.equal(annotation.type, 'file_citation');
  assert.equal(annotation.file_id, file.id);
  assert.equal(annotation.filename, 'guide.md');
  assert.equal(characters(said, annotation.index, annotation.index + 3), '[1]');
  const middle = Math.floor(events.length / 2);
  const rest = await all(await openai.responses.retrieve(response.id, { stream: true, starting_after: middle }));
  assert.deepEqual(rest.map((e) => [e.sequence_number, e.type]),
    events.slice(middle + 1).map((e) => [e.sequence_number, e.type]));

  const more = await openai.responses.create(
    { model: 'lectern', input: 'And how heavy is the mirror?', previous_response_id: response.id });
  assert.equal(more.previous_response_id, response.id);
  assert.match(more.output_text, /mirror/);
  assert.notEqual(more.id, response.id);
  await assert.rejects(openai.responses.create({ model: 'lectern', input: 'x', previous_response_id: response.id }),
    /latest response/);
});

test('a response runs in the background, is polled, followed and cancelled', async () => {
  const begun = await openai.responses.create({ model: 'lectern', input: question, tools: search, background: true });
  assert.match(begun.status, /in_progress|completed/);
  const followed = await all(await openai.responses.retrieve(begun.id, { stream: true }));
  assert.equal(followed.at(-1).response.status, 'completed');
  assert.match((await openai.responses.retrieve(begun.id)).output_text, /every Thursday/);
  assert.equal((await openai.responses.cancel(begun.id)).status, 'completed');
});

test('a response with instructions, earlier messages or store: false is not kept', async () => {
  const before = await sessions();
  for (const more of [{ store: false }, { instructions: 'Be brief.' },
    { input: [user('Hello'), { role: 'assistant', content: 'Hello.' }, user(question)] }]) {
    const response = await openai.responses.create({ model: 'lectern', input: question, tools: search, ...more });
    assert.equal(response.store, false);
    assert.match(response.output_text, /every Thursday/);
    await assert.rejects(openai.responses.retrieve(response.id), (e) => e.status === 404);
  }
  assert.equal(await sessions(), before);
});

test('an index is searched as a vector store, with filters', async () => {
  const find = (more) => openai.vectorStores.search(index.id, { query: 'tomato', ...more });
  const { data } = await find({ max_num_results: 2 });
  assert.match(data[0].content[0].text, /tomato/);
  assert.deepEqual(data[0].attributes, { topic: 'garden', year: 2026, tags: ['food', 'water'] });
  assert.equal(data[0].filename, 'notes.txt');
  assert.equal((await find({ filters: { type: 'eq', key: 'topic', value: 'garden' } })).data.length, 1);
  const none = { type: 'and', filters: [{ type: 'gte', key: 'year', value: 2026 }, { type: 'lt', key: 'year', value: 2026 }] };
  assert.equal((await find({ filters: none })).data.length, 0);
  assert.ok((await find({ ranking_options: { score_threshold: 0.99 } })).data.length === 0);
});

test('texts are embedded by the model of the server, or its absence is told', async () => {
  const embed = openai.embeddings.create({ model: 'any', input: ['a telescope', 'a mirror'] });
  const { items } = await embed.then((e) => ({ items: e.data }), (e) => ({ items: e }));
  if (items instanceof OpenAI.NotFoundError) return;
  assert.equal(items.length, 2);
  assert.ok(Math.abs(items[0].embedding.reduce((sum, v) => sum + v * v, 0) - 1) < 1e-3);
});

test('faults are in the shape that the package reads, and store nothing', async () => {
  const before = await sessions();
  const complete = (more) => openai.chat.completions.create({ model: index.id, messages: [user(question)], ...more });
  const picture = user([{ type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } }]);
  const tool = { type: 'function', function: { name: 'f', parameters: {} } };
  const respond = (more) => openai.responses.create({ model: 'lectern', input: question, tools: search, ...more });
  const wrong = [
    [() => new OpenAI({ baseURL: `${baseURL}/v1`, apiKey: 'wrong-key-0123456789', maxRetries: 0 }).models.list(),
      OpenAI.AuthenticationError, /valid key/],
    [() => complete({ model: 'idx-unknown' }), OpenAI.NotFoundError, /idx-unknown was not found/],
    [() => complete({ tools: [tool] }), OpenAI.BadRequestError, /'tools' is not supported/],
    [() => complete({ n: 2 }), OpenAI.BadRequestError, /'n' is not a whole number/],
    [() => complete({ messages: [] }), OpenAI.BadRequestError, /1 to 1000 messages/],
    [() => complete({ messages: [picture] }), OpenAI.BadRequestError, /image_url, which is not supported/],
    [() => complete({ messages: [user('a'), { role: 'assistant', content: 'b' }] }), OpenAI.BadRequestError,
      /end with a message of the user/],
    [() => complete({ messages: [{ role: 'assistant', content: 'b' }, user('a')] }), OpenAI.BadRequestError,
      /before any message/],
    [() => complete({ messages: [user('a'), { role: 'system', content: 'b' }] }), OpenAI.BadRequestError, /has to stand first/],
    [() => complete({ messages: [{ role: 'tool', tool_call_id: 'x', content: 'b' }, user('a')] }), OpenAI.BadRequestError,
      /a role that is not/],
    [() => complete({ messages: [user('x'.repeat(32_001))] }), OpenAI.BadRequestError, /32000 characters/],
    [() => complete({ messages: [user('x'.repeat(10_000_000))] }), OpenAI.APIError, /larger than/],
    [() => complete({ messages: [user('a\u0000b')] }), OpenAI.BadRequestError, /U\+0000/],
    [() => complete({ stream: true, model: 'idx-unknown' }), OpenAI.NotFoundError, /idx-unknown was not found/],
    [() => complete({ stream: true, tools: [tool] }), OpenAI.BadRequestError, /'tools' is not supported/],
    [() => respond({ tools: [...search, { type: 'function', name: 'f', parameters: {} }] }), OpenAI.BadRequestError,
      /other than file_search/],
    [() => respond({ input: [user([{ type: 'input_image', image_url: 'data:image/png;base64,AA==' }])] }),
      OpenAI.BadRequestError, /input_image, which is not supported/],
    [() => respond({ input: [user('a'), { role: 'assistant', content: 'b' }] }), OpenAI.BadRequestError,
      /end with a message of the user/],
    [() => respond({ input: [{ role: 'assistant', content: 'b' }, user('a')] }), OpenAI.BadRequestError, /before any message/],
    [() => respond({ stream: true, background: true, input: 'x'.repeat(32_001) }), OpenAI.BadRequestError, /32000 characters/],
    [() => respond({ input: 'x'.repeat(10_000_000) }), OpenAI.APIError, /larger than/],
    [() => openai.vectorStores.search(index.id, { query: 'x'.repeat(10_000_000) }), OpenAI.APIError, /larger than/],
    [() => openai.embeddings.create({ model: 'any', input: 'x'.repeat(10_000_000) }), OpenAI.APIError, /larger than/],
    [() => respond({ model: 'gpt' }), OpenAI.BadRequestError, /'model' has to be lectern/],
    [() => respond({ tools: [] }), OpenAI.BadRequestError, /has to name indexes/],
    [() => respond({ tools: [{ type: 'web_search' }] }), OpenAI.BadRequestError, /other than file_search/],
    [() => respond({ tools: [{ type: 'file_search', vector_store_ids: ['idx-unknown'] }] }), OpenAI.NotFoundError,
      /was not found/],
    [() => respond({ previous_response_id: 'resp_ses-of-somebody-else_1' }), OpenAI.NotFoundError, /was not found/],
    [() => respond({ previous_response_id: 'nonsense' }), OpenAI.NotFoundError, /was not found/],
    [() => openai.responses.retrieve('resp_ses-unknown_1'), OpenAI.NotFoundError, /was not found/],
    [() => openai.vectorStores.search('idx-unknown', { query: 'x' }), OpenAI.NotFoundError, /was not found/],
    [() => openai.vectorStores.search(index.id, { query: 'x', filters: { type: 'or', filters: [] } }), OpenAI.BadRequestError,
      /filters/],
    [() => openai.images.generate({ prompt: 'x', model: 'x' }), OpenAI.NotFoundError, /none of the operations/],
  ];
  for (const [send, kind, message] of wrong) {
    await assert.rejects(async () => { await send(); }, (e) => {
      assert.ok(e instanceof kind, `${e}`);
      assert.match(e.message, message);
      assert.ok(e.type, e.message);
      return true;
    });
  }
  const broken = await http('POST', '/v1/chat/completions', { headers: json, body: '{"model":' });
  assert.equal(broken.status, 400);
  assert.ok((await broken.json()).error.message);
  assert.equal(await sessions(), before);
});
