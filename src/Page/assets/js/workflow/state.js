// A state of a state machine, when no execution is chosen: what it is for, where it leads, who is in it.
import { h, iconButton, onFrame } from '../dom.js';
import { store } from '../store.js';
import { duration } from '../format.js';

export function stateDetail(machine, name, onClose, signal) {
  const state = find(machine.graph, name);
  const here = h('div.links');
  const leaving = new AbortController();
  signal.addEventListener('abort', () => leaving.abort());
  const draw = onFrame(() => {
    const inside = store.ordered.filter(execution => execution.status === 'RUNNING' && execution.states.includes(name));
    here.replaceChildren(...inside.slice(0, 50)
      .map(execution => h('a', { href: `#/workflow/${execution.name}` }, `${execution.name}, ${duration(Date.now() - execution.started)}`)),
      ...(inside.length ? [] : [h('span.muted', 'No execution is in it now.')]));
  });
  store.addEventListener('change', draw, { signal: leaving.signal });
  draw();
  return {
    element: [
      h('div.detail-head', h('div.detail-title', h('h2', name), iconButton('close', 'Close', onClose)),
        h('div.facts', h('span', 'Type ', h('b', state.type)), h('span', machine.file)),
        state.comment && h('p', state.comment)),
      h('div.visits', h('div.visit-body',
        h('h3', 'Leads to'),
        state.edges.length ? h('table.plain', h('tbody', state.edges.map(edge => h('tr', h('td', edge.to), h('td.muted', edge.label)))))
        : h('span.muted', 'It ends its graph.'),
        h('h3', 'In it now'), here)),
    ],
    leave() { leaving.abort(); },
  };
}

function find(graph, name) {
  for (const state of graph.states) {
    if (state.name === name) return state;
    for (const inner of state.graphs) {
      const found = find(inner, name);
      if (found) return found;
    }
  }
  return null;
}
