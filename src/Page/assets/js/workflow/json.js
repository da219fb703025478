// JSON for reading: indented, coloured, and cut where it is so long that nobody reads on.
import { h, visible } from '../dom.js';

const longest = 40_000;
const parts = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g;

export function jsonBlock(text) {
  let pretty;
  try { pretty = JSON.stringify(JSON.parse(text), null, 2); } catch { pretty = String(text ?? ''); }
  const block = h('pre.json', { tabindex: '0', 'aria-label': 'JSON' });
  const shown = visible(pretty).slice(0, longest);
  let at = 0;
  for (const match of shown.matchAll(parts)) {
    block.append(shown.slice(at, match.index));
    const kind = match[2] ? 'key' : match[1] ? 'text' : 'lit';
    block.append(h(`span.${kind}`, match[1] ?? match[0]), match[2] ?? '');
    at = match.index + match[0].length;
  }
  block.append(shown.slice(at), pretty.length > longest ? `\n… ${pretty.length - longest} characters more` : '');
  return block;
}
