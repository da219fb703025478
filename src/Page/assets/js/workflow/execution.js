// An execution: what it is, why it failed, and each stay in a state on one scale of time.
import { h, iconButton, debounce } from '../dom.js';
import { childrenOf, labelOf, store, subjectOf } from '../store.js';
import { get } from '../api.js';
import { duration, mood, plural, statusWord, time } from '../format.js';
import { mendOf } from '../mend.js';
import { visitBody } from './visit.js';

export function executionDetail(name, { close, onTimeline, visit }, signal) {
  const leaving = new AbortController();
  signal.addEventListener('abort', () => leaving.abort());
  const head = h('div.detail-head', h('div.detail-title', h('h2', name), iconButton('close', 'Close', close)));
  const list = h('div.visits', { role: 'list', 'aria-label': 'States in the order of entering' },
    h('div.empty', h('p', 'Loading…')));
  const items = new Map();
  let timeline = null, opened = visit;

  const refresh = debounce(load, 200);
  store.addEventListener('change', ({ detail }) => {
    if (detail.hasAttention || detail.executions.some(execution => execution.name === name || execution.parent === name)) refresh();
  }, { signal: leaving.signal });
  load();

  async function load() {
    try {
      timeline = await get(`/api/executions/${encodeURIComponent(name)}`, leaving.signal);
    } catch (failure) {
      if (!leaving.signal.aborted) list.replaceChildren(h('div.empty', h('h2', 'Not found'), h('p', failure.message)));
      return;
    }
    onTimeline(timeline);
    showHead();
    showVisits();
  }

  function showHead() {
    const { execution, failure } = timeline;
    const end = execution.ended ?? Date.now();
    head.replaceChildren(...[
      h('div.detail-title', h('h2', name), iconButton('copy', 'Copy the name', () => navigator.clipboard?.writeText(name)),
        iconButton('close', 'Close', close)),
      h('div.facts',
        h('span', { class: mood(execution.status) }, h('span.badge', { data: { status: execution.status } }, statusWord(execution.status))),
        h('span', 'Took ', h('b.num', duration(end - execution.started))), h('span', 'Started ', h('b.num', time(execution.started))),
        h('span', plural(timeline.visits.length, 'step')), h('span', labelOf(execution.machine)),
        execution.dataset && h('span', h('b', subjectOf(execution)))),
      execution.parent && h('div.links', h('span.muted', 'Started by'), link(execution.parent)),
      failure && h('p.note.is-bad', failure),
      mendOf(store.attention?.failed.find(one => one.name === name)),
    ].filter(Boolean));
  }

  function showVisits() {
    const { execution, visits } = timeline;
    const from = execution.started, whole = Math.max(1, (execution.ended ?? Date.now()) - from);
    if (visits.length) list.querySelector('.empty')?.remove();
    for (const one of visits) {
      let item = items.get(one.id);
      if (!item) { item = visitItem(one.id, toggle); items.set(one.id, item); list.append(item.element); }
      item.show(one, from, whole, execution.status);
    }
    if (!visits.length) list.replaceChildren(h('div.empty',
      h('p', execution.status === 'RUNNING' ? 'It waits for its turn.' : timeline.gone ?? 'Its history is empty.')));
    if (opened !== null) expand(opened, true);
  }

  function toggle(id) { location.hash = opened === id ? `#/workflow/${name}` : `#/workflow/${name}/${id}`; }

  function expand(id, isSame) {
    for (const [other, item] of items) if (other !== id) item.close();
    const one = timeline?.visits.find(candidate => candidate.id === id);
    if (!one) return;
    const left = one.left;
    items.get(id).open(() => visitBody(name, one, one.hasMapRun ? childrenOf(name) : [], leaving.signal),
      `${left}${one.tries}${one.hasMapRun ? childrenOf(name).length : ''}`, !isSame);
  }

  return {
    name,
    element: [head, list],
    openVisit(id) { opened = id; if (id === null) items.forEach(item => item.close()); else if (timeline) expand(id, false); },
    /** The last stay in a state. Whether there was one. */
    openState(state) {
      const one = timeline?.visits.findLast(candidate => candidate.state === state);
      if (one) location.hash = `#/workflow/${name}/${one.id}`;
      return Boolean(one);
    },
    leave() { leaving.abort(); },
  };
}

export const link = name => h('a', { href: `#/workflow/${encodeURIComponent(name)}` }, name);

function visitItem(id, onToggle) {
  const dot = h('span.dot'), label = h('span.cut'), took = h('span.took'), bar = h('i');
  const button = h('button', { type: 'button', 'aria-expanded': 'false', onclick: () => onToggle(id) }, dot, label, took,
    h('span.track', bar));
  const element = h('div.visit', { role: 'listitem', data: { visit: id } }, button);
  let body = null, version = null;
  return {
    element,
    show(visit, from, whole, status) {
      const isHere = visit.left === undefined && status === 'RUNNING';
      const end = visit.left ?? (isHere ? Date.now() : visit.entered);
      const kind = visit.failed || visit.type === 'Fail' ? 'is-bad' : isHere ? 'is-busy' : 'is-good';
      element.dataset.state = visit.state;
      dot.className = `dot ${kind}`;
      label.textContent = visit.state + (visit.tries > 1 ? ` · ${plural(visit.tries, 'try', 'tries')}` : '');
      took.textContent = duration(end - visit.entered);
      bar.className = kind === 'is-good' ? '' : kind;
      bar.style.left = `${Math.min(99, (visit.entered - from) / whole * 100)}%`;
      bar.style.width = `${Math.max(0, (end - visit.entered) / whole * 100)}%`;
    },
    open(make, next, isNew) {
      if (body && version === next) return;
      body?.remove();
      [body, version] = [make(), next];
      element.append(body);
      button.setAttribute('aria-expanded', 'true');
      if (isNew) element.scrollIntoView({ block: 'nearest' });
    },
    close() {
      body?.remove();
      body = version = null;
      button.setAttribute('aria-expanded', 'false');
    },
  };
}
