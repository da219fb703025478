// The switch between light and dark. Charts are drawn on canvas, and get the event themechange.
import { icon } from './dom.js';

const root = document.documentElement;

export function startTheme(button) {
  const show = () => {
    const isDark = root.dataset.theme === 'dark';
    button.replaceChildren(icon(isDark ? 'sun' : 'moon'));
    button.setAttribute('aria-label', isDark ? 'Use the light theme' : 'Use the dark theme');
    button.title = button.getAttribute('aria-label');
  };
  button.addEventListener('click', () => {
    root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem('theme', root.dataset.theme);
    dispatchEvent(new Event('themechange'));
  });
  addEventListener('themechange', show);
  show();
}

/** The value of a custom property: canvas knows no var(). */
export const token = name => getComputedStyle(root).getPropertyValue(name).trim();
