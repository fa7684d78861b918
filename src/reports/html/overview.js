'use strict';
(() => {
  for (const table of document.querySelectorAll('table.sortable')) {
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    heads.forEach((head, column) => head.querySelector('button')?.addEventListener('click', () => {
      const up = head.getAttribute('aria-sort') === 'descending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent.replaceAll(',', '');
      const rows = [...table.tBodies[0].rows].sort((x, y) => {
        const [a, b] = [value(x), value(y)];
        const [m, n] = [Number.parseFloat(a), Number.parseFloat(b)];
        const less = Number.isNaN(m) && Number.isNaN(n) ? a.localeCompare(b) : (Number.isNaN(m) ? -1 : Number.isNaN(n) ? 1 : m - n);
        return up ? less : -less;
      });
      table.tBodies[0].append(...rows);
    }));
  }
  document.documentElement.dataset.readyMs = performance.now().toFixed(1);
})();
