// The middle: a state machine with the executions in it, or the way of the one that is chosen.
import { h, onFrame } from '../dom.js';
import { labelOf, labels, store } from '../store.js';
import { canvas } from './canvas.js';
import { drawGraph } from './graph-drawing.js';
import { tokenRunner } from './tokens.js';

const rootOf = machine => machine.split('/')[0];

export function graphPane(onState, signal) {
  const machines = new Map();
  let shown = null, timeline = null, marked = null;
  const segments = h('div.segments', { role: 'group', 'aria-label': 'State machine' });
  const catches = h('input', { type: 'checkbox' });
  const surface = canvas();
  const element = h('section.column.is-graph', { 'aria-label': 'State machine' },
    h('div.graph-head', segments, h('span.spacer'), h('span.legend', h('label', catches, 'Error paths'))), surface.elements);
  catches.addEventListener('change', () => {
    for (const machine of machines.values()) machine.drawing.element.classList.toggle('hides-catches', !catches.checked);
  });
  const paint = onFrame(repaint);

  store.addEventListener('change', ({ detail }) => {
    if (detail.isLive) {
      for (const execution of detail.executions) {
        if (timeline && execution.name !== timeline.execution.name) continue;
        machines.get(rootOf(execution.machine))?.runner.move(execution);
      }
    }
    paint();
  }, { signal });

  function show(name) {
    if (!machines.has(name) || shown === name) return;
    shown = name;
    const { drawing } = machines.get(name);
    surface.show(drawing.element, drawing.width, drawing.height);
    for (const button of segments.children) button.setAttribute('aria-pressed', String(button.dataset.machine === name));
    paint();
  }

  function repaint() {
    const present = new Map();
    const running = new Map();
    for (const execution of store.ordered) {
      if (execution.status !== 'RUNNING') continue;
      const root = rootOf(execution.machine);
      running.set(root, (running.get(root) ?? 0) + 1);
      if (root !== shown || (timeline && execution.name !== timeline.execution.name)) continue;
      for (const state of execution.states) present.set(state, (present.get(state) ?? 0) + 1);
    }
    for (const button of segments.children) button.querySelector('.num').textContent = running.get(button.dataset.machine) ?? '';
    if (!shown) return;
    const { drawing } = machines.get(shown);
    const focus = timeline && rootOf(timeline.execution.machine) === shown ? wayOf(timeline) : null;
    drawing.element.classList.toggle('has-focus', Boolean(focus));
    for (const [name, node] of drawing.nodes) {
      const classes = node.element.classList, here = present.get(name) ?? 0, visits = focus?.visits.get(name);
      classes.toggle('is-now', here > 0);
      classes.toggle('is-passed', Boolean(visits));
      classes.toggle('is-failed', Boolean(visits?.failed));
      classes.toggle('is-open', marked === name);
      node.count.textContent = here || '';
      node.passes.textContent = visits?.count > 1 ? `×${visits.count}` : '';
      node.element.setAttribute('aria-label',
        `${[name, node.passes.textContent, node.count.textContent].filter(Boolean).join(' ')}, ${node.state.type}`);
    }
    for (const [from, targets] of drawing.edges) {
      for (const [to, edge] of targets) {
        const isPassed = Boolean(focus?.steps.has(`${from}\u0000${to}`));
        edge.path.classList.toggle('is-passed', isPassed);
        edge.arrow.classList.toggle('is-passed', isPassed);
        edge.path.classList.toggle('is-near', marked !== null && (from === marked || to === marked));
      }
    }
  }

  return {
    element,
    fit: () => surface.fit(),
    draw(definitions) {
      for (const machine of definitions) {
        labels.set(machine.name, titled(machine.file));
        const drawing = drawGraph(machine, state => { onState(machine, state.name); });
        machines.set(machine.name, { machine, drawing, runner: tokenRunner(drawing) });
        segments.append(h('button',
          { type: 'button', data: { machine: machine.name }, title: machine.comment, onclick: () => show(machine.name) },
          labelOf(machine.name), h('span.num')));
      }
      show(definitions[0].name);
    },
    /** The timeline of the execution that is chosen; null: none is, and all are shown. */
    focus(next) {
      timeline = next;
      marked = null;
      if (next) show(rootOf(next.execution.machine));
      paint();
    },
    mark(state) { marked = state; paint(); },
  };
}

/** src/StateMachine/ingest.asl.json: Ingest. */
function titled(file) {
  const name = file.split('/').at(-1).split('.')[0];
  return name[0].toUpperCase() + name.slice(1);
}

/** How often each state was entered, and which steps were taken. */
function wayOf({ visits }) {
  const way = { visits: new Map(), steps: new Set() };
  let before = null;
  for (const visit of visits) {
    const entry = way.visits.get(visit.state) ?? { count: 0, failed: false };
    way.visits.set(visit.state, { count: entry.count + 1, failed: entry.failed || visit.failed || visit.type === 'Fail' });
    if (before) way.steps.add(`${before}\u0000${visit.state}`);
    before = visit.state;
  }
  return way;
}
