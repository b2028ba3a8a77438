// Random hostile Markdown with a canary in its addresses, as the answer's filter lets it out: no program makes an element of it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { holder, renderers } from './renderers.mjs';

let cases;

before(() => {
  // `./test` has them written already.
  const written = process.env.MARKDOWN_CASES;
  if (written && existsSync(written)) {
    cases = read(written);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'markdown-'));
  const tests = join(import.meta.dirname, '../Lectern.Tests/bin/Release/net10.0/Lectern.Tests.dll');
  const file = join(folder, 'cases.jsonl');
  const run = spawnSync('dotnet', [tests, '-class', 'Lectern.Tests.Agent.Answers.HostileMarkdownTests'],
    { env: { ...process.env, MARKDOWN_CASES: file }, encoding: 'utf8' });
  assert.equal(run.status, 0, run.stdout + run.stderr);
  cases = read(file);
  rmSync(folder, { recursive: true });
});

function read(file) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
}

let unrendered = 0;

// Names the program as well. A text that a program fails over (marked does so over few) becomes nothing there.
function anyHolder(text) {
  for (const [name, render] of Object.entries(renderers)) {
    let html;
    try {
      html = render(text);
    } catch {
      unrendered++;
      continue;
    }
    const found = holder(html);
    if (found) return `${name}: ${found}`;
  }
  return null;
}

test('what the filter lets out holds no address in any program', (t) => {
  assert.ok(cases.length > 10_000, `only ${cases.length} texts`);
  const failed = [];
  let holding = 0;
  for (const { text, filtered } of cases) {
    if (!/canary/i.test(filtered)) continue;
    holding++;
    const found = anyHolder(filtered);
    if (found) failed.push(`${found}\n  ${JSON.stringify(text)}\n  ${JSON.stringify(filtered)}`);
  }
  t.diagnostic(`${cases.length} texts, ${holding} with words of an address in what came out, `
    + `${Object.keys(renderers).length} programs, ${unrendered} times one failed`);
  assert.ok(unrendered < cases.length / 1000, `the programs failed over ${unrendered} texts`);
  assert.equal(failed.length, 0, `${failed.length} failed\n${failed.slice(0, 5).join('\n')}`);
});

test('without the filter nearly every known way lets an address through', (t) => {
  const known = cases.filter((c) => c.name);
  assert.ok(known.length > 0);
  const harmless = known.filter((c) => !anyHolder(c.text)).map((c) => c.name);
  const random = cases.filter((c, i) => !c.name && i % 20 === 0);
  const share = random.filter((c) => anyHolder(c.text)).length / random.length;
  const ways = new Set(known.map((c) => c.name)).size;
  t.diagnostic(
    `${ways - new Set(harmless).size} of ${ways} known ways and ${Math.round(share * 100)}% of the random texts, unfiltered`);

  // The others are ways into programs that are not rendered with here.
  assert.ok(new Set(harmless).size <= ways / 10, `${[...new Set(harmless)]}`);
  assert.ok(share > 0.4, `${share}`);
});
