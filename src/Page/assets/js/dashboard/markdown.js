// The Markdown of text widgets: headings, lists, tables, bold, code, links. Text stays text: no markup of the source is ever used as such.
import { h } from '../dom.js';

export function markdown(source) {
  const out = h('div.markdown');
  const lines = source.split('\n');
  for (let at = 0; at < lines.length;) {
    const line = lines[at];
    const heading = /^#{1,4}\s+(.*)$/.exec(line);
    if (heading) { out.append(h('h2', inline(heading[1]))); at++; }
    else if (/^\s*[-*]\s+/.test(line)) at = block(lines, at, /^\s*[-*]\s+/,
      items => out.append(h('ul', items.map(item => h('li', inline(item))))));
    else if (/^\s*\d+\.\s+/.test(line)) at = block(lines, at, /^\s*\d+\.\s+/,
      items => out.append(h('ol', items.map(item => h('li', inline(item))))));
    else if (line.startsWith('|')) at = table(lines, at, out);
    else if (line.trim()) at = paragraph(lines, at, out);
    else at++;
  }
  return out;
}

function block(lines, at, mark, add) {
  const items = [];
  for (; at < lines.length && mark.test(lines[at]); at++) items.push(lines[at].replace(mark, ''));
  add(items);
  return at;
}

function table(lines, at, out) {
  const rows = [];
  for (; at < lines.length && lines[at].startsWith('|'); at++) rows.push(lines[at].split('|').slice(1, -1).map(cell => cell.trim()));
  const [head, , ...body] = rows;
  out.append(h('table', h('thead', h('tr', head.map(cell => h('th', inline(cell))))),
    h('tbody', body.map(row => h('tr', row.map(cell => h('td', inline(cell))))))));
  return at;
}

function paragraph(lines, at, out) {
  const text = [];
  for (; at < lines.length && lines[at].trim() && !/^(#|\||\s*[-*]\s|\s*\d+\.\s)/.test(lines[at]); at++) text.push(lines[at]);
  if (!text.length) text.push(lines[at++]);
  out.append(h('p', inline(text.join(' '))));
  return at;
}

/** AWS's console knows nothing of this stack. */
const isHere = address => /^(https?:|#)/.test(address) && !/^https:\/\/[^/]*\.console\./.test(address);

function inline(text) {
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(/\*\*(.+?)\*\*|`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)/g)) {
    parts.push(text.slice(at, match.index));
    if (match[1]) parts.push(h('b', match[1]));
    else if (match[2]) parts.push(h('code', match[2]));
    else parts.push(isHere(match[4]) ? h('a', { href: match[4], rel: 'noreferrer' }, match[3]) : match[3]);
    at = match.index + match[0].length;
  }
  return [...parts, text.slice(at)];
}
