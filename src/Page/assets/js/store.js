// What the page knows of the stack: every execution by name, kept up by the stream of changes.
import { get } from './api.js';

export const store = Object.assign(new EventTarget(), {
  executions: new Map(),
  /** Latest first. */
  ordered: [],
  known: 0,
  intake: [],
  data: 0,
  isConnected: false,
  isLoaded: false,
});

const emit = (type, detail) => store.dispatchEvent(new CustomEvent(type, { detail }));

export async function startStream() {
  let source;
  const begin = async () => {
    source?.close();
    const snapshot = await get('/api/executions');
    store.executions = new Map(snapshot.executions.map(execution => [execution.name, execution]));
    order();
    take(snapshot, false);
    source = new EventSource(`/api/changes?after=${snapshot.epoch}.${snapshot.change}`);
    source.addEventListener('open', () => connected(true));
    source.addEventListener('error', () => connected(false));
    source.addEventListener('changes', event => take(JSON.parse(event.data), true));
    // Another process answers: what this page knows is of the one before it.
    source.addEventListener('restart', () => begin().catch(retry));
  };
  const retry = () => { connected(false); setTimeout(() => begin().catch(retry), 1500); };
  await begin().catch(retry);
}

function take(delta, isLive) {
  const fresh = [];
  for (const execution of delta.executions) {
    if (!store.executions.has(execution.name)) fresh.push(execution);
    store.executions.set(execution.name, execution);
  }
  if (isLive) {
    if (fresh.length) order();
    else if (delta.executions.length) store.ordered = store.ordered.map(execution => store.executions.get(execution.name));
  }
  const hasNewData = delta.data !== store.data;
  Object.assign(store, { isLoaded: true, known: delta.known, intake: delta.intake, data: delta.data });
  emit('change', { executions: delta.executions, isLive });
  if (hasNewData) emit('data');
  for (const notice of delta.notices) emit('notice', notice);
}

function order() {
  store.ordered = [...store.executions.values()].sort((a, b) => b.started - a.started);
}

function connected(isConnected) {
  if (store.isConnected === isConnected) return;
  store.isConnected = isConnected;
  emit('connection');
}

/** Executions that name this one as their parent. */
export const childrenOf = name => store.ordered.filter(execution => execution.parent === name).reverse();

/** Names of state machines as their files have them: in an account a machine has the stack's name before its own. */
export const labels = new Map();
export const labelOf = machine => { const [root, map] = machine.split('/'); return (labels.get(root) ?? root) + (map ? ` / ${map}` : ''); };
