// The view "Workflow": executions at the left, the state machine in the middle, what is chosen at the right.
import { h } from '../dom.js';
import { store } from '../store.js';
import { get } from '../api.js';
import { executionList } from './list.js';
import { graphPane } from './graph-pane.js';
import { executionDetail } from './execution.js';
import { stateDetail } from './state.js';

let machines;

export function workflowView(main) {
  const root = h('div.workflow');
  main.replaceChildren(h('h1.unseen', 'Workflow'), root);
  const ending = new AbortController();
  const list = executionList(name => { location.hash = name ? `#/workflow/${name}` : '#/workflow'; }, ending.signal);
  const pane = graphPane(openState, ending.signal);
  const detail = h('section.column.is-detail', { 'aria-label': 'Details', hidden: true });
  root.append(list.element, pane.element, detail);
  let shown = null;

  function openState(machine, state) {
    if (shown?.openState?.(state)) return;
    open(stateDetail(machine, state, close, ending.signal));
    pane.mark(state);
  }

  function open(next) {
    shown?.leave?.();
    shown = next;
    detail.replaceChildren(...(next ? [next.element].flat() : []));
    detail.hidden = !next;
    root.classList.toggle('has-detail', Boolean(next));
    pane.fit();
  }

  function close() {
    pane.mark(null);
    if (location.hash === '#/workflow') { open(null); pane.focus(null); }
    else location.hash = '#/workflow';
  }

  const onKey = event => {
    if (event.key === 'Escape' && !document.querySelector('dialog[open]') && !event.target.matches('input')) close();
  };
  addEventListener('keydown', onKey, { signal: ending.signal });
  const drawn = (async () => { machines ??= await get('/api/machines'); pane.draw(machines); })();

  return {
    async go([name, visit]) {
      await drawn;
      list.choose(name ?? null);
      if (!name) { open(null); pane.focus(null); return; }
      if (shown?.name === name) { shown.openVisit(visit ? Number(visit) : null); return; }
      open(executionDetail(name, { close, onTimeline: timeline => pane.focus(timeline), visit: visit ? Number(visit) : null },
        ending.signal));
    },
    leave() { shown?.leave?.(); ending.abort(); },
  };
}
