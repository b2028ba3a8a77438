// What the official SDK reads of a session, an index and a directory that are there already, as one JSON document on standard
// output. The .NET client's tests run it beside their own client and compare.
//   node compare.mjs SESSION INDEX DIRECTORY FILE    with LECTERN_BASE_URL and LECTERN_API_KEY
import LlamaCloud from '@llamaindex/llama-cloud';

const [session, index, directory, file] = process.argv.slice(2);
const client = new LlamaCloud({ baseURL: process.env.LECTERN_BASE_URL, apiKey: process.env.LECTERN_API_KEY, maxRetries: 0 });
const { chat, indexes, directories, retrieval } = client.beta;

const all = async (pages) => {
  const items = [];
  for await (const item of pages) items.push(item);
  return items;
};
const failure = async (call) => {
  try {
    await call;
  } catch (e) {
    return { status: e.status, body: e.error };
  }
};

const project = (await client.projects.list())[0];
console.log(
  JSON.stringify({
    session: await chat.retrieve(session),
    summary: await chat.getSummary(session),
    sessions: await all(chat.list({ page_size: 2 })),
    replay: await (await client.get(`/api/v1/chat/${session}/messages/stream?starting_after=0`).asResponse()).text(),
    index: await indexes.get(index, { expand: ['sync_in_progress'] }),
    indexes: await all(indexes.list()),
    directory: await directories.get(directory),
    directories: await all(directories.list({ page_size: 1 })),
    file: await directories.files.get(file, { directory_id: directory }),
    files: await all(directories.files.list(directory)),
    retrieved: await retrieval.retrieve({ index_id: index, query: 'dome', top_k: 3 }),
    found: await all(retrieval.find({ index_id: index, file_name_contains: '.md' })),
    matches: await all(retrieval.grep({ index_id: index, file_id: file, pattern: 'dome|🔭' })),
    text: await retrieval.read({ index_id: index, file_id: file }),
    project: await client.projects.get(project.id),
    unknown: await failure(chat.retrieve('ses-unknown')),
    invalid: await failure(retrieval.retrieve({ index_id: index, query: 'x', top_k: 0 })),
  }),
);
