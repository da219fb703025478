// A chart over time by uPlot: lines, or areas one on the other. It follows theme and size.
import uPlot from '../../vendor/uplot/uPlot.esm.js';
import { h } from '../dom.js';
import { measure } from '../format.js';
import { token } from '../theme.js';

/**
 * series: [{ label, color, points: [[milliseconds, value]], unit }].
 * Without a height it fills what it is put into.
 */
export function timeChart({ series, stacked = false, bars = false, height, from, to, min, max, legend = true, day = false }, signal) {
  const element = h('div.chart', height ? { style: { height: `${height + (legend ? 26 : 0)}px` } } : {});
  let plot = null;
  const { times, columns } = aligned(series);
  const shown = stacked ? stackedUp(columns) : columns;

  function draw() {
    const width = element.clientWidth, room = height ?? element.clientHeight - (legend ? 26 : 0);
    if (width < 40 || room < 30) return;
    plot?.destroy();
    const line = token('--line'), text = token('--muted');
    const axis = { stroke: text, grid: { stroke: line, width: 1 }, ticks: { show: false }, font: `11px ${token('--font')}` };
    plot = new uPlot({
      width, height: room,
      cursor: { points: { size: 6 }, y: false },
      legend: { show: legend },
      padding: [8, 8, 0, 0],
      scales: { x: { time: true, range: from ? [from / 1000, to / 1000] : undefined }, y: { range: (_, low, high) => rangeOf(low, high, min, max) } },
      axes: [{ ...axis, size: 28, space: day ? 90 : 60, values: day ? (_, splits) => splits.map(dayOf) : undefined }, { ...axis, size: 46, values: (_, splits) => splits.map(value => value === null ? '' : measure(value)) }],
      bands: stacked ? shown.slice(1).map((_, at) => ({ series: [at + 2, at + 1] })) : undefined,
      series: [{ value: (_, value) => value === null ? '' : day ? dayOf(value) : new Date(value * 1000).toLocaleTimeString(undefined, { hour12: false }) },
        ...series.map((one, at) => seriesOf(one, at, columns[at], stacked, bars))],
    }, [times, ...shown], element);
  }

  const watcher = new ResizeObserver(draw);
  watcher.observe(element);
  addEventListener('themechange', draw, { signal });
  signal.addEventListener('abort', () => { watcher.disconnect(); plot?.destroy(); });
  return element;
}

function seriesOf({ label, color }, at, column, stacked, bars) {
  const stroke = color?.startsWith('#') ? color : token(color ?? `--series-${at % 6 + 1}`);
  return {
    label, stroke, width: 1.6,
    fill: stacked || bars ? `color-mix(in srgb, ${stroke} ${bars ? 70 : 26}%, transparent)` : `color-mix(in srgb, ${stroke} 7%, transparent)`,
    paths: bars ? uPlot.paths.bars({ size: [0.6, 60], radius: 0.15 }) : undefined,
    points: { size: 4, fill: stroke },
    value: (_, value, __, index) => value === null || index === null ? '–' : measure(column[index]),
  };
}

/** One column of times for all series; a series has null where it has no point. */
function aligned(series) {
  const times = [...new Set(series.flatMap(one => one.points.map(point => point[0])))].sort((a, b) => a - b);
  const columns = series.map(one => { const values = new Map(one.points); return times.map(time => values.get(time) ?? null); });
  return { times: times.map(time => time / 1000), columns };
}

function stackedUp(columns) {
  const sums = columns[0]?.map(() => 0) ?? [];
  return columns.map(column => column.map((value, at) => (sums[at] += value ?? 0)));
}

function rangeOf(low, high, min, max) {
  const bottom = min ?? Math.min(0, low ?? 0), top = max ?? (high > bottom ? high + (high - bottom) * 0.1 : bottom + 1);
  return [bottom, top];
}

const days = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const dayOf = seconds => days.format(new Date(seconds * 1000));
