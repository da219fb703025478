// The view "Answers": the star schema's tables, the questions of src/Warehouse/analytics with what the warehouse says, and one's own SQL.
import { h, debounce } from '../dom.js';
import { store } from '../store.js';
import { get } from '../api.js';
import { number } from '../format.js';
import { picture } from './pictures.js';
import { sqlBox } from './sql.js';

const tables = ['songplays', 'users', 'songs', 'artists', 'time'];

export function answersView(main) {
  const ending = new AbortController();
  const counts = h('div'), answers = h('div', h('div.empty', h('p', 'Asking the warehouse…')));
  const box = sqlBox();
  main.replaceChildren(h('div.sheet-view', h('h1.unseen', 'Answers'), counts, box.element, answers));
  let drawing = new AbortController();
  const load = async () => {
    try {
      const star = await get('/api/answers', ending.signal);
      drawing.abort();
      drawing = new AbortController();
      counts.replaceChildren(tiles(star.tables));
      answers.replaceChildren(star.tables.songplays === 0 && star.tables.songs === 0
        ? h('div.panel.empty', h('h2', 'Nothing is loaded yet'),
          h('p', 'Drop files onto the page, or load a sample: the answers come by themselves.'))
        : h('div.answers', star.answers.map(answer => card(answer, box, drawing.signal))));
    } catch (failure) {
      if (!ending.signal.aborted) answers.replaceChildren(h('p.note.is-bad', failure.message));
    }
  };
  store.addEventListener('data', debounce(load, 800), { signal: ending.signal });
  load();
  return { leave() { ending.abort(); drawing.abort(); } };
}

function tiles(counts) {
  return h('div.tiles', { role: 'list', 'aria-label': 'Rows of the star schema' },
    tables.map(table => h('div.tile', { role: 'listitem', data: { table } }, h('b', number(counts[table])), h('span', table))));
}

function card(answer, box, signal) {
  return h('section.panel.card', { data: { name: answer.name } }, h('h2', answer.question), picture(answer, signal),
    answer.coverage && h('p.note.is-warn.small', answer.coverage),
    answer.notes && h('p.muted.small', answer.notes),
    h('details', h('summary', answer.file), h('pre.json', { tabindex: '0' }, answer.sql),
      h('button.button', { type: 'button', onclick: () => box.take(answer.sql) }, 'Change it and run it')));
}
