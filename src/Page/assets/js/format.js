// Numbers, times and sizes as a person reads them.

const whole = new Intl.NumberFormat('en-US');
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: 'UTC' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

export const number = value => whole.format(value);

/** A measured value: as many digits as it deserves. */
export function measure(value) {
  if (value === null || value === undefined) return '–';
  const size = Math.abs(value);
  if (size >= 100_000) return compact.format(value);
  if (size >= 100 || Number.isInteger(value)) return whole.format(Math.round(value));
  return String(Number(value.toPrecision(size >= 10 ? 3 : 2)));
}

/** In UTC, which the header names. */
export function time(milliseconds) {
  const at = new Date(milliseconds);
  return Date.now() - at > 20 * 3600_000 ? date.format(at) : clock.format(at);
}

export function duration(milliseconds) {
  if (milliseconds < 1000) return `${Math.max(0, Math.round(milliseconds))} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  if (milliseconds < 3600_000) return `${Math.floor(milliseconds / 60_000)} min ${Math.floor(milliseconds / 1000) % 60} s`;
  return `${Math.floor(milliseconds / 3600_000)} h ${Math.floor(milliseconds / 60_000) % 60} min`;
}

export function bytes(size) {
  if (size < 1000) return `${size} B`;
  if (size < 1_000_000) return `${(size / 1000).toFixed(size < 10_000 ? 1 : 0)} kB`;
  return `${(size / 1_000_000).toFixed(1)} MB`;
}

/** A text that begins in the middle of a sentence, as one. */
export const sentence = text => text[0].toUpperCase() + text.slice(1);

export const plural = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

/** The name of a class for a status of an execution or a file. */
export const mood = status => ({
  RUNNING: 'is-busy', SUCCEEDED: 'is-good', FAILED: 'is-bad', TIMED_OUT: 'is-bad', ABORTED: 'is-bad',
  loaded: 'is-good', quarantined: 'is-bad', failed: 'is-bad', waiting: 'is-busy', loading: 'is-busy', 'not loaded': 'is-warn',
})[status] ?? '';

export const statusWord = status => status.toLowerCase().replace('_', ' ');
