// A SELECT of one's own: its rows, or the warehouse's words for what is wrong with it. Nothing can be changed here.
import { h } from '../dom.js';
import { post } from '../api.js';
import { number, plural } from '../format.js';

const example = 'SELECT title, artist_name, COUNT(*) AS plays\nFROM played_tracks\nGROUP BY title, artist_name\nORDER BY plays DESC';

/** { element, take(sql) }: take puts a text there for somebody to change and run. */
export function sqlBox() {
  const input = h('textarea.field', { id: 'sql', rows: '4', spellcheck: 'false', autocomplete: 'off' });
  const run = h('button.button.is-primary', { type: 'submit' }, 'Run');
  const result = h('div.result', { 'aria-live': 'polite' });
  input.value = example;
  let asked = 0;

  async function ask(event) {
    event?.preventDefault();
    const mine = ++asked;
    result.replaceChildren(h('p.muted', 'Asking the warehouse…'));
    try {
      const answer = await post('/api/query', { sql: input.value });
      if (mine === asked) result.replaceChildren(...answer.refused ? [h('p.note.is-bad', answer.refused)] : rows(answer));
    } catch (failure) {
      if (mine === asked) result.replaceChildren(h('p.note.is-bad', failure.message));
    }
  }

  input.addEventListener('keydown', event => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) ask(event); });
  return {
    element: h('form.panel.sql', { onsubmit: ask }, h('h2', h('label', { for: 'sql' }, 'Ask in SQL')), input,
      h('div.row-of', run, h('span.muted.small',
        'A SELECT of songplays, users, songs, artists, time and played_tracks, in Redshift\'s SQL. Ctrl+Enter runs it.')), result),
    take(sql) {
      input.value = sql;
      input.rows = Math.min(16, sql.split('\n').length + 1);
      input.focus();
      input.scrollIntoView({ block: 'center' });
    },
  };
}

function rows({ columns, rows: shown, count, isCounted }) {
  const isNumber = columns.map(({ type }) => /int|numeric|double|real/.test(type) ? 'num' : '');
  const cell = (value, at) => value === null ? h('td.is-null', 'NULL') : h('td', { class: isNumber[at], title: value }, value);
  return [
    h('p.muted.small', shown.length < count ? `${number(shown.length)} of ${isCounted ? '' : 'more than '}${plural(count, 'row')}`
      : plural(count, 'row')),
    h('div.scroll', { tabindex: '0', role: 'region', 'aria-label': 'Rows' }, h('table.plain',
      h('thead', h('tr', columns.map(({ name, type }, at) => h('th', { scope: 'col', class: isNumber[at], title: type }, name)))),
      h('tbody', shown.map(row => h('tr', row.map(cell)))))),
  ];
}
