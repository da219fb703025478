// Elements without templates: text is always text, never markup, and what nobody sees in it is shown.

// Characters that steer a terminal or turn the order of letters, but for ends of lines, tabs and what joins letters of some scripts.
const unseen = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** A key or a reason may hold anything: what would change how the text around it looks stands there as its number. */
export const visible = text => String(text).replace(unseen, one =>
  Array.from({ length: one.length }, (_, at) => `\\u${one.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''));

/** h('a.link', { href, onclick }, 'text', child). Properties that are null are left out. */
export function h(selector, ...rest) {
  const [tag, ...classes] = selector.split('.');
  return fill(document.createElement(tag || 'div'), classes, rest);
}

export function svg(selector, ...rest) {
  const [tag, ...classes] = selector.split('.');
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), classes, rest);
}

function fill(element, classes, rest) {
  if (classes.length) element.setAttribute('class', classes.join(' '));
  const [first, ...others] = rest;
  const hasProperties = first && typeof first === 'object' && !(first instanceof Node) && !Array.isArray(first);
  for (const [name, value] of Object.entries(hasProperties ? first : {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'style') Object.assign(element.style, value);
    else if (name === 'data') Object.assign(element.dataset, value);
    else if (name === 'class') element.setAttribute('class', [...classes, value].filter(Boolean).join(' '));
    else element.setAttribute(name, value === true ? '' : name === 'title' || name === 'aria-label' ? visible(value) : value);
  }
  element.append(...(hasProperties ? others : rest).flat(Infinity)
    .filter(child => child !== null && child !== undefined && child !== false)
    .map(child => child instanceof Node ? child : visible(child)));
  return element;
}

const shapes = {
  sun: ['M8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1',
    'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z'],
  moon: ['M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z'],
  close: ['M4 4l8 8M12 4l-8 8'],
  plus: ['M8 3.5v9M3.5 8h9'],
  minus: ['M3.5 8h9'],
  fit: ['M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3'],
  copy: ['M6 6h7v7H6z', 'M3 10V3h7'],
};

export function icon(name) {
  return svg('svg.icon', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, shapes[name].map(d => svg('path', { d })));
}

export function iconButton(name, label, onclick) {
  return h('button.icon-button', { type: 'button', 'aria-label': label, title: label, onclick }, icon(name));
}

/** A name in letters of one width, cut in its middle where there is no room for it: its end says more than that. */
export function middle(text, isFile = false) {
  let at = Math.max(0, text.length - (isFile ? 24 : 12));
  if (/[\udc00-\udfff]/.test(text[at] ?? '')) at--;
  return h('span.middle', { title: text, class: isFile && 'is-file' }, h('span.head', text.slice(0, at)), h('span', text.slice(at)));
}

/** Runs at the next frame, once for however many calls before it. */
export function onFrame(run) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; run(); });
  };
}

/** Runs a while after the last call. */
export function debounce(run, milliseconds) {
  let timer;
  return (...args) => { clearTimeout(timer); timer = setTimeout(() => run(...args), milliseconds); };
}

export const isStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
