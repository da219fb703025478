// Requests. A refusal carries its reason in words, and that is what is thrown.

async function read(response) {
  if (response.ok) return response.json();
  const refusal = await response.json().catch(() => null);
  throw Object.assign(new Error(refusal?.reason ?? `the page's server answered ${response.status}`), { status: response.status });
}

export const get = (path, signal) => fetch(path, { signal }).then(read);
export const post = (path, body) => fetch(path, { method: 'POST', body: body && JSON.stringify(body) }).then(read);

/** Puts a file; reports progress from 0 to 1. (fetch can't.) */
export function put(path, file, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', path);
    request.responseType = 'json';
    request.upload.addEventListener('progress', event => onProgress?.(event.loaded / Math.max(1, event.total)));
    request.addEventListener('load', () => request.status < 300 ? resolve(request.response)
      : reject(new Error(request.response?.reason ?? `the page's server answered ${request.status}`)));
    request.addEventListener('error',
      () => reject(new Error('the connection to the page\'s server broke: is watch still running, and the file under its limit?')));
    request.send(file);
  });
}
