// A surface that can be moved and scaled, by pointer, wheel and buttons.
import { h, iconButton } from '../dom.js';

export function canvas() {
  let content = null, size = { width: 1, height: 1 }, scale = 1, x = 0, y = 0, held = null, isFitted = true;
  const surface = h('div.canvas', { onpointerdown: hold, onpointermove: drag, onpointerup: release, onpointercancel: release });
  const zoom = h('div.zoom', { role: 'group', 'aria-label': 'Scale' },
    iconButton('minus', 'Smaller', () => by(1 / 1.25)), iconButton('fit', 'Fit into the view', fit),
    iconButton('plus', 'Larger', () => by(1.25)));
  surface.addEventListener('wheel', event => {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) by(Math.exp(-event.deltaY / 200), event);
    else { isFitted = false; x -= event.deltaX; y -= event.deltaY; place(); }
  }, { passive: false });
  new ResizeObserver(() => { if (isFitted) fit(); }).observe(surface);

  function show(element, width, height) {
    content?.remove();
    content = element;
    size = { width, height };
    surface.prepend(element);
    fit();
  }

  /** All of it, but never larger than drawn, and never so small that nobody can read it: then its upper part. */
  function fit() {
    if (!surface.clientWidth) return;
    isFitted = true;
    const whole = Math.min(surface.clientWidth / size.width, surface.clientHeight / size.height);
    scale = Math.min(1.05, Math.max(whole * 0.97, 0.42));
    x = (surface.clientWidth - size.width * scale) / 2;
    y = Math.max(2, (surface.clientHeight - size.height * scale) / 2);
    place();
  }

  function by(factor, at) {
    isFitted = false;
    const box = surface.getBoundingClientRect();
    const [cx, cy] = at ? [at.clientX - box.left, at.clientY - box.top] : [box.width / 2, box.height / 2];
    const next = Math.min(2.5, Math.max(0.25, scale * factor));
    x = cx - (cx - x) * next / scale;
    y = cy - (cy - y) * next / scale;
    scale = next;
    place();
  }

  function place() { if (content) content.style.transform = `translate(${x}px,${y}px) scale(${scale})`; }
  function hold(event) { if (!event.target.closest('.node')) {
    held = [event.clientX - x, event.clientY - y];
    surface.setPointerCapture(event.pointerId);
    surface.classList.add('is-held');
  } }
  function drag(event) { if (held) { isFitted = false; x = event.clientX - held[0]; y = event.clientY - held[1]; place(); } }
  function release() { held = null; surface.classList.remove('is-held'); }

  return { elements: [surface, zoom], show, fit: () => { if (isFitted) fit(); } };
}
