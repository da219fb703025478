// Starts the page: the views by the address's hash, the header, the stream.
import { startStream } from './store.js';
import { startTheme } from './theme.js';
import { startIntake } from './intake.js';
import { startDrop } from './drop/drop.js';
import { startSample } from './sample.js';
import { startNotices } from './toasts.js';
import { startAttention } from './attention.js';
import { workflowView } from './workflow/view.js';
import { filesView } from './files/view.js';
import { answersView } from './answers/view.js';
import { dashboardView } from './dashboard/view.js';

const views = { workflow: workflowView, files: filesView, answers: answersView, dashboard: dashboardView };
const main = document.getElementById('view');
let current = null;

function show() {
  const [name, ...rest] = location.hash.replace(/^#\//, '').split('/').map(decodeURIComponent);
  const view = views[name] ? name : 'workflow';
  for (const link of document.querySelectorAll('.tabs a')) {
    if (link.hash === `#/${view}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.title = `${view[0].toUpperCase()}${view.slice(1)} · Sparkify Ingest`;
  if (current?.name !== view) {
    current?.shown.leave?.();
    main.replaceChildren();
    current = { name: view, shown: views[view](main) };
  }
  current.shown.go?.(rest);
}

startTheme(document.getElementById('theme'));
startIntake(document.getElementById('intake'));
startNotices();
startAttention(document.getElementById('attention'));
startSample(document.getElementById('sample'));
startDrop(document.getElementById('pick'));
addEventListener('hashchange', show);
show();
startStream();
