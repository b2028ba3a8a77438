// Programs that others render Markdown with, each in the setting that lets most through but for `fuzzyLink`, and what of their
// output holds an address.
import * as commonmark from 'commonmark';
import { Parser } from 'htmlparser2';
import MarkdownIt from 'markdown-it';
import { Marked } from 'marked';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

const dangerous = { allowDangerousHtml: true, allowDangerousProtocol: true };
const markdownIt = new MarkdownIt({ html: true, linkify: true });
const plainMarkdownIt = new MarkdownIt('commonmark', { html: true });
const withFormulas = new MarkdownIt({ html: true, linkify: true }).use(formulas);
const marked = new Marked();
const [reader, writer] = [new commonmark.Parser(), new commonmark.HtmlRenderer()];

export const renderers = {
  'markdown-it': (text) => markdownIt.render(text),
  'markdown-it, CommonMark only': (text) => plainMarkdownIt.render(text),
  'markdown-it with formulas': (text) => withFormulas.render(text),
  marked: (text) => marked.parse(text),
  commonmark: (text) => writer.render(reader.parse(text)),
  micromark: (text) => micromark(text, dangerous),
  'micromark with GFM': (text) => micromark(text, { ...dangerous, extensions: [gfm()], htmlExtensions: [gfmHtml()] }),
};

// What holds the canary in a page that a browser would read: an element's name or attribute, a comment, an instruction.
export function holder(html, canary = /canary/i) {
  if (!canary.test(html)) return null;
  let found = null;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (canary.test(name)) found ??= `<${name}>`;
      for (const [key, value] of Object.entries(attributes)) {
        // A fence's language is no address.
        if (key === 'class' && value.startsWith('language-')) continue;
        if (canary.test(key) || canary.test(decoded(value))) found ??= `<${name} ${key}="${value}">`;
      }
    },
    oncomment(text) {
      if (canary.test(text)) found ??= `<!--${text}-->`;
    },
    onprocessinginstruction(name, text) {
      if (canary.test(text)) found ??= `<${text}>`;
    },
  }, { recognizeCDATA: true });
  parser.end(html);
  return found;
}

function decoded(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

// Formulas as greedily as any page's script takes them: before escapes and code, over fences too.
function formulas(md) {
  const signs = [['$$', '$$'], ['\\(', '\\)'], ['\\[', '\\]'], ['$', '$']];
  md.inline.ruler.before('escape', 'formula', (state, silent) => {
    for (const [open, close] of signs) {
      if (!state.src.startsWith(open, state.pos)) continue;
      const end = state.src.indexOf(close, state.pos + open.length);
      if (end < 0 || end >= state.posMax) continue;
      if (!silent) state.push('text', '', 0).content = 'formula';
      state.pos = end + close.length;
      return true;
    }
    return false;
  });
  md.block.ruler.before('fence', 'formulas', (state, start, last, silent) => {
    const line = (n) => state.src.slice(state.bMarks[n] + state.tShift[n], state.eMarks[n]);
    const sign = [['$$', '$$'], ['\\[', '\\]']].find(([open]) => line(start).startsWith(open));
    if (!sign) return false;
    let end = start;
    if (!line(start).slice(2).includes(sign[1])) {
      do end++; while (end < last && !line(end).includes(sign[1]));
      end = Math.min(end, last - 1);
    }
    if (silent) return true;
    state.push('html_block', '', 0).content = 'formula';
    state.line = end + 1;
    return true;
  }, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
}
