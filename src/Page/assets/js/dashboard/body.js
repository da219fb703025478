// Reads a DashboardBody: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html

/** A widget's series: { id, label, color, isVisible, axis, stat, period, query } or { id, label, expression }. */
export function seriesOf(properties) {
  let before = [];
  return (properties.metrics ?? []).map((entry, at) => {
    const options = typeof entry.at(-1) === 'object' ? entry.at(-1) : {};
    const common = { id: options.id ?? `m${at}`, label: options.label, color: options.color, isVisible: options.visible !== false,
      axis: options.yAxis ?? 'left' };
    if (options.expression) return { ...common, label: options.label ?? options.expression, expression: options.expression };
    const names = full(entry.filter(part => typeof part === 'string'), before);
    before = names;
    const [namespace, metric, ...pairs] = names;
    const dimensions = {};
    for (let pair = 0; pair + 1 < pairs.length; pair += 2) dimensions[pairs[pair]] = pairs[pair + 1];
    return { ...common, label: options.label ?? metric, stat: options.stat ?? properties.stat ?? 'Average', period: options.period
      ?? properties.period ?? 300, query: { namespace, metric, dimensions } };
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
