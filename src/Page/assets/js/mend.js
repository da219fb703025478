// What mends, begun from where the trouble is shown: it says what will happen and which command does the same, and asks first.
import { h } from './dom.js';
import { post } from './api.js';
import { store } from './store.js';

const sheet = document.getElementById('mend');
const datasets = ['log_data', 'song_data'];

/** The button of what `failures` calls mend; null: it is for a person to do. { words, redrive, backfill, prefix } */
export function mendButton({ words, redrive: name, backfill: dataset, prefix }) {
  return name ? h('button.button', { type: 'button', onclick: () => redrive(name, words) }, 'Redrive…')
    : dataset ? h('button.button', { type: 'button', onclick: () => backfill(dataset, prefix) }, 'Backfill…') : null;
}

/** The line of a failed execution, as `failures` has it, with its button; null: it has not failed, or is mended. */
export function mendOf(failed) {
  return failed ? h('div.mend', h('span.muted', 'Mend'), h('code', failed.mend), mendButton({ ...failed, words: failed.mend })) : null;
}

/** Of an execution or a queue; null: of all that failed. */
export function redrive(name, command = `./sparkify redrive --all${store.option}`) {
  open({
    title: name ? `Redrive ${name}?` : 'Redrive all that failed?',
    says: ['A failed execution starts again under a new name, with the same input; dead letters go back to their queue, one by one. '
      + 'What is in the warehouse already is not written again.', 'Mend the cause first: with the cause still there, it fails again.'],
    actions: [{ label: 'Redrive', isPrimary: true, command: () => command,
      run: () => post(`/api/redrive${name ? `?name=${encodeURIComponent(name)}` : ''}`) }],
  });
}

/** Of a dataset, and of the keys with a prefix; without a dataset it is asked for. */
export function backfill(dataset, prefix = '') {
  const which = h('select.field', { id: 'mend-dataset' }, datasets.map(one => h('option', { value: one }, one)));
  which.value = dataset ?? datasets[0];
  const only = h('input.field', { id: 'mend-prefix', value: prefix, placeholder: `${which.value}/…`, spellcheck: 'false' });
  which.addEventListener('input', () => { only.placeholder = `${which.value}/…`; });
  const command = option => () => `./sparkify backfill ${which.value}`
    + (only.value ? ` --prefix ${shellWord(only.value)}` : '') + option + store.option;
  const run = dryRun => () => post('/api/backfill', { dataset: which.value, prefix: only.value || null, dryRun });
  open({
    title: 'Backfill',
    says: ['Lists the bucket and loads the files that the ledger lacks. A dry run says which those are, and changes nothing.'],
    fields: [h('label', { for: 'mend-dataset' }, 'Dataset'), which, h('label', { for: 'mend-prefix' }, 'Only keys that start with'), only],
    actions: [{ label: 'Dry run', command: command(' --dry-run'), run: run(true) },
      { label: 'Backfill', isPrimary: true, command: command(''), run: run(false) }],
  });
}

/** The command that is shown is the last action's, or the one's that was begun. */
function open({ title, says, fields = [], actions }) {
  const shown = h('code');
  const said = h('div.said', { role: 'status' });
  const cancel = h('button.button', { type: 'button', onclick: () => sheet.close() }, 'Cancel');
  const buttons = actions.map(action => h('button.button', { type: action.isPrimary ? 'submit' : 'button',
    class: action.isPrimary ? 'is-primary' : '', onclick: event => { event.preventDefault(); begin(action); } }, action.label));
  const form = h('form', { method: 'dialog', style: { display: 'contents' } },
    h('header', h('h2', { id: 'mend-title' }, title), says.map(text => h('p.muted', text))),
    h('div.body', fields.length > 0 && h('div.asked', fields), h('p.same', h('span.muted', 'The same in a terminal: '), shown), said),
    h('footer', h('p'), cancel, buttons));
  const show = action => { shown.textContent = action.command(); };
  form.addEventListener('input', () => show(actions.at(-1)));
  show(actions.at(-1));
  sheet.replaceChildren(form);
  sheet.showModal();
  cancel.focus();

  async function begin(action) {
    show(action);
    for (const button of buttons) button.disabled = true;
    cancel.textContent = 'Close';
    said.replaceChildren(h('p.note', 'Under way… It goes on when you close this.'));
    try {
      const { isWell, lines } = await action.run();
      said.replaceChildren(h('div.note', { class: isWell ? 'is-good' : 'is-bad' }, lines.map(line => h('p', line))));
    } catch (failure) {
      said.replaceChildren(h('p.note.is-bad', failure.message));
    }
    // A dry run is for what comes after it; what was done is done.
    for (const [at, button] of buttons.entries()) button.disabled = action.isPrimary && actions[at].isPrimary;
    cancel.focus();
  }
}

const shellWord = text => /^[A-Za-z0-9_./][A-Za-z0-9_./:@%+,=-]*$/.test(text) ? text : `'${text.replaceAll('\'', '\'\\\'\'')}'`;
