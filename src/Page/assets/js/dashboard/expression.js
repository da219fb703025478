// Metric math over series of points: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
// Numbers, ids, + - * / <, arrays, and the functions below. What else there is, is refused, and the widget says so.

const functions = {
  SUM: list => across(list, values => values.reduce((sum, value) => sum + value, 0)),
  AVG: list => across(list, values => values.reduce((sum, value) => sum + value, 0) / values.length),
  MIN: list => across(list, values => Math.min(...values)),
  MAX: list => across(list, values => Math.max(...values)),
  ABS: value => each(value, Math.abs),
  FILL: (series, value, times) => new Map(times.map(time => [time, series.get(time) ?? value])),
  IF: (condition, series) => new Map([...series].filter(([time]) => condition.get(time))),
  TIME_SERIES: (value, times) => Object.assign(new Map(times.map(time => [time, value])), { isConstant: true }),
};

/**
 * The points of an expression: [[time, value]]; with isConstant where they are a line that nothing was measured for.
 * Null: it uses something that is not known here.
 */
export function evaluate(expression, pointsOf, times) {
  try {
    const value = parse(expression, pointsOf, times);
    const series = value instanceof Map ? value : Number.isFinite(value) ? functions.TIME_SERIES(value, times) : null;
    if (!series) return null;
    return Object.assign([...series].filter(point => Number.isFinite(point[1])).sort((a, b) => a[0] - b[0]),
      { isConstant: Boolean(series.isConstant) });
  } catch {
    return null;
  }
}

function parse(expression, pointsOf, times) {
  const tokens = expression.match(/[A-Za-z_]\w*|\d+(?:\.\d+)?|[-+*/()[\],]|\S/g) ?? [];
  let at = 0;
  const expect = token => { if (tokens[at++] !== token) throw new Error(`${token} is missing`); };
  const list = end => {
    const values = [];
    while (tokens[at] !== end) { values.push(comparison()); if (tokens[at] !== end) expect(','); }
    at++;
    return values;
  };
  const factor = () => {
    const token = tokens[at++];
    if (token === '(') { const value = comparison(); expect(')'); return value; }
    if (token === '[') return list(']');
    if (token === '-') return combine(-1, factor(), (a, b) => a * b);
    if (/^\d/.test(token)) return Number(token);
    if (tokens[at] === '(') { at++; return functions[token](...list(')'), times); }
    return new Map(pointsOf(token));
  };
  const product = () => {
    let value = factor();
    while (tokens[at] === '*' || tokens[at] === '/') value = combine(value, tokens[at++] === '*' ? factor()
      : each(factor(), one => 1 / one), (a, b) => a * b);
    return value;
  };
  const sum = () => {
    let value = product();
    while (tokens[at] === '+' || tokens[at] === '-') value = combine(value, tokens[at++] === '+' ? product() : each(product(), one => -one),
      (a, b) => a + b);
    return value;
  };
  const comparison = () => {
    const value = sum();
    return tokens[at] === '<' ? combine(value, (at++, sum()), (a, b) => a < b) : value;
  };
  const value = comparison();
  if (at < tokens.length) throw new Error('more than an expression');
  return value;
}

const each = (value, apply) => value instanceof Map ? new Map([...value].map(([time, one]) => [time, apply(one)])) : apply(value);

/** Where two series meet: a time that one of them lacks has no point. */
function combine(a, b, apply) {
  if (!(a instanceof Map) && !(b instanceof Map)) return apply(a, b);
  if (!(b instanceof Map)) return Object.assign(each(a, one => apply(one, b)), { isConstant: a.isConstant });
  if (!(a instanceof Map)) return Object.assign(each(b, one => apply(a, one)), { isConstant: b.isConstant });
  return new Map([...a].filter(([time]) => b.has(time)).map(([time, one]) => [time, apply(one, b.get(time))]));
}

/** Over several series, time by time, of those that have a point there. */
function across(list, apply) {
  const maps = Array.isArray(list) ? list : [list];
  const times = new Set(maps.flatMap(map => [...map.keys()]));
  return new Map([...times].map(time => [time, apply(maps.filter(map => map.has(time)).map(map => map.get(time)))]));
}
