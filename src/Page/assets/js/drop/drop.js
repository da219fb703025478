// Files that are dropped or picked: where each would go is shown, can be changed, and only then is it put.
import { h, visible } from '../dom.js';
import { put } from '../api.js';
import { bytes, number, plural } from '../format.js';
import { toast } from '../toasts.js';
import { filesOfDrop, filesOfPick } from './entries.js';
import { keyFor, isKey } from './keys.js';

const overlay = document.getElementById('overlay');
const sheet = document.getElementById('drop');
const mostEdited = 200;
const sideBySide = 4;

export function startDrop(picker) {
  let depth = 0;
  const hasFiles = event => event.dataTransfer?.types.includes('Files');
  addEventListener('dragenter', event => { if (hasFiles(event)) { depth++; overlay.hidden = false; } });
  addEventListener('dragleave', event => { if (hasFiles(event) && --depth <= 0) { depth = 0; overlay.hidden = true; } });
  addEventListener('dragover', event => { if (hasFiles(event)) event.preventDefault(); });
  addEventListener('drop', async event => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    overlay.hidden = true;
    ask(await filesOfDrop(event.dataTransfer));
  });
  picker.addEventListener('change', () => { ask(filesOfPick(picker.files)); picker.value = ''; });
}

/** A file for a key that is there: its next version. */
export const putAs = (file, key) => show([{ file, path: file.name, key, why: 'the key of the file that it mends' }]);

async function ask(files) {
  if (!files.length) return;
  const puts = [];
  for (const { file, path } of files) puts.push({ file, path, ...await keyFor(file, path) });
  show(puts);
}

function show(puts) {
  const title = h('h2', { id: 'drop-title' }, `Put ${plural(puts.length, 'file')} into the bucket`);
  const rows = puts.slice(0, mostEdited).map(editRow);
  const rest = puts.length - rows.length;
  const button = h('button.button.is-primary', { type: 'submit' }, 'Put');
  const status = h('p');
  const cancel = h('button.button', { type: 'button', onclick: () => sheet.close() }, 'Cancel');
  const form = h('form', { method: 'dialog', style: { display: 'contents' } },
    h('header', title, h('p.muted', 'A file\'s key decides what it is: user activity under log_data/, song metadata under song_data/. '
      + 'Change a key before you put it.')),
    h('div.body', rows.map(row => row.element), rest > 0 && h('p.muted', `and ${number(rest)} more, by the same rule.`)),
    h('footer', status, cancel, button));
  form.addEventListener('input', count);
  form.addEventListener('submit', event => { event.preventDefault(); putAll(puts, rows, { button, status, cancel }); });
  count();
  sheet.replaceChildren(form);
  sheet.showModal();

  function count() {
    const ready = puts.filter(one => isKey(one.key)).length;
    button.textContent = `Put ${plural(ready, 'file')}`;
    button.disabled = ready === 0;
    status.textContent = ready < puts.length ? `${plural(puts.length - ready, 'file')} without a usable key will not be put.` : '';
  }
}

function editRow(one) {
  const key = h('input.field',
    { value: one.key, 'aria-label': `Key of ${one.path}`, placeholder: 'log_data/… or song_data/…', spellcheck: 'false' });
  const why = h('p.why', one.why);
  const element = h('div.put', { class: isKey(one.key) ? '' : 'is-bad' }, h('span.from.cut', one.path),
    h('span.size', bytes(one.file.size)), key, why);
  key.addEventListener('input', () => {
    one.key = key.value.trim();
    element.classList.toggle('is-bad', !isKey(one.key));
    why.textContent = isKey(one.key) ? 'your choice' : 'a key starts with log_data/ or song_data/ and ends in .json or .json.gz';
  });
  return {
    element,
    say(mood, text) { element.className = `put ${mood}`; why.textContent = visible(text); },
  };
}

async function putAll(puts, rows, { button, status, cancel }) {
  const waiting = puts.map((one, at) => ({ ...one, row: rows[at] })).filter(one => isKey(one.key));
  const all = waiting.length, failed = [];
  const bar = h('progress', { max: all, value: 0, 'aria-label': 'Files put' });
  let done = 0;
  button.disabled = true;
  status.replaceChildren(bar);
  const work = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      try {
        await put(`/api/objects?key=${encodeURIComponent(one.key)}`, one.file);
        one.row?.say('is-good', `in the bucket as ${one.key}`);
      } catch (failure) {
        failed.push(one);
        one.row?.say('is-bad', failure.message);
      }
      bar.value = ++done;
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, work));
  if (failed.length) {
    status.textContent = `${plural(failed.length, 'file')} could not be put. The reasons are above.`;
    cancel.textContent = 'Close';
    return;
  }
  sheet.close();
  toast(`${plural(all, 'file')} put into the bucket${all === 1 ? `: ${puts.find(one => isKey(one.key)).key}` : ''}. `
    + 'They gather for a moment, then load.');
}
