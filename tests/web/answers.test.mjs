// The conversation: what is streamed and how it is shown, what can be done with it, and where citations lead.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { ask, ended, guide, hasPrograms, open, pdf, skip, stage, until } from './support.mjs';

const rich = `## A table

| name | number |
|:--|--:|
| one | 1 |
| **two** | 2 |

\`\`\`python
def dome(day):
    return "open" if day == "Thursday" else None  # <b>not a tag</b>
\`\`\`

The area is $\\pi r^2$, and

$$
E = mc^2
$$

also \\(a+b\\). ~~Gone~~ *soft* - [ ] task

1. first
2. second

   with a paragraph
`;

const hostile = `<script>window.hit=1</script> <img src=x onerror="window.hit=1">

<iframe src="javascript:window.hit=1"></iframe>

[click](javascript:window.hit=1) [data](data:text/html,x) [file](file:///etc/passwd) [relative](/api/v1/keys)

![spy](https://spy.example/pixel.png) [named](https://example.org/path?q=1 "onmouseover=hit") <https://auto.example>

$\\href{javascript:window.hit=1}{x}$ $\\includegraphics{https://spy.example/y.png}$ $\\rule{1e6em}{1e6em}$

\`\`\`"><script>window.hit=1</script>
</code><script>window.hit=1</script>
\`\`\`

שלום עולם, this line begins from the right.
`;

async function* answer(prompt, hasResults) {
  if (prompt === 'rich') yield* rich.match(/[\s\S]{1,7}/g);
  else if (prompt === 'hostile') yield* hostile.match(/[\s\S]{1,40}/g);
  else if (prompt === 'slow') for (let i = 0; ; i++) { yield `word${i} `; yield { wait: 60 }; }
  else if (prompt === 'think') {
    yield { thinking: 'First I **weigh** it. ' };
    yield { thinking: 'Then I decide.' };
    yield 'Decided.';
  }
  else if (prompt.startsWith('cite')) {
    if (!hasResults) yield { call: 'retrieve', arguments: { query: 'when does the observatory open its dome' } };
    else yield* ['The Halden observatory opens its dome ', 'every Thursday [1].'];
  } else yield* ['You said: ', prompt];
}

let context, server, index, paper;
stage({ answer }, async made => {
  ({ context, server } = made);
  index = await server.index('guide', { 'guide.md': guide });
  paper = await server.index('paper', {
    'paper.pdf': pdf(
      ['Contents of this paper'],
      ['The Halden observatory opens its dome every Thursday', 'at nine in the evening.'],
      ['The end']),
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
});

async function fresh(id = index.id) {
  return open(context, server, '/c/' + await server.session(id));
}

test('Markdown streams into tables, coloured code and formulas', { skip }, async () => {
  const page = await fresh();
  await ask(page, 'rich');
  await ended(page);
  assert.equal(await page.locator('.markdown table tr').count(), 3);
  assert.equal(await page.locator('.markdown td.right').last().textContent(), '2');
  assert.ok(await page.locator('.markdown ol > li').count() >= 2);
  await page.waitForSelector('.code .hljs-keyword');
  await page.waitForSelector('math');
  assert.equal(await page.locator('math').count(), 3);
  assert.match(await page.locator('.code pre').textContent(), /# <b>not a tag<\/b>/);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('Nothing that a model or a document says becomes a tag, a script or a request', { skip }, async () => {
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', e => page.faults.push(e.message));
  const outside = [];
  const own = [server.url, 'data:', 'blob:'];
  page.on('request', r => { if (!own.some(prefix => r.url().startsWith(prefix))) outside.push(r.url()); });
  // Lectern takes links out of answers itself; another server of this API may not.
  const id = await server.session(index.id, 'hostile');
  await page.route('**/api/v1/chat/' + id, async route => {
    const response = await route.fetch();
    const session = await response.json();
    session.events.find(e => e.type === 'text').content = hostile;
    session.generated_title = '<img src=x onerror="window.hit=1">';
    await route.fulfill({ response, json: session });
  });
  await page.goto(`${server.url}/c/${id}#key=${server.key}`);
  await page.waitForSelector('.answer footer');
  await page.waitForTimeout(500);
  assert.equal(await page.evaluate(() => window.hit), undefined);
  assert.equal(await page.locator('.answer img, .answer iframe, .answer script').count(), 0);
  const links = await page.locator('.answer .markdown a').evaluateAll(all => all.map(a => a.getAttribute('href')));
  assert.deepEqual(links, ['https://spy.example/pixel.png', 'https://example.org/path?q=1', 'https://auto.example/']);
  assert.equal(await page.locator('.answer .goes-to').first().textContent(), 'spy.example');
  for (const rel of await page.locator('.answer .markdown a').evaluateAll(all => all.map(a => a.rel)))
    assert.match(rel, /noopener/);
  assert.equal(await page.locator('.answer .markdown p[dir=auto]').last().evaluate(p => getComputedStyle(p).direction), 'rtl');
  assert.deepEqual(outside, []);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('Thoughts are folded; time and tokens stand at the end', { skip }, async () => {
  const page = await fresh();
  await ask(page, 'think');
  await ended(page);
  const thoughts = page.locator('details.thinking');
  assert.equal(await thoughts.getAttribute('open'), null);
  assert.equal(await page.locator('.thinking strong').isVisible(), false);
  await thoughts.locator('summary').click();
  assert.equal(await page.locator('.thinking strong').textContent(), 'weigh');
  assert.match(await page.locator('.cost').textContent(), /s · 1,200 tokens read, 345 written/);
  await page.close();
});

test('A tool is a line that opens; a citation shows its quote, then its page with next and previous', { skip }, async () => {
  const page = await fresh(paper.id);
  await ask(page, 'cite the paper');
  await ended(page);
  const tool = page.locator('details.tool');
  assert.match(await tool.locator('summary').textContent(), /^Searched for “\u2068when does.*\u2069”: \d+ passages?$/);
  assert.equal(await tool.locator('pre').count(), 0);
  await tool.locator('summary').click();
  assert.match(await tool.locator('pre').first().textContent(), /"query": "when does/);
  assert.match(await tool.locator('pre').last().textContent(), /"passages"/);

  const chip = page.locator('button.chip');
  assert.match(await chip.getAttribute('aria-label'), /^Source 1: paper\.pdf, page 2$/);
  await chip.hover();
  const tip = page.locator('.tip');
  assert.equal(await tip.isVisible(), true);
  assert.match(await tip.textContent(), /opens its dome every Thursday/);
  await chip.click();
  if (hasPrograms('pdftoppm')) {
    const image = page.locator('.sheet img');
    await image.waitFor();
    assert.match(await page.locator('.pages span').textContent(), /Page 2 of 3/);
    await until(page, () => document.querySelector('.sheet img').naturalWidth > 300);
    const yellow = await image.evaluate(async picture => {
      const canvas = Object.assign(document.createElement('canvas'),
        { width: picture.naturalWidth, height: picture.naturalHeight });
      const ink = canvas.getContext('2d');
      ink.drawImage(picture, 0, 0);
      const { data } = ink.getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let i = 0; i < data.length; i += 4) if (data[i] - data[i + 2] > 60) count++;
      return count;
    });
    assert.ok(yellow > 500, `${yellow} pixels are marked`);
    await page.getByRole('button', { name: 'Next page' }).click();
    await until(page, () => /Page 3 of 3/.test(document.querySelector('.pages span').textContent));
    assert.equal(await page.getByRole('button', { name: 'Next page' }).isDisabled(), true);
    await page.getByRole('button', { name: 'Previous page' }).click();
    await until(page, () => /Page 2 of 3/.test(document.querySelector('.pages span').textContent));
    const sheet = page.locator('.sheet');
    await sheet.press('Shift+ArrowRight');
    await sheet.press('ArrowLeft');
    await until(page, () => /Page 1 of 3/.test(document.querySelector('.pages span').textContent));
    const asText = page.locator('.source > .pages button[aria-pressed]');
    await asText.click();
    await page.locator('.source .sheet .pages').waitFor();
    await sheet.press('ArrowRight'); // The keys of who reads and marks text turn no page.
    await page.waitForTimeout(300);
    assert.equal(await asText.getAttribute('aria-pressed'), 'true');
  }
  const file = await page.locator('.source header a').getAttribute('href');
  const content = await page.request.get(server.url + file);
  assert.equal((await content.body()).subarray(0, 5).toString(), '%PDF-');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.source').count(), 0);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('A file without pages opens as text with the words marked', { skip }, async () => {
  const page = await fresh();
  await ask(page, 'cite the guide');
  await ended(page);
  await page.locator('button.chip').click();
  await page.waitForSelector('#cited');
  assert.match(await page.locator('#cited').textContent(), /opens its dome every Thursday/);
  await page.close();
});

test('Esc and the button stop an answer at once, and what was said stays', { skip }, async () => {
  const page = await fresh();
  for (const stop of [() => page.keyboard.press('Escape'), () => page.getByRole('button', { name: 'Stop the answer' }).click()]) {
    await ask(page, 'slow');
    await until(page, () => [...document.querySelectorAll('.answer')].at(-1)?.textContent.includes('word3'));
    await stop();
    await until(page, () => [...document.querySelectorAll('.answer')].at(-1)?.textContent.includes('Stopped.'));
    await page.getByRole('button', { name: 'Ask', exact: true }).waitFor();
  }
  assert.equal(await page.locator('.turn').count(), 2);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('An answer is copied and a chat exported as Markdown with its sources', { skip }, async () => {
  const page = await fresh();
  await ask(page, 'cite this');
  await ended(page);
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()),
    /every Thursday \[1\]\.[\s\S]*\[1\]: guide\.md.*“.*dome/);
  const save = async name => {
    await page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
    return download;
  };
  const download = await save('As Markdown');
  assert.match(download.suggestedFilename(), /\.md$/);
  const text = fs.readFileSync(await download.path(), 'utf8');
  assert.match(text, /^# cite this\n\n## You\n\ncite this\n\n## Answer\n/);
  const data = await save('As JSON, with the sources');
  assert.match(data.suggestedFilename(), /\.json$/);
  const { title, turns } = JSON.parse(fs.readFileSync(await data.path(), 'utf8'));
  assert.deepEqual([title, turns.length, turns[0].question], ['cite this', 1, 'cite this']);
  assert.match(turns[0].answer, /every Thursday \[1\]/);
  assert.deepEqual(turns[0].sources.map(s => [s.marker, s.file_name]), [['[1]', 'guide.md']]);
  assert.match(turns[0].sources[0].quote, /dome/);
  assert.equal(turns[0].model, 'openai:fake');
  await page.close();
});

test('Up to ten indexes are chosen, and locked by the first message', { skip }, async () => {
  const made = [];
  for (let i = 0; i < 10; i++) made.push(await server.index('extra ' + i, { 'note.txt': 'Extra ' + i }));
  const page = await open(context, server);
  await page.locator('.picker > button').click();
  const boxes = page.locator('.choice input');
  await until(page, () => document.querySelectorAll('.choice input').length === 12);
  for (let i = 0; i < 12; i++) if (await boxes.nth(i).isChecked()) await boxes.nth(i).uncheck();
  for (let i = 0; i < 10; i++) await boxes.nth(i).check();
  assert.equal(await boxes.nth(11).isDisabled(), true);
  await page.keyboard.press('Escape');
  await ask(page, 'hello there');
  await ended(page);
  assert.match(await page.locator('.locked').textContent(), /10 indexes/);
  assert.equal(await page.locator('.picker > button').count(), 0);
  for (const one of made) await server.call('DELETE', '/api/v1/indexes/' + one.id);
  await page.evaluate(() => localStorage.removeItem('lectern.indexes'));
  await page.close();
});
