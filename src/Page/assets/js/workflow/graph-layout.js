// Places the states of a state machine. A state with graphs of its own (Map, Parallel) is laid out within first, and is a node of that
// size.
import dagre from '../../vendor/dagre/dagre.esm.js';

const nodeHeight = 32;
const head = 30;
const inset = 14;
const start = '\u0000start';

const widthOf = name => Math.round(Math.max(96, name.length * 7.1 + 44));

/** { width, height, nodes, edges, start }: positions are of the upper left corner of the graph. */
export function layoutGraph(graph) {
  const sheet = new dagre.graphlib.Graph();
  sheet.setGraph({ rankdir: 'TB', nodesep: 22, ranksep: 28, edgesep: 16, marginx: inset, marginy: inset });
  sheet.setDefaultEdgeLabel(() => ({}));
  const inner = new Map();
  for (const state of graph.states) {
    const graphs = state.graphs.map(layoutGraph);
    inner.set(state.name, graphs);
    const width = graphs.reduce((sum, one) => sum + one.width, 0);
    const height = graphs.reduce((most, one) => Math.max(most, one.height), 0);
    sheet.setNode(state.name, graphs.length ? { width: Math.max(width, widthOf(state.name)), height: height + head }
      : { width: widthOf(state.name), height: nodeHeight });
  }
  sheet.setNode(start, { width: 10, height: 10 });
  sheet.setEdge(start, graph.startAt, { weight: 10 });
  const edges = mergedEdges(graph);
  for (const edge of edges.filter(edge => edge.isPlaced)) {
    const [from, to] = edge.isBack ? [edge.to, edge.from] : [edge.from, edge.to];
    if (!sheet.hasEdge(from, to)) sheet.setEdge(from, to, { weight: edge.isBack ? 1 : 6 });
  }
  dagre.layout(sheet);

  const { width, height } = sheet.graph();
  const nodes = graph.states.map(state => {
    const { x, y, width: w, height: h } = sheet.node(state.name);
    return { state, x: x - w / 2, y: y - h / 2, w, h, graphs: inner.get(state.name), head };
  });
  return {
    width, height, nodes, edges: edges.map(edge => ({ ...edge, points: pointsOf(sheet, edge) })),
    start: { ...sheet.node(start), points: sheet.edge(start, graph.startAt).points, to: graph.startAt },
  };
}

/**
 * One for each pair of states: a Choice may lead to the same state by several rules. The file's order is the reading order, so an edge to
 * a state before its own leads back. A Catch has no say in where states are, unless it is the only way to one.
 */
function mergedEdges(graph) {
  const order = new Map(graph.states.map((state, at) => [state.name, at]));
  const edges = new Map();
  for (const state of graph.states) {
    for (const { to, label } of state.edges) {
      const key = `${state.name}\u0000${to}`;
      const isCatch = label.startsWith('Catch');
      const edge = edges.get(key);
      if (edge) { edge.labels.push(label); edge.isCatch &&= isCatch; }
      else if (to !== state.name) edges.set(key,
        { from: state.name, to, labels: [label], isCatch, isBack: order.get(to) < order.get(state.name) });
    }
  }
  const all = [...edges.values()];
  const reached = new Set(all.filter(edge => !edge.isCatch).map(edge => edge.to));
  for (const edge of all) edge.isPlaced = !edge.isCatch || !reached.has(edge.to);
  return all;
}

function pointsOf(sheet, edge) {
  if (edge.isPlaced) {
    const placed = edge.isBack ? sheet.edge(edge.to, edge.from) : sheet.edge(edge.from, edge.to);
    const isTurned = edge.isBack || !placed;
    const points = (placed ?? sheet.edge(edge.to, edge.from)).points;
    return isTurned ? [...points].reverse() : points;
  }
  // A bow from side to side.
  const from = sheet.node(edge.from), to = sheet.node(edge.to);
  const side = to.x >= from.x ? 1 : -1;
  const begin = { x: from.x + side * from.width / 2, y: from.y }, isAbove = to.y < from.y;
  const end = { x: to.x, y: to.y + (isAbove ? to.height / 2 : -to.height / 2) };
  return [begin, { x: begin.x + side * 26, y: begin.y }, { x: end.x + side * 10, y: end.y + (isAbove ? 30 : -30) }, end];
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
