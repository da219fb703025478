// Reads a DashboardBody: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html

/** A widget's series: { id, label, color, isVisible, axis, stat, period, query } or { id, label, expression }. */
export function seriesOf(properties) {
  let before = [];
  return (properties.metrics ?? []).map((entry, at) => {
    const options = typeof entry.at(-1) === 'object' ? entry.at(-1) : {};
    const common = { id: options.id ?? `m${at}`, label: options.label, color: options.color, isVisible: options.visible !== false, axis: options.yAxis ?? 'left' };
    if (options.expression) return { ...common, label: options.label ?? options.expression, expression: options.expression };
    const names = full(entry.filter(part => typeof part === 'string'), before);
    before = names;
    const [namespace, metric, ...pairs] = names;
    const dimensions = {};
    for (let pair = 0; pair + 1 < pairs.length; pair += 2) dimensions[pairs[pair]] = pairs[pair + 1];
    return { ...common, label: options.label ?? metric, stat: options.stat ?? properties.stat ?? 'Average', period: options.period ?? properties.period ?? 300, query: { namespace, metric, dimensions } };
  });
}

/** "." stands for the same part of the metric before, "..." for all of them up to the last ones given. */
function full(names, before) {
  const dots = names.indexOf('...');
  if (dots >= 0) {
    const rest = names.slice(dots + 1);
    return [...before.slice(0, before.length - rest.length), ...rest];
  }
  return names.map((name, at) => name === '.' ? before[at] : name);
}

/** Metric math of the four operations over ids and numbers, time by time. Null: it uses more than that. */
export function evaluate(expression, pointsOf) {
  const tokens = expression.match(/[A-Za-z_]\w*|\d+(?:\.\d+)?|[-+*/()]/g) ?? [];
  if (tokens.join('') !== expression.replaceAll(/\s/g, '')) return null;
  const ids = [...new Set(tokens.filter(token => /^[A-Za-z_]/.test(token)))];
  if (!ids.length || ids.some(id => !pointsOf(id))) return null;
  const columns = new Map(ids.map(id => [id, new Map(pointsOf(id))]));
  const times = [...new Set(ids.flatMap(id => [...columns.get(id).keys()]))].sort((a, b) => a - b);
  const points = [];
  for (const time of times) {
    if (ids.some(id => !columns.get(id).has(time))) continue;
    const value = calculate(tokens, id => columns.get(id).get(time));
    if (Number.isFinite(value)) points.push([time, value]);
  }
  return points;
}

function calculate(tokens, valueOf) {
  let at = 0;
  const factor = () => {
    const token = tokens[at++];
    if (token === '(') { const value = sum(); at++; return value; }
    if (token === '-') return -factor();
    return /^[A-Za-z_]/.test(token) ? valueOf(token) : Number(token);
  };
  const product = () => { let value = factor(); while (tokens[at] === '*' || tokens[at] === '/') value = tokens[at++] === '*' ? value * factor() : value / factor(); return value; };
  const sum = () => { let value = product(); while (tokens[at] === '+' || tokens[at] === '-') value = tokens[at++] === '+' ? value + product() : value - product(); return value; };
  return sum();
}
