// Executions on their way: a dot for each step from a state to the next, and a light on the state that it comes to.
import { svg, isStill } from '../dom.js';

const most = 80;
const stepTime = 420;

export function tokenRunner(drawing) {
  const moving = [];
  const last = new Map();
  let asked = false;

  /** The states that an execution entered since it was last drawn. */
  function move(execution) {
    let from = last.get(execution.name);
    let delay = 0;
    for (const to of execution.passed) {
      const edge = from && drawing.edges.get(from)?.get(to);
      if (!isStill() && moving.length < most && document.visibilityState === 'visible') {
        // A step without an edge of its own (the first one that is seen) waits its turn too: states light up in their order.
        moving.push({ edge, to, starts: performance.now() + delay, dot: null });
        delay += stepTime * 0.55;
      } else {
        touch(to);
      }
      from = to;
    }
    if (execution.status === 'RUNNING') last.set(execution.name, from);
    else last.delete(execution.name);
    if (moving.length && !asked) { asked = true; requestAnimationFrame(frame); }
  }

  function frame(now) {
    // In the order in which they came, however late the frame comes.
    const left = moving.filter(step => !advance(step, now));
    moving.splice(0, moving.length, ...left);
    if (moving.length) requestAnimationFrame(frame);
    else asked = false;
  }

  /** Whether the step is at its end. */
  function advance(step, now) {
    if (now < step.starts) return false;
    const share = step.edge ? (now - step.starts) / stepTime : 1;
    if (share >= 1) {
      step.dot?.remove();
      touch(step.to);
      return true;
    }
    if (!step.dot) {
      step.dot = svg('circle.token', { r: 5 });
      step.length = step.edge.path.getTotalLength();
      step.place = offsetOf(step.edge.path, drawing.element);
      drawing.tokens.append(step.dot);
    }
    const point = step.edge.path.getPointAtLength(step.length * (1 - (1 - share) ** 2));
    step.dot.setAttribute('cx', point.x + step.place.x);
    step.dot.setAttribute('cy', point.y + step.place.y);
    return false;
  }

  function touch(state) {
    const node = drawing.nodes.get(state)?.element;
    if (!node) return;
    node.dataset.touches = Number(node.dataset.touches ?? 0) + 1;
    node.classList.remove('is-touched');
    // The animation starts anew only if the browser has seen it gone.
    requestAnimationFrame(() => node.classList.add('is-touched'));
  }

  return { move };
}

/** Edges within a Map lie in moved groups. */
function offsetOf(element, root) {
  let x = 0, y = 0;
  for (let at = element.parentNode; at && at !== root; at = at.parentNode) {
    const [, dx, dy] = /translate\(([-\d.]+),([-\d.]+)\)/.exec(at.getAttribute?.('transform') ?? '') ?? [];
    x += Number(dx ?? 0);
    y += Number(dy ?? 0);
  }
  return { x, y };
}
