// The view "Dashboard": what CloudWatch would draw of the template's DashboardBody, with what this run measured.
import { h, debounce } from '../dom.js';
import { store } from '../store.js';
import { get, post } from '../api.js';
import { seriesOf } from './body.js';
import { drawWidget, periodOf } from './widgets.js';

const ranges = [[5, '5 min'], [15, '15 min'], [60, '1 h'], [360, '6 h'], [1440, '1 day'], [10080, '1 week']];
const pause = 10 * 60_000;

export function dashboardView(main) {
  const ending = new AbortController();
  let body = null, chosen = null, drawing = new AbortController();
  const grid = h('div.dash', h('p.muted', 'Loading…'));
  const choice = h('div.segments', { role: 'group', 'aria-label': 'Time shown' },
    ranges.map(([length, label]) => h('button', { type: 'button', data: { length }, onclick: () => { chosen = length; load(); } }, label)));
  main.replaceChildren(h('div.sheet-view',
    h('div.dash-head', h('h1', 'Dashboard'), h('p.muted', 'The DashboardBody of serverless.template, with the metrics of this run'),
      choice), grid));
  store.addEventListener('data', debounce(load, 1500), { signal: ending.signal });
  const ticking = setInterval(() => { if (document.visibilityState === 'visible') load(); }, 15_000);
  if (store.isLoaded) load();
  else store.addEventListener('change', load, { once: true, signal: ending.signal });

  async function load() {
    const minutes = chosen ?? usualRange();
    for (const button of choice.children) button.setAttribute('aria-pressed', String(Number(button.dataset.length) === minutes));
    try {
      body ??= await get('/api/dashboard', ending.signal);
      const to = Date.now() + 1000, from = to - minutes * 60_000;
      const widgets = body.widgets.map(widget => ({ widget, series: widget.type === 'metric' ? seriesOf(widget.properties) : [] }));
      const asked = widgets.flatMap(({ widget, series }) => series.filter(one => one.query)
        .map(one => ({ one, period: periodOf(one, minutes) })));
      // Each twice: by its periods, and as one value for all of the time.
      const queries = asked.map(({ one, period }) => ({ ...one.query, stat: one.stat, period }));
      const points = await post('/api/metrics', { from, to, queries: [...queries, ...queries.map(({ period, ...whole }) => whole)] });
      asked.forEach(({ one }, at) => { one.points = points[at]; one.whole = points[asked.length + at][0]?.[1]; });
      drawing.abort();
      drawing = new AbortController();
      grid.replaceChildren(...widgets.map(({ widget, series }) => drawWidget(widget, series, { from, to }, drawing.signal)));
    } catch (failure) {
      if (!ending.signal.aborted) grid.replaceChildren(h('p.note.is-bad', failure.message));
    }
  }

  /** Until somebody chooses, the shortest that holds the latest executions, those between which little time passed. */
  function usualRange() {
    const starts = store.ordered.map(execution => execution.started);
    const last = starts.findIndex((start, at) => start - (starts[at + 1] ?? 0) > pause);
    const first = starts[last] ?? Date.now();
    return ranges.map(range => range[0]).find(length => Date.now() - first < length * 60_000) ?? ranges.at(-1)[0];
  }

  return { leave() { clearInterval(ticking); ending.abort(); drawing.abort(); } };
}
