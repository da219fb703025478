// The list of executions. It has elements for the rows in sight only, whatever the length of the history.
import { h, middle, onFrame, debounce } from '../dom.js';
import { labelOf, store, subjectOf } from '../store.js';
import { duration, mood, number, statusWord, time } from '../format.js';

const rowHeight = 68;
const chips = [['', 'All'], ['RUNNING', 'Running'], ['SUCCEEDED', 'Succeeded'], ['FAILED', 'Failed']];

export function executionList(onChoose, signal) {
  let found = [], chosen = null, active = 0, status = '', words = [];
  const rows = new Map();
  const search = h('input.field',
    { type: 'search', placeholder: 'Filter by name, state, error…', 'aria-label': 'Filter executions', spellcheck: 'false' });
  const buttons =
    chips.map(([value, label]) => h('button.chip',
      { type: 'button', 'aria-pressed': String(value === ''), data: { status: value }, onclick: () => {
        status = value;
        filter();
        scroller.scrollTop = 0;
      } }, label, value ? h('span.num') : null));
  const space = h('div.list-space', { role: 'presentation' });
  const scroller = h('div.list', { role: 'listbox', tabindex: '0', 'aria-label': 'Executions', onkeydown: onKey, onclick: onClick }, space);
  const foot = h('p.list-foot');
  const element = h('section.column.is-list', { 'aria-label': 'Executions' },
    h('div.column-head', search, h('div.chips', { role: 'group', 'aria-label': 'Status' }, buttons)), scroller, foot);

  const draw = onFrame(render);
  search.addEventListener('input', debounce(() => {
    words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    filter();
    scroller.scrollTop = 0;
  }, 60));
  scroller.addEventListener('scroll', draw, { passive: true });
  store.addEventListener('change', filter, { signal });
  new ResizeObserver(draw).observe(scroller);
  const ticking = setInterval(() => { if (found.some(execution => execution.status === 'RUNNING')) draw(); }, 1000);
  signal.addEventListener('abort', () => clearInterval(ticking));
  filter();

  function filter() {
    const counts = { '': 0, RUNNING: 0, SUCCEEDED: 0, FAILED: 0 };
    found = [];
    for (const execution of store.ordered) {
      if (words.length && !words.every(word => matches(execution, word))) continue;
      const group = groupOf(execution.status);
      counts['']++;
      counts[group]++;
      if (!status || status === group) found.push(execution);
    }
    for (const button of buttons) {
      button.setAttribute('aria-pressed', String(button.dataset.status === status));
      if (button.dataset.status) button.lastChild.textContent = number(counts[button.dataset.status]);
    }
    active = Math.max(0, Math.min(active, found.length - 1));
    draw();
  }

  function render() {
    space.style.height = `${found.length * rowHeight}px`;
    const first = Math.max(0, Math.floor(scroller.scrollTop / rowHeight) - 4);
    const last = Math.min(found.length, Math.ceil((scroller.scrollTop + scroller.clientHeight) / rowHeight) + 4);
    const inSight = new Set();
    for (let at = first; at < last; at++) {
      const execution = found[at];
      inSight.add(execution.name);
      let row = rows.get(execution.name);
      if (!row) { row = makeRow(execution.name); rows.set(execution.name, row); space.append(row.element); }
      row.show(execution, at, found.length, execution.name === chosen, at === active);
    }
    for (const [name, row] of rows) {
      if (!inSight.has(name)) { row.element.remove(); rows.delete(name); }
    }
    scroller.setAttribute('aria-activedescendant', found[active] && inSight.has(found[active].name)
      ? rows.get(found[active].name).element.id : '');
    foot.textContent = !store.isLoaded ? 'Loading…'
      : !found.length ? (store.known ? 'Nothing matches.' : 'No execution yet. Put files into the bucket, or load a sample.')
      : found.length < store.known ? `${number(found.length)} of ${number(store.known)} executions` : `${number(store.known)} executions`;
  }

  function onClick(event) {
    const row = event.target.closest('.row');
    if (!row) return;
    active = Number(row.dataset.at);
    onChoose(row.dataset.name);
  }

  function onKey(event) {
    const page = Math.max(1, Math.floor(scroller.clientHeight / rowHeight) - 1);
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page, Home: 0,
      End: found.length - 1 }[event.key];
    if (event.key === 'Enter' || event.key === ' ') { if (found[active]) onChoose(found[active].name); event.preventDefault(); return; }
    if (to === undefined) return;
    event.preventDefault();
    active = Math.max(0, Math.min(found.length - 1, to));
    reveal(active);
    draw();
  }

  function reveal(at) {
    if (at * rowHeight < scroller.scrollTop) scroller.scrollTop = at * rowHeight;
    else if ((at + 1) * rowHeight > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop =
      (at + 1) * rowHeight - scroller.clientHeight;
  }

  return {
    element,
    choose(name) {
      chosen = name;
      const at = found.findIndex(execution => execution.name === name);
      if (at >= 0) { active = at; reveal(at); }
      draw();
    },
  };
}

const groupOf = status => status === 'RUNNING' || status === 'SUCCEEDED' ? status : 'FAILED';
const matches = (execution, word) => execution.name.toLowerCase().includes(word) || execution.machine.toLowerCase().includes(word)
  || execution.dataset?.includes(word)
  || execution.error?.toLowerCase().includes(word) || execution.states.some(state => state.toLowerCase().includes(word));

function makeRow(name) {
  const dot = h('span.dot'), what = h('span.what.cut'), when = h('span.when'), where = h('span.where.cut'), took = h('span.took');
  const element = h('div.row', { role: 'option', id: `execution-${name}`, data: { name } }, dot, what, when, where, took,
    h('span.name', middle(name)));
  return {
    element,
    show(execution, at, of, isChosen, isActive) {
      const kind = mood(execution.status);
      element.className = `row ${kind}${isActive ? ' is-active' : ''}`;
      element.style.transform = `translateY(${at * rowHeight}px)`;
      element.dataset.at = at;
      element.setAttribute('aria-selected', String(isChosen));
      element.setAttribute('aria-posinset', at + 1);
      element.setAttribute('aria-setsize', of);
      dot.className = `dot ${kind}`;
      what.textContent = what.title = subjectOf(execution);
      when.textContent = time(execution.started);
      where.textContent = execution.status === 'RUNNING' ? (execution.states.at(-1) ?? 'waits for its turn')
        : `${labelOf(execution.machine)} ${execution.error ? `· ${execution.error}` : statusWord(execution.status)}`;
      took.textContent = duration((execution.ended ?? Date.now()) - execution.started);
    },
  };
}
