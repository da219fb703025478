// Short messages in the corner: what was put, and what the topic of notices says.
import { h, iconButton } from './dom.js';
import { store } from './store.js';

const place = document.getElementById('toasts');
const most = 4;

export function toast(text, mood = 'is-good', seconds = 7) {
  const message = h('div.toast', h('span.dot', { class: mood }), h('p', text), iconButton('close', 'Dismiss', () => message.remove()));
  place.append(message);
  while (place.children.length > most) place.firstChild.remove();
  if (seconds) setTimeout(() => message.remove(), seconds * 1000);
}

export function startNotices() {
  store.addEventListener('notice', ({ detail }) => toast(wordsOf(detail), 'is-bad', 20));
}

/** A notice's message is JSON that says what to do, or plain text. */
function wordsOf(notice) {
  let message;
  try { message = JSON.parse(notice.message); } catch { message = {}; }
  return [notice.subject ?? 'Notice', message.whatToDo ?? (typeof message === 'object' ? notice.message : String(message))].join(': ')
    .slice(0, 400);
}
