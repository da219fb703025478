// Which key a dropped file gets: by its path if that names a dataset, else by what is in it.

const enough = 64 * 1024;

export const isKey = key => /^(log_data|song_data)\/.+\.json(\.gz)?$/.test(key);

/** { key, why }; the key is '' where neither path nor content say so. */
export async function keyFor(file, path) {
  const named = /(?:^|\/)((?:log_data|song_data)\/.+)$/.exec(path);
  if (named) return isKey(named[1]) ? { key: named[1], why: 'by its folder' } : { key: '', why: 'only .json and .json.gz are loaded' };
  if (!/\.json(\.gz)?$/.test(path)) return { key: '', why: 'only .json and .json.gz are loaded' };
  const first = await firstObject(file);
  if (first && 'song_id' in first) return { key: `song_data/${path}`, why: 'its first row has a song_id: song metadata' };
  if (first && 'ts' in first && 'page' in first) return { key: `log_data/${folderOf(first.ts)}${path}`,
    why: 'its first row has ts and page: user activity' };
  return { key: '', why: 'neither its path nor its first row say what it is: give it a key' };
}

function folderOf(ts) {
  const day = new Date(Number(ts));
  return Number.isNaN(day.getTime()) ? '' : `${day.getUTCFullYear()}/${String(day.getUTCMonth() + 1).padStart(2, '0')}/`;
}

async function firstObject(file) {
  try {
    const text = await beginning(file);
    const line = text.trimStart().split('\n', 1)[0];
    return tryParse(line) ?? tryParse(text);
  } catch {
    return null;
  }
}

function tryParse(text) {
  try {
    const value = JSON.parse(text);
    return value && typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

async function beginning(file) {
  if (!file.name.endsWith('.gz')) return file.slice(0, enough).text();
  const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (text.length < enough) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
  }
  reader.cancel().catch(() => {});
  return text;
}
