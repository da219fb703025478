// Before anything is drawn: the theme that was chosen, else the system's. Not a module, since those run after the first paint.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => { root.dataset.theme = localStorage.getItem('theme') ?? (dark.matches ? 'dark' : 'light'); };
  dark.addEventListener('change', () => { apply(); dispatchEvent(new Event('themechange')); });
  apply();
})();
