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
  for (const one of series.filter(one => one.expression)) {
    one.points = evaluate(one.expression, byId, times);
    one.whole = evaluate(one.expression, id => asOne(series.find(other => other.id === id), from), [from])?.at(-1)?.[1];
  }
  const shown = series.filter(one => one.isVisible);
  if (shown.some(one => !one.points)) return ['is-text',
    h('p.muted', 'It has an expression that is computed on AWS only: ', h('code', shown.find(one => !one.points).expression))];
  if (properties.view === 'singleValue') return ['is-values', values(shown)];
  const colored = shown.map((one, at) => ({ ...one, color: `--series-${at % 6 + 1}` }))
    .filter(one => one.points.length && !one.points.isConstant);
  if (!colored.length) return ['is-chart', h('p.nothing', 'No data in the time shown')];
  const { min, max } = properties.yAxis?.left ?? {};
  const lines = [...linesOf(properties), ...shown.filter(one => one.points.isConstant && one.whole !== undefined)
    .map(one => ({ label: one.label, value: one.whole, color: one.color }))];
  return ['is-chart', [
    timeChart({ series: colored, stacked: properties.stacked, bars: properties.view === 'bar', from, to, min,
      max: max ?? marks(lines, colored), lines }, signal),
    lines.length > 0 && h('ul.thresholds', lines.map(({ label, value }) => h('li', `${label} `, h('b', measure(value)))))]];
}

const linesOf = properties => (properties.annotations?.horizontal ?? []).flat()
  .filter(line => Number.isFinite(line.value) && line.visible !== false)
  .map(({ label, value, color }) => ({ label: label ?? '', value, color }));

/** A threshold is worth its place in sight when the values come near it; one far above is drawn at the upper edge. */
function marks(lines, series) {
  const highest = Math.max(...series.flatMap(one => one.points.map(point => point[1])));
  const near = Math.max(...lines.map(line => line.value).filter(value => highest > value / 3), -Infinity);
  return Number.isFinite(near) ? Math.max(near, highest) * 1.1 : undefined;
}

/** All of the time shown as one point. */
const asOne = ({ whole }, from) => whole === undefined ? [] : [[from, whole]];

const values = shown => h('div.values',
  shown.map(one => h('div.value', { data: { label: one.label } }, h('b', measure(one.whole)), h('span', one.label))));

function otherOf({ type, properties }) {
  if (type === 'log') {
    return ['is-text',
      [h('p.muted', 'A query of CloudWatch Logs Insights, which runs on AWS only. Here ', h('a', { href: '#/files' }, 'Files'),
        ' shows the same.'), h('pre', properties.query)]];
  }
  return ['is-text',
    h('p.muted', type === 'alarm'
      ? `${properties.alarms?.length ?? 0} alarms: CloudWatch evaluates them on AWS. Here, what needs attention stands above every view.`
      : `A widget of type '${type}' is drawn on AWS only.`)];
}
