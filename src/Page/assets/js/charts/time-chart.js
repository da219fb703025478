// A chart over time by uPlot: lines, or areas one on the other. It follows theme and size.
import uPlot from '../../vendor/uplot/uPlot.esm.js';
import { h } from '../dom.js';
import { measure, time } from '../format.js';
import { token } from '../theme.js';

/**
 * series: [{ label, color, points: [[milliseconds, value]], whole }]: whole is the value of all of the time, which the legend shows.
 * lines: [{ value, color }], thresholds. Times are UTC.
 * Without a height it fills what it is put into.
 */
export function timeChart(
  { series, stacked = false, bars = false, height, from, to, min, max, legend = true, day = false, lines = [] }, signal) {
  const element = h('div.chart', height ? { style: { height: `${height}px` } } : {});
  let plot = null;
  const { times, columns } = aligned(series);
  const shown = stacked ? stackedUp(columns) : columns;
  const measured = shown.flat().filter(value => value !== null);
  const isSparse = times.length < 24;

  function draw() {
    const width = element.clientWidth, room = element.clientHeight;
    if (width < 40 || room < 50) return;
    plot?.destroy();
    const line = token('--line'), text = token('--muted');
    const axis = { stroke: text, grid: { stroke: line, width: 1 }, ticks: { show: false }, font: `11px ${token('--font')}` };
    plot = new uPlot({
      width, height: room,
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      hooks: { draw: [plot => drawLines(plot, lines)] },
      cursor: { points: { size: 6 }, y: false },
      legend: { show: legend },
      padding: [8, 18, 0, 0],
      scales: { x: { time: true, range: from ? [from / 1000, to / 1000] : undefined }, y: { range: () => rangeOf(measured, min, max) } },
      axes: [{ ...axis, size: 26, space: day ? 90 : 64, values: (_, splits) => splits.map(day ? dayOf : hourOf) },
        { ...axis, size: 46, values: (_, splits) => splits.map(value => value === null ? '' : measure(value)) }],
      bands: stacked ? shown.slice(1).map((_, at) => ({ series: [at + 2, at + 1] })) : undefined,
      series: [{ value: (_, value) => value === null ? '' : day ? dayOf(value)
        : time(value * 1000) },
        ...series.map((one, at) => seriesOf(one, at, columns[at], { stacked, bars, isSparse, isAlone: series.length === 1 }))],
    }, [times, ...shown], element);
    // The legend takes the lines that it needs, the drawing the rest.
    const taken = plot.root.querySelector('.u-legend')?.offsetHeight ?? 0;
    if (taken) plot.setSize({ width, height: Math.max(40, room - taken) });
  }

  const watcher = new ResizeObserver(draw);
  watcher.observe(element);
  addEventListener('themechange', draw, { signal });
  signal.addEventListener('abort', () => { watcher.disconnect(); plot?.destroy(); });
  return element;
}

function seriesOf({ label, color, whole }, at, column, { stacked, bars, isSparse, isAlone }) {
  const stroke = color?.startsWith('#') ? color : token(color ?? `--series-${at % 6 + 1}`);
  return {
    label, stroke, width: 1.6,
    fill: !(stacked || bars || isAlone) ? undefined
    : `color-mix(in srgb, ${stroke} ${bars ? 70 : stacked ? 26 : 8}%, transparent)`,
    paths: bars ? uPlot.paths.bars({ size: [0.6, 60], radius: 0.15 }) : undefined,
    points: { show: isSparse, size: 6, fill: stroke },
    spanGaps: true,
    // Nobody points at a time: all of it.
    value: (_, __, ___, index) => measure(index !== null ? column[index]
      : whole !== undefined ? whole : column.findLast(value => value !== null)),
  };
}

/** Each over the whole width; one that is above what is shown lies at the upper edge, with an arrow. */
function drawLines({ ctx, bbox, scales, valToPos }, lines) {
  for (const { value, color } of lines) {
    const isAbove = value > scales.y.max;
    const at = isAbove ? bbox.top + 1 : valToPos(value, 'y', true);
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = color?.startsWith('#') ? color : token('--bad');
    ctx.lineWidth = 1.5 * devicePixelRatio;
    ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, at);
    ctx.lineTo(bbox.left + bbox.width, at);
    ctx.stroke();
    if (isAbove) {
      const size = 5 * devicePixelRatio, right = bbox.left + bbox.width - size;
      ctx.beginPath();
      ctx.moveTo(right, at);
      ctx.lineTo(right - size, at + 1.6 * size);
      ctx.lineTo(right + size, at + 1.6 * size);
      ctx.fill();
    }
    ctx.restore();
  }
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

/** By what was measured: a threshold is no part of it. */
function rangeOf(measured, min, max) {
  const high = Math.max(...measured, -Infinity), bottom = min ?? Math.min(0, ...measured);
  return [bottom, max ?? (high > bottom ? high + (high - bottom) * 0.1 : bottom + 1)];
}

const days = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
const hourOf = seconds => clock.format(new Date(seconds * 1000));
const dayOf = seconds => days.format(new Date(seconds * 1000));
