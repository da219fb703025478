// Places the states of a state machine. A state with graphs of its own (Map, Parallel) is laid out within first, and is a node of that size.
import dagre from '../../vendor/dagre/dagre.esm.js';

const nodeHeight = 32;
const head = 30;
const inset = 14;

const widthOf = name => Math.round(Math.max(96, name.length * 7.1 + 44));

/** { width, height, nodes, edges, start }: positions are of the upper left corner of the graph. */
export function layoutGraph(graph) {
  const sheet = new dagre.graphlib.Graph();
  sheet.setGraph({ rankdir: 'TB', nodesep: 26, ranksep: 30, edgesep: 14, marginx: inset, marginy: inset });
  sheet.setDefaultEdgeLabel(() => ({}));
  const inner = new Map();
  for (const state of graph.states) {
    const graphs = state.graphs.map(layoutGraph);
    inner.set(state.name, graphs);
    const width = graphs.reduce((sum, one) => sum + one.width, 0);
    const height = graphs.reduce((most, one) => Math.max(most, one.height), 0);
    sheet.setNode(state.name, graphs.length ? { width: Math.max(width, widthOf(state.name)), height: height + head } : { width: widthOf(state.name), height: nodeHeight });
  }
  const edges = mergedEdges(graph);
  sheet.setNode('\u0000start', { width: 12, height: 12 });
  sheet.setEdge('\u0000start', graph.startAt, { weight: 10 });
  for (const edge of edges) sheet.setEdge(edge.from, edge.to, { weight: edge.isCatch ? 1 : 8 });
  dagre.layout(sheet);

  const { width, height } = sheet.graph();
  const nodes = graph.states.map(state => {
    const { x, y, width: w, height: h } = sheet.node(state.name);
    return { state, x: x - w / 2, y: y - h / 2, w, h, graphs: inner.get(state.name), head };
  });
  const placed = edges.map(edge => ({ ...edge, points: sheet.edge(edge.from, edge.to).points }));
  return { width, height, nodes, edges: placed, start: { ...sheet.node('\u0000start'), points: sheet.edge('\u0000start', graph.startAt).points, to: graph.startAt } };
}

/** One for each pair of states: a Choice may lead to the same state by several rules. */
function mergedEdges(graph) {
  const edges = new Map();
  for (const state of graph.states) {
    for (const { to, label } of state.edges) {
      const key = `${state.name}\u0000${to}`;
      const isCatch = label.startsWith('Catch');
      const edge = edges.get(key);
      if (edge) { edge.labels.push(label); edge.isCatch &&= isCatch; }
      else if (to !== state.name) edges.set(key, { from: state.name, to, labels: [label], isCatch });
    }
  }
  return [...edges.values()];
}

/** A smooth way through the points of an edge. */
export function pathOf(points) {
  const [first, ...rest] = points;
  let d = `M${first.x},${first.y}`;
  for (let at = 0; at < rest.length - 1; at++) {
    const middle = at === rest.length - 2 ? rest[at + 1] : { x: (rest[at].x + rest[at + 1].x) / 2, y: (rest[at].y + rest[at + 1].y) / 2 };
    d += `Q${rest[at].x},${rest[at].y} ${middle.x},${middle.y}`;
  }
  return rest.length === 1 ? `${d}L${rest[0].x},${rest[0].y}` : d;
}
