// What the page knows of the stack: every execution by name, kept up by the stream of changes.
import { get } from './api.js';
import { plural } from './format.js';

export const store = Object.assign(new EventTarget(), {
  executions: new Map(),
  /** Latest first. */
  ordered: [],
  known: 0,
  intake: [],
  /** What needs somebody; null: not known yet. */
  attention: null,
  /** What a command needs at its end to reach this home. */
  option: '',
  data: 0,
  /** Null: nobody has tried yet. */
  isConnected: null,
  /** Why the server lets this page no longer in; null: it does. */
  refusal: null,
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
    source.addEventListener('error', () => {
      connected(false);
      // The browser gives up where an answer is none: another token, say.
      if (source.readyState === EventSource.CLOSED) begin().catch(retry);
    });
    source.addEventListener('changes', event => take(JSON.parse(event.data), true));
    // Another process answers: what this page knows is of the one before it.
    source.addEventListener('restart', () => begin().catch(retry));
  };
  const retry = failure => {
    connected(false, failure.status === 403 ? failure.message : null);
    setTimeout(() => begin().catch(retry), 1500);
  };
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
  Object.assign(store, { isLoaded: true, known: delta.known, intake: delta.intake, data: delta.data,
    option: delta.option, attention: delta.attention ?? store.attention });
  emit('change', { executions: delta.executions, isLive, hasAttention: Boolean(delta.attention) });
  if (delta.attention) emit('attention');
  if (hasNewData) emit('data');
  for (const notice of delta.notices) emit('notice', notice);
}

function order() {
  store.ordered = [...store.executions.values()].sort((a, b) => b.started - a.started);
}

function connected(isConnected, refusal = null) {
  if (store.isConnected === isConnected && store.refusal === refusal) return;
  Object.assign(store, { isConnected, refusal });
  emit('connection');
}

/** Executions that name this one as their parent. */
export const childrenOf = name => store.ordered.filter(execution => execution.parent === name).reverse();

/** What an execution loads, or which machine it is of where that is not known. */
export function subjectOf({ machine, dataset, files, rows }) {
  if (!dataset) return labelOf(machine);
  if (files === undefined) return `${labelOf(machine)} of ${dataset}`;
  return [dataset, plural(files, 'file'), rows !== undefined && plural(rows, 'row')].filter(Boolean).join(' · ');
}

/** Names of state machines as their files have them: in an account a machine has the stack's name before its own. */
export const labels = new Map();
export const labelOf = machine => { const [root, map] = machine.split('/'); return (labels.get(root) ?? root) + (map ? ` / ${map}` : ''); };
