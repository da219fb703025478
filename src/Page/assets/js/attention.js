// What needs somebody, above every view: what, how much, since when, where it is, and what mends it. Nothing is wrong: nothing is there.
import { h, middle } from './dom.js';
import { store } from './store.js';
import { duration, number, plural, time } from './format.js';
import { mendButton, redrive } from './mend.js';

export function startAttention(place) {
  let shown = '[]';
  if (localStorage.getItem('attention') !== 'closed' && !matchMedia('(max-width: 760px)').matches) place.open = true;
  place.addEventListener('toggle', () => localStorage.setItem('attention', place.open ? 'open' : 'closed'));
  store.addEventListener('attention', draw);
  store.addEventListener('change', draw);
  setInterval(draw, 10_000);

  function draw() {
    const late = lateQueues();
    const now = JSON.stringify([store.attention, late]);
    if (now === shown) return;
    shown = now;
    const troubles = [...of(store.attention), ...late.map(lateOf)];
    place.hidden = troubles.length === 0;
    // Whoever is about to press a button finds it again.
    const focused = place.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    place.replaceChildren(
      h('summary', h('b', 'Needs attention'), troubles.map(one => h('span.badge', { class: one.mood }, one.title))),
      h('ul', troubles.map(line)));
    if (focused) place.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
  }
}

function line({ kind, mood, title, since, reason, whatToDo, href, actions = [], items = [] }) {
  return h('li.trouble', { data: { kind } }, h('span.dot', { class: mood }),
    h('div.words', h('p', h('b', title), since && h('span.muted', ` since ${time(since)}`)),
      reason && h('p.cut', { title: reason }, reason),
      whatToDo && h('p', whatToDo),
      items.length > 0 && h('details', h('summary', 'Which'), h('ul', items))),
    h('div.actions', href && h('a.button', { href, data: { focus: `${kind}-show` } }, 'Show'), actions));
}

function of(attention) {
  if (!attention) return [];
  const { failed, failedInAll, deadLetters, quarantined, notLoaded, unreadable } = attention;
  return [
    unreadable && { kind: 'unreadable', mood: 'is-bad', title: 'The ledger can\'t be read', reason: unreadable },
    failed.length === 1 && { ...failedOf(failed[0]), kind: 'failed', mood: 'is-bad', title: '1 execution failed', since: failed[0].at },
    failed.length > 1 && { kind: 'failed', mood: 'is-bad', title: `${number(failedInAll)} executions failed`, since: failed.at(-1).at,
      reason: failed[0].reason, whatToDo: 'Mend the cause, then redrive them: what is loaded already is not loaded again.',
      actions: [h('button.button', { type: 'button', data: { focus: 'redrive-all' }, onclick: () => redrive(null) }, 'Redrive all…')],
      items: failed.map(one => h('li', h('a', { href: `#/workflow/${encodeURIComponent(one.name)}` }, middle(one.name)), ' ', one.reason,
        h('div.mend', h('code', one.mend), mendButton({ ...one, words: one.mend })))) },
    ...deadLetters.map(queue => ({ kind: 'dead', mood: 'is-bad', title: `${plural(queue.messages, 'dead letter')} of ${queue.queue}`,
      since: queue.since, reason: queue.reason, whatToDo: queue.whatToDo,
      actions: [mendButton({ redrive: queue.queue, words: queue.mend })] })),
    quarantined && { kind: 'quarantined', mood: 'is-bad', title: `${many(quarantined)} quarantined`, since: quarantined.since,
      reason: quarantined.reason, whatToDo: 'Mend it and put it again under the same key: the new version loads by itself.',
      href: placeOf(quarantined, 'quarantined') },
    notLoaded && { kind: 'rows', mood: 'is-warn', title: `${rowsOf(notLoaded)} of ${many(notLoaded)} not loaded`, since: notLoaded.since,
      reason: notLoaded.reason, href: placeOf(notLoaded, 'loaded') },
  ].filter(Boolean);
}

const failedOf = failed => ({ reason: failed.reason, whatToDo: h('code', failed.mend),
  href: `#/workflow/${encodeURIComponent(failed.name)}`, actions: [mendButton({ ...failed, words: failed.mend })] });

const many = ({ files, isAll }) => `${plural(files, 'file')}${isAll ? '' : ' or more'}`;
const rowsOf = ({ rejected, unusable }) => plural(rejected + unusable, 'row');

/** One file's story, or the list of them. */
const placeOf = ({ files, key }, status) => files === 1 ? `#/files/${encodeURIComponent(key)}` : `#/files//${status}`;

/** Queues whose oldest message has waited for as long as lets the stack's alarm go off; by the minute. */
const lateQueues = () => store.intake
  .filter(({ oldest, lateAfter }) => oldest !== undefined && lateAfter !== undefined && Date.now() - oldest >= lateAfter)
  .map(({ queue, messages, oldest, lateAfter }) => ({ queue, messages, oldest, lateAfter }));

const lateOf = ({ queue, messages, oldest, lateAfter }) => ({ kind: 'late', mood: 'is-warn', since: oldest,
  title: `${queue} is late: ${plural(messages, 'message')}`,
  reason: `The oldest waits for longer than ${duration(lateAfter)}, which on AWS would ring an alarm: what is put is not loaded.`,
  whatToDo: 'Look for errors of its function in the home\'s logs/ and on the dashboard.', href: '#/dashboard' });
