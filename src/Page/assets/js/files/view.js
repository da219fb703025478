// The view "Files": the ledger with search, and one file's story.
import { h, debounce, middle, visible } from '../dom.js';
import { store } from '../store.js';
import { get } from '../api.js';
import { bytes, mood, number, sentence } from '../format.js';
import { backfill, mendButton } from '../mend.js';
import { fileStory } from './story.js';

const moods = ['quarantined', 'failed', 'not loaded', 'loading', 'waiting', 'loaded', 'superseded', 'ignored'];

export function filesView(main) {
  const ending = new AbortController();
  let status = '', chosen = null, asked = 0, after = null;
  const search = h('input.field',
    { type: 'search', placeholder: 'Why isn\'t this file queryable? Search by a part of its key…', 'aria-label': 'Search files',
      spellcheck: 'false' });
  const chips = h('div.chips', { role: 'group', 'aria-label': 'Status' });
  const body = h('tbody');
  const table = h('div.files-table', { tabindex: '0', role: 'region', 'aria-label': 'Files' },
    h('table.plain',
      h('thead',
        h('tr', h('th.key', 'File'), h('th', 'Status'), h('th.num', 'Rows'), h('th.num', 'Not loaded'),
          h('th.why', 'Why, and what to do'))), body));
  const foot = h('p.list-foot', { role: 'status' }, 'Loading…');
  const story = h('section.story', { 'aria-label': 'File', hidden: true });
  const root = h('div.files', h('section.files-main', h('div.files-head', h('div.files-title', h('h1', 'Files'),
    h('button.button', { type: 'button', onclick: () => backfill() }, 'Backfill…')), search, chips), table, foot), story);
  main.replaceChildren(root);

  search.addEventListener('input', debounce(() => load(null), 150));
  store.addEventListener('data', debounce(() => { load(after); if (chosen) showStory(chosen); }, 600), { signal: ending.signal });
  const onKey = event => {
    if (event.key === 'Escape' && chosen && !document.querySelector('dialog[open]') && !event.target.matches('input')) location.hash =
      '#/files';
  };
  addEventListener('keydown', onKey, { signal: ending.signal });

  /** The files after a key; null: from the first. */
  async function load(from) {
    const mine = ++asked;
    after = from;
    try {
      const query = new URLSearchParams({ search: search.value, status, after: from ?? '' });
      const found = await get(`/api/files?${query}`, ending.signal);
      if (mine === asked) show(found);
    } catch (failure) {
      if (!ending.signal.aborted) foot.textContent = visible(failure.message);
    }
  }

  function show({ found, counts, files, after: next, says }) {
    const all = counts && Object.values(counts).reduce((sum, count) => sum + count, 0);
    const present = moods.filter(one => !counts || counts[one] || one === status);
    chips.replaceChildren(chip('', 'All', all),
      ...present.map(one => chip(one, one[0].toUpperCase() + one.slice(1), counts && (counts[one] ?? 0))));
    body.replaceChildren(...files.map(file => h('tr', { 'aria-current': file.key === chosen ? 'true' : null, data: { key: file.key } },
      h('td.key', h('a', { href: `#/files/${encodeURIComponent(file.key)}` }, middle(file.key, true))),
      h('td', { class: mood(file.status) }, h('span.badge', file.status)),
      h('td.num', { data: { label: 'rows' } }, file.rowsStaged === undefined ? '' : number(file.rowsStaged)),
      h('td.num', { data: { label: 'not loaded' } }, rowsNotLoaded(file) ? number(rowsNotLoaded(file)) : ''),
      h('td.why', file.reason && h('p', sentence(file.reason)), file.whatToDo && h('p', h('b', sentence(file.whatToDo))),
        file.mending && mendButton(file.mending),
        !file.reason && !file.whatToDo && h('span.muted', bytes(file.size))))));
    if (says) body.replaceChildren(h('tr', h('td', { colspan: '5' }, visible(says))));
    foot.replaceChildren(...found === undefined
      ? [files.length ? `${number(files.length)} files, in the order of their keys ` : 'None of the files that were looked at ',
        after && further('From the first', null), next && further('The next', next)].filter(Boolean)
      : [found === 0 && search.value ? visible(`No file's key contains ${search.value.trim()}.`)
        : all === 0 && !search.value ? 'No file has arrived yet. Drop files onto the page, or load a sample.'
        : files.length < found ? `The first ${number(files.length)} of ${number(found)} files: search for the one you mean.`
        : all === undefined ? `${number(found)} files` : `${number(found)} of ${number(all)} files`]);
  }

  function further(label, from) {
    return h('button.chip', { type: 'button', onclick: () => load(from) }, label);
  }

  function chip(value, label, count) {
    return h('button.chip', { type: 'button', 'aria-pressed': String(value === status), onclick: () => {
      status = value;
      load(null);
    } }, label, count !== undefined && h('span.num', number(count)));
  }

  async function showStory(key) {
    const element = await fileStory(key, () => { location.hash = '#/files'; }, ending.signal);
    if (element && key === chosen) story.replaceChildren(...element);
  }

  return {
    /** A file's key, or none and a status. */
    go([key, only]) {
      if (only !== undefined) { status = only; search.value = ''; load(null); }
      else if (!asked) load(null);
      chosen = key || null;
      story.hidden = !key;
      root.classList.toggle('has-detail', Boolean(key));
      for (const row of body.children) row.dataset.key === key ? row.setAttribute('aria-current', 'true')
        : row.removeAttribute('aria-current');
      if (key) { story.replaceChildren(h('p.empty', 'Loading…')); showStory(key); }
    },
    leave() { ending.abort(); },
  };
}

/** Rows of a file that COPY refused, or that no table can use. */
function rowsNotLoaded({ rowsRejected, rowsUnusable }) {
  return (rowsRejected ?? 0) + (rowsUnusable ?? 0);
}
