// An answer as a table whose first number is drawn as a bar: readable without seeing, too.
import { h } from '../dom.js';
import { number } from '../format.js';

/** columns: names; rows: values, a text or a number each; labels: how many of the first columns name the row. */
export function barTable({ columns, rows, labels, caption }) {
  const most = Math.max(1, ...rows.map(row => row[labels] ?? 0));
  const head = columns.map((name, at) => h('th', { scope: 'col', class: at >= labels ? 'num' : '' }, name.replaceAll('_', ' ')));
  head.splice(labels, 0, h('th.bar-cell', h('span.unseen', 'share')));
  return h('table.bars', h('caption.unseen', caption), h('thead', h('tr', head)), h('tbody', rows.map(row => {
    const cells = row.map((value, at) => at === 0 ? h('th', { scope: 'row' }, String(value ?? ''))
      : h('td', { class: at >= labels ? 'num' : 'muted' }, typeof value === 'number' ? number(value) : String(value ?? '')));
    cells.splice(labels, 0,
      h('td.bar-cell', { 'aria-hidden': 'true' }, h('i', { style: { width: `${(row[labels] ?? 0) / most * 100}%` } })));
    return h('tr', cells);
  })));
}
