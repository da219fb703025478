// Answers drawn as the header of their question has it: figures, bars, lines over days, a grid of two columns, or the rows.
import { h } from '../dom.js';
import { number, plural } from '../format.js';
import { barTable } from '../charts/bars.js';
import { timeChart } from '../charts/time-chart.js';

/** An answer of /api/answers; what is drawn until then ends with the signal. */
export function picture({ chart, columns, rows, question }, signal) {
  const values = rows.map(row => row.map(value => value.number ?? value.text ?? null));
  if (!values.length) return h('p.muted', 'No rows yet.');
  const places = names => names.map(name => columns.findIndex(column => column.name === name));
  const drawn = { columns, values, labels: places(chart.labels), drawn: places(chart.values), question };
  switch (chart.kind) {
    case 'number': return figures(drawn);
    case 'bar': return bars(drawn);
    case 'line': return lines(drawn, false, signal);
    case 'area': return lines(drawn, true, signal);
    case 'grid': return grid(drawn);
    default: return table(drawn);
  }
}

const words = column => column.name.replaceAll('_', ' ');
const text = (value, { format }) =>
  typeof value !== 'number' ? value ?? '' : format === 'id' ? String(value) : number(value) + (format === 'percent' ? ' %' : '');
const isNumber = (values, at) => values.every(row => row[at] === null || typeof row[at] === 'number');

function figures({ columns, values, drawn }) {
  return h('div.values', drawn.map(at => h('div.value', h('b', text(values[0][at], columns[at])), h('span', words(columns[at])))));
}

function bars({ columns, values, labels, question }) {
  return barTable({ columns: columns.map(column => column.name), rows: values, labels: labels.length, caption: question });
}

/** What may be added up has its sum above the lines, the rest its highest; the rows are under them for who can't see lines. */
function lines({ columns, values, labels: [day], drawn, question }, isSum, signal) {
  const times = values.map(row => Date.parse(`${row[day]}T00:00:00Z`));
  const figure = at => {
    const all = values.map(row => row[at] ?? 0);
    return isSum ? all.reduce((sum, value) => sum + value, 0) : Math.max(...all);
  };
  const series = drawn.map(at => (
    { label: words(columns[at]), whole: figure(at), points: times.map((time, row) => [time, values[row][at]]) }));
  return h('div',
    h('div.values', drawn.map((at, place) => h('div.value',
      h('b', text(figure(at), columns[at])),
      h('span', h('i.swatch', { style: { background: `var(--series-${place % 6 + 1})` } }),
        `${words(columns[at])} ${isSum ? 'in all' : 'at most'}`)))),
    timeChart({ series, height: 190, stacked: isSum, day: true }, signal),
    h('details', h('summary', `${plural(values.length, 'row')}, ${values[0][day]} to ${values.at(-1)[day]}`),
      table({ columns, values, question })));
}

function grid({ columns, values, labels: [down, across], drawn: [at], question }) {
  const rows = [...new Set(values.map(row => row[down]))];
  const heads = [...new Set(values.map(row => row[across]))].sort((one, other) => one - other);
  const known = new Map(values.map(row => [`${row[down]}|${row[across]}`, row[at]]));
  const most = Math.max(1, ...known.values());
  const cell = (row, head) => {
    const value = known.get(`${row}|${head}`);
    if (value === undefined) return h('td');
    const share = Math.round(value / most * 45);
    const said = text(value, columns[at]);
    return h('td', { title: `${row}, ${words(columns[across])} ${head}: ${said}`,
      style: { background: `color-mix(in srgb, var(--series-1) ${share}%, var(--sunken))` } },
    h(heads.length > 12 ? 'span.unseen' : 'span', said));
  };
  return h('div.scroll', h(heads.length > 12 ? 'table.heat.is-dense' : 'table.heat', h('caption.unseen', question),
    h('thead', h('tr', h('th', { scope: 'col' }, words(columns[down])), heads.map(head => h('th', { scope: 'col' }, String(head))))),
    h('tbody', rows.map(row => h('tr', h('th', { scope: 'row' }, String(row)), heads.map(head => cell(row, head)))))));
}

function table({ columns, values, question }) {
  const number = columns.map((_, at) => isNumber(values, at) ? 'num' : '');
  return h('div.scroll', { tabindex: '0', role: 'region', 'aria-label': question }, h('table.plain',
    h('thead', h('tr', columns.map((column, at) => h('th', { scope: 'col', class: number[at] }, words(column))))),
    h('tbody', values.map(row => h('tr', row.map((value, at) => h('td', { class: number[at] }, text(value, columns[at]))))))));
}
