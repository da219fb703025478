// One file's story: each version, what became of it and why, the rows that were refused, and what to do.
import { h, iconButton } from '../dom.js';
import { get } from '../api.js';
import { store } from '../store.js';
import { bytes, mood, number, plural, sentence } from '../format.js';
import { putAs } from '../drop/drop.js';
import { mendButton } from '../mend.js';

const answers = {
  quarantined: ['is-bad', 'It is not queryable: it could not be loaded, and was set aside so that the others could.'],
  failed: ['is-bad', 'It is not queryable: its load failed.'],
  superseded: ['', 'It was overwritten before it was read.'],
  waiting: ['', 'It is not queryable yet: its notice waits in a queue, where notices gather before they load.'],
  loading: ['', 'It is not queryable yet: its load is under way.'],
  'not loaded': ['is-warn', 'It is not queryable: nobody announced it.'],
  ignored: ['', 'It is no file of a dataset, and is left alone.'],
};

/** Null: the view was left meanwhile. */
export async function fileStory(key, onClose, signal) {
  const head = h('div.detail-head', h('div.detail-title', h('h2', key), iconButton('close', 'Close', onClose)));
  try {
    const { versions, rejectedRows } = await get(`/api/files/story?key=${encodeURIComponent(key)}`, signal);
    return [head, h('div.story-body', versions.toReversed().map((version, at) => versionOf(version, at === 0, rejectedRows)))];
  } catch (failure) {
    return signal.aborted ? null : [head, h('div.story-body', h('p.note.is-bad', failure.message))];
  }
}

function versionOf(version, isLatest, rejectedRows) {
  const rows = rejectedRows.filter(row => row.loadId === version.loadId);
  const [kind, words] = version.status === 'loaded' ? loaded(version) : answers[version.status] ?? ['', ''];
  const execution = version.loadId && store.executions.has(version.loadId)
    ? h('a.mono', { href: `#/workflow/${version.loadId}` }, version.loadId) : h('span.mono', version.loadId);
  return h('article.version', { data: { status: version.status } },
    h('div.facts', h('span', { class: mood(version.status) }, h('span.badge', version.status)),
      h('span', isLatest ? 'The latest' : 'An earlier version'), version.recordedAt && h('span', `recorded ${version.recordedAt} UTC`)),
    h('p.note', { class: kind }, words),
    h('dl.todo',
      version.reason && [h('dt', 'Why'), h('dd', version.reason)],
      version.whatToDo && version.whatToDo !== version.mending?.words && [h('dt', 'What to do'),
        h('dd', h('b', sentence(version.whatToDo)))],
      isLatest && mends(version),
      [h('dt', 'Rows'),
        h('dd', version.rowsStaged === undefined ? 'none'
          : `${number(version.rowsStaged)} staged, ${number(version.rowsUnusable ?? 0)} of them unusable,
            ${number(version.rowsRejected ?? 0)} refused`)],
      [h('dt', 'Size'), h('dd', bytes(version.size))], [h('dt', 'eTag'), h('dd.mono', version.eTag)],
      version.loadId && [h('dt', 'Load'), h('dd', execution)],
      version.journey?.traceId && [h('dt', 'Trace'), h('dd.mono', version.journey.traceId)]),
    version.journey && journeyOf(version.journey.steps),
    rows.length > 0
    && h('div.rejected', h('table.plain', h('thead', h('tr', h('th.num', 'Line'), h('th', 'Column'), h('th', 'Refused because'))),
      h('tbody',
        rows.map(row => h('tr', h('td.num', row.line ?? ''), h('td.mono', row.column ?? ''),
          h('td', row.message, !row.key && h('span.muted', ' (one of the load\'s files: staging does not know which)'))))))));
}

/** The button that does what is to do; null: nothing is, or it needs more than a button. */
function mends({ key, mending, whatToDo, status }) {
  const button = mending ? mendButton(mending) : whatToDo && (status === 'quarantined' || status === 'loaded') ? putAgain(key) : null;
  return button && [h('dt', 'Mend'), h('dd', h('div.mend', mending && h('code', mending.words), button))];
}

function putAgain(key) {
  const pick = h('input.hidden-input', { type: 'file', 'aria-label': 'Put the mended file' });
  pick.addEventListener('change', () => { if (pick.files.length) putAs(pick.files[0], key); pick.value = ''; });
  return h('label.button', pick, 'Put the mended file…');
}

/** What of a loaded file is in the schema. */
function loaded({ rowsStaged, rowsUnusable, rowsRejected }) {
  const losses = (rowsRejected > 0 ? `${plural(rowsRejected, 'row was', 'rows were')} refused. ` : '')
    + (rowsUnusable > 0 ? `${plural(rowsUnusable, 'row', 'rows')} can't be used. ` : '');
  return rowsStaged === 0 ? ['', `${losses}It has no rows to load.`]
    : rowsStaged <= rowsUnusable ? ['is-bad', `${losses}None of its rows is in the schema.`]
      : ['is-good', losses ? `${losses}Its other rows are in the schema.` : 'Its rows are in the schema.'];
}

/** When it was where, each step with the time since the first. */
function journeyOf(steps) {
  const start = Date.parse(steps[0].at);
  return h('ol.journey', steps.map(step => h('li',
    h('time.mono', { datetime: step.at }, step.at.slice(0, 23).replace('T', ' ')),
    h('span.num.muted', `+${((Date.parse(step.at) - start) / 1000).toFixed(1)} s`), h('span', step.what))));
}
