// The header's line on what is on its way: messages that gather in queues, executions that run, a lost connection.
import { h, svg, onFrame } from './dom.js';
import { store } from './store.js';
import { plural } from './format.js';

const longestWindow = 310_000;

export function startIntake(place) {
  let longest = 0;
  const draw = onFrame(() => {
    const running = store.ordered.reduce((sum, execution) => sum + (execution.status === 'RUNNING' ? 1 : 0), 0);
    const waiting = store.intake.filter(queue => queue.messages > 0);
    const soonest = Math.min(...waiting.map(queue => queue.due)) - Date.now();
    // Later than any window: it is being worked on, and hidden meanwhile.
    const due = !waiting.length ? null : soonest > longestWindow ? 0 : Math.max(0, soonest) / 1000;
    longest = due === null ? 0 : Math.max(longest, due);
    place.replaceChildren(...[
      store.isConnected === false && h('span.lost', store.refusal ?? 'Not connected: is watch still running?'),
      due !== null && h('span.gathering', ring(longest ? due / longest : 0), gathering(waiting, due)),
      running > 0 && h('span.badge.is-busy', `${plural(running, 'execution')} running`),
      store.isConnected && !running && due === null && h('span', 'Idle'),
    ].filter(Boolean));
  });
  store.addEventListener('change', draw);
  store.addEventListener('connection', draw);
  setInterval(() => { if (store.intake.some(queue => queue.messages > 0)) draw(); }, 500);
}

function gathering(waiting, due) {
  const count = waiting.reduce((sum, queue) => sum + queue.messages, 0);
  const isLists = waiting.every(queue => !/data/i.test(queue.queue));
  return `${plural(count, isLists ? 'list' : 'notice')} gathering, ${due > 0.5 ? `next step in ${Math.ceil(due)} s` : 'working'}`;
}

function ring(share) {
  const around = 2 * Math.PI * 6;
  return svg('svg.ring', { viewBox: '0 0 16 16', 'aria-hidden': 'true' },
    svg('circle.track', { cx: 8, cy: 8, r: 6 }),
    svg('circle.rest', { cx: 8, cy: 8, r: 6, 'stroke-dasharray': `${around * Math.min(1, share)} ${around}` }));
}
