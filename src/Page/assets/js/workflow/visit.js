// A stay in a state: what went in, what came out, each try of its task with its error in words, the executions that it started.
import { h } from '../dom.js';
import { get } from '../api.js';
import { duration, mood, number, time } from '../format.js';
import { store } from '../store.js';
import { jsonBlock } from './json.js';
import { link } from './execution.js';

const mostLinks = 200;

export function visitBody(execution, visit, children, signal) {
  const body = h('div.visit-body', h('span.muted', 'Reading…'));
  get(`/api/executions/${encodeURIComponent(execution)}/visits/${visit.id}`, signal).then(
    content => body.replaceChildren(...sections(visit, content, children).flat().filter(Boolean)),
    failure => { if (!signal.aborted) body.replaceChildren(h('p.note.is-bad', failure.message)); });
  return body;
}

function sections(visit, content, children) {
  const started = [...visit.started, ...children.map(child => child.name)];
  const showsTries = content.tries.length > 1 || content.tries.some(one => one.error);
  return [
    h('div.facts', h('span', 'Entered ', h('b.num', time(visit.entered))),
      visit.left && h('span', 'Stayed ', h('b.num', duration(visit.left - visit.entered))),
      h('span', 'Type ', h('b', visit.type)), content.tries[0]?.resource && h('span.cut', calledBy(content.tries[0]))),
    showsTries && [h('h3', 'Tries'), ...content.tries.map((one, at) => tryNote(one, at))],
    started.length > 0 && [h('h3', `Started ${number(started.length)} ${started.length === 1 ? 'execution' : 'executions'}`),
      h('div.links',
        started.slice(0, mostLinks)
        .map(name => h('span', { class: mood(store.executions.get(name)?.status ?? '') }, link(name), ' ',
          h('span.badge', (store.executions.get(name)?.status ?? '').toLowerCase()))))],
    [h('h3', 'Input'), jsonBlock(content.input)],
    content.tries.length > 0 && content.tries.at(-1).input && content.tries.at(-1).input !== content.input
    && h('details', h('summary.small.muted', 'What the task was given'), jsonBlock(content.tries.at(-1).input)),
    content.tries.at(-1)?.output && h('details', h('summary.small.muted', 'What the task answered'),
      jsonBlock(content.tries.at(-1).output)),
    content.output ? [h('h3', 'Output'), jsonBlock(content.output)] : [h('h3', 'Output'), h('span.muted', 'None yet.')],
  ];
}

/** A function by its name; another service by its action. */
function calledBy({ resource, input }) {
  try { return `Calls ${JSON.parse(input).FunctionName.split(':').at(-1)}`; } catch { return resource; }
}

function tryNote(one, at) {
  const took = one.ended ? duration(one.ended - one.started) : 'under way';
  return h('div.note', { class: one.error ? 'is-bad' : one.ended ? 'is-good' : '' }, h('b', `${at + 1}. `), one.failure
    ?? (one.ended ? 'succeeded' : 'runs'), h('span.small', ` (${took})`),
    one.cause && h('details', h('summary.small', one.error), jsonBlock(one.cause)));
}
