// A document of very many pages opens where it is cited.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, ended, open, pdf, skip, stage, until } from './support.mjs';

const count = 1030; // More than one page of any list.
const cited = 1017;

let context, server, index;
stage({}, async made => {
  ({ context, server } = made);
  const pages = Array.from({ length: count }, (_, i) => [i + 1 === cited
    ? 'The Halden observatory opens its dome every Thursday.' : `Leaf ${i + 1} of the ledger.`]);
  index = await server.index('ledger', { 'ledger.pdf': pdf(...pages) }, 600000);
});

test('A file of more than a thousand pages opens at the cited page, and turns to its neighbours', { skip }, async () => {
  const page = await open(context, server, '/c/' + await server.session(index.id));
  const pictures = [];
  page.on('request', r => {
    const picture = /attachments\/([^?]*page_[^?]*)/.exec(r.url());
    if (picture) pictures.push(decodeURIComponent(picture[1]));
  });
  await ask(page, 'When does the observatory open its dome?');
  await ended(page);
  await page.locator('.markdown button.chip').first().click();
  await page.getByText('Page 1,017 of 1,030').waitFor();
  await until(page, () => document.querySelector('.source img')?.naturalWidth > 0);
  assert.deepEqual(pictures, [`screenshots/page_${cited}.jpg`]);
  await page.getByRole('button', { name: 'Next page' }).click();
  await page.getByText('Page 1,018 of 1,030').waitFor();
  assert.deepEqual(page.faults, []);
  await page.close();
});
