// The view "Dashboard": what CloudWatch would draw of the template's DashboardBody, with what this run measured.
import { h, debounce } from '../dom.js';
import { store } from '../store.js';
import { get, post } from '../api.js';
import { seriesOf } from './body.js';
import { drawWidget, periodOf } from './widgets.js';

const ranges = [[15, '15 min'], [60, '1 h'], [360, '6 h'], [1440, '1 day'], [10080, '1 week']];

export function dashboardView(main) {
  const ending = new AbortController();
  let body = null, minutes = 60, drawing = new AbortController();
  const grid = h('div.dash');
  const choice = h('div.segments', { role: 'group', 'aria-label': 'Time shown' }, ranges.map(([length, label]) => h('button', { type: 'button', data: { length }, onclick: () => { minutes = length; load(); } }, label)));
  main.replaceChildren(h('div.sheet-view', h('div.dash-head', h('h1', 'Dashboard'), h('p.muted', 'The DashboardBody of serverless.template, with the metrics of this run'), choice), grid));
  store.addEventListener('data', debounce(load, 1500), { signal: ending.signal });
  const ticking = setInterval(() => { if (document.visibilityState === 'visible') load(); }, 15_000);
  load();

  async function load() {
    for (const button of choice.children) button.setAttribute('aria-pressed', String(Number(button.dataset.length) === minutes));
    try {
      body ??= await get('/api/dashboard', ending.signal);
      const to = Date.now() + 1000, from = to - minutes * 60_000;
      const widgets = body.widgets.map(widget => ({ widget, series: widget.type === 'metric' ? seriesOf(widget.properties) : [] }));
      const asked = widgets.flatMap(({ widget, series }) => series.filter(one => one.query).map(one => ({ one, period: periodOf(widget.properties, one, minutes) })));
      const points = await post('/api/metrics', { from, to, queries: asked.map(({ one, period }) => ({ ...one.query, stat: one.stat, period })) });
      asked.forEach(({ one }, at) => { one.points = points[at]; });
      drawing.abort();
      drawing = new AbortController();
      grid.replaceChildren(...widgets.map(({ widget, series }) => drawWidget(widget, series, { from, to }, drawing.signal)));
    } catch (failure) {
      if (!ending.signal.aborted) grid.replaceChildren(h('p.note.is-bad', failure.message));
    }
  }

  return { leave() { clearInterval(ticking); ending.abort(); drawing.abort(); } };
}
