'use strict';
(() => {
  const key = 'glossator:theme';
  const root = document.documentElement;
  let stored = null;
  try { stored = localStorage.getItem(key); } catch { /* no storage: the system's theme holds */ }
  if (stored === 'light' || stored === 'dark') root.dataset.theme = stored;
  addEventListener('DOMContentLoaded', () => {
    const button = document.getElementById('theme');
    if (!button) return;
    const dark = () => root.dataset.theme
      ? root.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    const name = () => { button.textContent = dark() ? 'Light theme' : 'Dark theme'; };
    name();
    button.addEventListener('click', () => {
      root.dataset.theme = dark() ? 'light' : 'dark';
      try { localStorage.setItem(key, root.dataset.theme); } catch { /* it holds for this page */ }
      name();
    });
  });
})();
