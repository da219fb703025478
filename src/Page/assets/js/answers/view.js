// The view "Answers": the star schema's tables, and the questions of src/Warehouse/analytics with what the warehouse says.
import { h, debounce } from '../dom.js';
import { store } from '../store.js';
import { get } from '../api.js';
import { number } from '../format.js';
import { barTable } from '../charts/bars.js';
import { timeChart } from '../charts/time-chart.js';

const tables = ['songplays', 'users', 'songs', 'artists', 'time'];

export function answersView(main) {
  const ending = new AbortController();
  const root = h('div.sheet-view', h('div.empty', h('p', 'Asking the warehouse…')));
  main.replaceChildren(root);
  let drawing = new AbortController();
  const load = async () => {
    try {
      const answers = await get('/api/answers', ending.signal);
      drawing.abort();
      drawing = new AbortController();
      show(root, answers, drawing.signal);
    } catch (failure) {
      if (!ending.signal.aborted) root.replaceChildren(h('p.note.is-bad', failure.message));
    }
  };
  store.addEventListener('data', debounce(load, 800), { signal: ending.signal });
  load();
  return { leave() { ending.abort(); drawing.abort(); } };
}

function show(root, { tables: counts, answers }, signal) {
  root.replaceChildren(h('h1.unseen', 'Answers'),
    h('div.tiles', { role: 'list', 'aria-label': 'Rows of the star schema' },
      tables.map(table => h('div.tile', { role: 'listitem', data: { table } }, h('b', number(counts[table])), h('span', table)))),
    counts.songplays === 0 && counts.songs === 0
      ? h('div.panel.empty', h('h2', 'Nothing is loaded yet'),
        h('p', 'Drop files onto the page, or load a sample: the answers come by themselves.'))
      : h('div.answers', answers.map(answer => card(answer, signal))));
}

function card(answer, signal) {
  return h('section.panel.card', { data: { file: answer.file } }, h('h2', answer.question), picture(answer, signal),
    answer.notes && h('p.muted.small', answer.notes),
    h('details', h('summary', answer.file), h('pre.json', { tabindex: '0' }, answer.sql)));
}

/** A first column of days is a time; else the rows are bars. */
function picture({ columns, rows, question }, signal) {
  const values = rows.map(row => row.map(value => value.number ?? value.text ?? null));
  if (!values.length) return h('p.muted', 'No rows yet.');
  if (columns[0].type === 'date') {
    const times = values.map(row => Date.parse(`${row[0]}T00:00:00Z`));
    const plays = columns.map((column, at) => ({ column, at })).filter(({ column }) => column.name.endsWith('_plays'));
    const series = (plays.length ? plays : columns.slice(1).map((column, at) => ({ column, at: at + 1 })))
      .map(({ column, at }) => ({ label: column.name.replaceAll('_', ' '), points: times.map((time, row) => [time, values[row][at]]) }));
    return timeChart({ series, height: 210, stacked: true, day: true }, signal);
  }
  const isNumber = at => values.every(row => row[at] === null || typeof row[at] === 'number');
  const labels = Math.max(1, columns.findIndex((_, at) => at > 0 && isNumber(at)));
  return barTable({ columns: columns.map(column => column.name), rows: values, labels, caption: question });
}
