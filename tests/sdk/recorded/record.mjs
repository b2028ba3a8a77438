// Runs a program against a server that notes its request and answers it with a turn's stream, and prints what was noted.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';

const stream = ['{"type":"text_delta","content":"x"}', '{"type":"stop","is_error":false}'].map((e) => `data: ${e}\n\n`).join('');
const noted = [];
const server = createServer(async (request, response) => {
  let body = '';
  for await (const piece of request) body += piece;
  const headers = [];
  for (let i = 0; i < request.rawHeaders.length; i += 2) headers.push([request.rawHeaders[i], request.rawHeaders[i + 1]]);
  noted.push({
    method: request.method, path: request.url, body: JSON.parse(body),
    headers: Object.fromEntries(headers.filter(([name]) => !/^(host|authorization|content-length|connection)$/i.test(name))),
  });
  response.writeHead(200, { 'content-type': 'text/event-stream' }).end(stream);
});
server.listen(0, '127.0.0.1', () => {
  const [command, ...args] = process.argv.slice(2);
  const env = {
    ...process.env, LLAMA_CLOUD_BASE_URL: `http://127.0.0.1:${server.address().port}`, LLAMA_CLOUD_API_KEY: 'a-key',
    SESSION_ID: 'SESSION_ID', INDEX_ID: 'INDEX_ID',
  };
  spawn(command, args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).on('exit', (code) => {
    server.close();
    if (code === 0 && noted.length === 1) console.log(JSON.stringify(noted[0], null, 2));
    else process.exitCode = 1;
  });
});
