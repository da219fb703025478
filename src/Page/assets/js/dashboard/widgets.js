// Each kind of widget. What can't be shown on one machine says so, and where the same is shown here.
import { h } from '../dom.js';
import { measure } from '../format.js';
import { timeChart } from '../charts/time-chart.js';
import { evaluate } from './expression.js';
import { markdown } from './markdown.js';

const shortest = 10;

/** Seconds. A local run is over in minutes: where the dashboard says five, less is shown, so that there is something to see. */
export const periodOf = (series, minutes) => Math.min(series.period, Math.max(shortest, Math.round(minutes / 1.5 / 10) * 10));

export function drawWidget(widget, series, time, signal) {
  const { properties } = widget;
  const [kind, content] = widget.type === 'text' ? textOf(properties) : widget.type === 'metric'
    ? metricOf(properties, series, time, signal) : otherOf(widget);
  const element = h(properties.title ? 'section.widget' : 'div.widget',
    { class: kind, data: { type: widget.type, title: properties.title ?? '' }, 'aria-label': properties.title,
      tabindex: kind.includes('is-text') ? '0' : null },
    properties.title && h('h2', properties.title), content);
  element.style.gridColumn = `${widget.x + 1} / span ${widget.width}`;
  element.style.gridRow = `${widget.y + 1} / span ${widget.height}`;
  return element;
}

function textOf({ markdown: text }) {
  return [/^#+ [^\n]*$/.test(text.trim()) ? 'is-heading' : 'is-text', markdown(text)];
}

function metricOf(properties, series, { from, to }, signal) {
  if (properties.setPeriodToTimeRange) {
    for (const one of series.filter(one => one.query)) one.points = asOne(one, from);
  }
  const times = [...new Set(series.flatMap(one => one.points?.map(point => point[0]) ?? []))].sort((a, b) => a - b);
  const byId = id => series.find(one => one.id === id).points;
  for (const one of series.filter(one => one.expression)) one.points = evaluate(one.expression, byId, times);
  const shown = series.filter(one => one.isVisible);
  if (shown.some(one => !one.points)) return ['is-text',
    h('p.muted', 'It has an expression that is computed on AWS only: ', h('code', shown.find(one => !one.points).expression))];
  if (properties.view === 'singleValue') return ['is-values', values(shown)];
  if (!shown.some(one => one.points.length && !one.points.isConstant)) return ['is-chart', h('p.nothing', 'No data in the time shown')];
  const colored = shown.map((one, at) => ({ ...one, color: one.points.isConstant ? '--bad' : `--series-${at % 6 + 1}` }))
    .filter(one => one.points.length);
  const { min, max } = properties.yAxis?.left ?? {};
  return ['is-chart',
    timeChart({ series: colored, stacked: properties.stacked, bars: properties.view === 'bar', from, to, min, max: max
      ?? marks(properties, colored) }, signal)];
}

/** A horizontal line is worth its place in sight when the values come near it. */
function marks(properties, series) {
  const lines = (properties.annotations?.horizontal ?? []).map(line => line.value).filter(Number.isFinite);
  const highest = Math.max(...series.flatMap(one => one.points.map(point => point[1])));
  const line = Math.max(...lines, -Infinity);
  return Number.isFinite(line) && highest > line / 3 ? Math.max(line, highest) * 1.1 : undefined;
}

/** All points of the time shown as one. (An average is that of the periods' averages, which is close.) */
function asOne({ stat, points }, from) {
  if (!points.length) return [];
  const values = points.map(point => point[1]);
  const sum = values.reduce((total, value) => total + value, 0);
  const value = stat === 'Sum' || stat === 'SampleCount' ? sum : stat === 'Maximum' ? Math.max(...values) : stat === 'Minimum'
    ? Math.min(...values) : sum / values.length;
  return [[from, value]];
}

const values = shown => h('div.values',
  shown.map(one => h('div.value', { data: { label: one.label } }, h('b', measure(one.points.at(-1)?.[1])), h('span', one.label))));

function otherOf({ type, properties }) {
  if (type === 'log') {
    return ['is-text',
      [h('p.muted', 'A query of CloudWatch Logs Insights, which runs on AWS only. Here ', h('a', { href: '#/files' }, 'Files'),
        ' shows the same.'), h('pre', properties.query)]];
  }
  return ['is-text',
    h('p.muted', type === 'alarm' ? `${properties.alarms?.length ?? 0} alarms: CloudWatch evaluates them on AWS; a local run has none.`
      : `A widget of type '${type}' is drawn on AWS only.`)];
}
