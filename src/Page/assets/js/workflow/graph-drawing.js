// A state machine as SVG: a group for each state, a path for each edge, by the layout.
import { svg } from '../dom.js';
import { layoutGraph, pathOf } from './graph-layout.js';

const kinds = {
  Task: 'M3 8h10M9 4l4 4-4 4', Pass: 'M2 8h12', Choice: 'M8 2l6 6-6 6-6-6z',
  Wait: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 5v3l2 1.5',
  Succeed: 'M3 8.5l3.5 3.5L13 5', Fail: 'M4 4l8 8M12 4l-8 8', Map: 'M3 4h10M3 8h10M3 12h10', Parallel: 'M5 3v10M11 3v10',
};

/** { element, width, height, nodes: Map(name → element), edges: Map(from → to → { path, arrow }) } */
export function drawGraph(machine, onState) {
  const layout = layoutGraph(machine.graph);
  const drawing = { width: layout.width, height: layout.height, nodes: new Map(), edges: new Map() };
  drawing.tokens = svg('g', { 'aria-hidden': 'true' });
  drawing.element = svg('svg.graph.hides-catches',
    { width: layout.width, height: layout.height, role: 'group', 'aria-label': `State machine ${machine.name}` },
    ...level(layout, drawing, onState), drawing.tokens);
  return drawing;
}

function level(layout, drawing, onState) {
  const edges = svg('g', { 'aria-hidden': 'true' }, svg('circle.arrow', { cx: layout.start.x, cy: layout.start.y, r: 5 }),
    arrowed(layout.start.points, '').group);
  for (const edge of layout.edges) {
    const drawn = arrowed(edge.points, edge.isCatch ? 'is-catch' : '', edge.labels.join('\n'));
    if (!drawing.edges.has(edge.from)) drawing.edges.set(edge.from, new Map());
    drawing.edges.get(edge.from).set(edge.to, drawn);
    edges.append(drawn.group);
  }
  return [edges, ...layout.nodes.flatMap(node => [drawNode(node, drawing, onState), ...drawInner(node, drawing, onState)])];
}

/** Beside the group's own element, not in it: a button holds no buttons. */
function drawInner({ x, y, w, graphs, head }, drawing, onState) {
  let left = x + (w - graphs.reduce((sum, one) => sum + one.width, 0)) / 2;
  return graphs.map(graph => {
    const inner = svg('g', { transform: `translate(${left},${y + head - 6})` }, ...level(graph, drawing, onState));
    left += graph.width;
    return inner;
  });
}

function arrowed(points, kind, title) {
  const path = svg('path.edge', { class: kind, d: pathOf(points) });
  const [before, end] = points.slice(-2);
  const turn = Math.atan2(end.y - before.y, end.x - before.x) * 180 / Math.PI;
  const arrow = svg('path.arrow', { d: 'M0,0L-7,-3.4L-7,3.4z', transform: `translate(${end.x},${end.y}) rotate(${turn})` });
  if (kind === 'is-catch') arrow.setAttribute('opacity', '0.001');
  return { path, arrow, group: svg('g', title ? svg('title', title) : null, path, kind === 'is-catch' ? null : arrow) };
}

function drawNode({ state, x, y, w, h, graphs, head }, drawing, onState) {
  const isGroup = graphs.length > 0;
  const count = svg('g.count', { 'aria-hidden': 'true' }, svg('rect', { x: w - 13, y: -8, width: 22, height: 16, rx: 8 }),
    svg('text', { x: w - 2, y: 4 }));
  const passes = svg('text.passes', { 'aria-hidden': 'true', x: w - 8, y: (isGroup ? head : h) / 2 + 4 });
  const open = event => { event.stopPropagation(); onState(state); };
  const node = svg('g.node', {
    class: [isGroup ? 'is-group' : '', state.edges.length === 0 && !isGroup ? 'is-ends' : ''].join(' '),
    transform: `translate(${x},${y})`, tabindex: '0', role: 'button', 'data-state': state.name,
    'aria-label': `${state.name}, ${state.type}`,
    onclick: open, onkeydown: event => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); open(event); } },
  },
  svg('title', state.comment ?? state.type),
  svg('rect.box', { width: w, height: h, rx: isGroup ? 10 : state.type === 'Choice' ? 16 : 7 }),
  svg('path.kind', { d: kinds[state.type], transform: `translate(9,${(isGroup ? head : h) / 2 - 6.4}) scale(.8)` }),
  svg('text', { x: 29, y: (isGroup ? head : h) / 2 + 4.3 }, state.name), passes);
  node.append(count);
  drawing.nodes.set(state.name, { element: node, count: count.lastChild, passes, state });
  return node;
}
