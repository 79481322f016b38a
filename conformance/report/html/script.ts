/** Copying, filtering and what a link or the printer needs opened; the page reads without it. */
export const script = `
for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const code = button.closest('figure').querySelector('code');
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = 'Selected';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
}

const filter = document.querySelector('.filter');
const search = filter.querySelector('input');
const buttons = [...filter.querySelectorAll('button')];
filter.hidden = false;
function apply() {
  const on = new Set(buttons.filter((b) => b.getAttribute('aria-pressed') === 'true').map((b) => b.dataset.verdict));
  const wanted = search.value.trim().toLowerCase();
  for (const section of document.querySelectorAll('details.clauses')) {
    let shown = 0;
    for (const row of section.querySelectorAll('tbody tr')) {
      row.hidden = !on.has(row.dataset.verdict) || !row.textContent.toLowerCase().includes(wanted);
      if (!row.hidden) shown++;
    }
    section.hidden = shown === 0;
    if (wanted && shown > 0) section.open = true;
  }
}
search.addEventListener('input', apply);
for (const button of buttons) {
  button.addEventListener('click', () => {
    button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
    apply();
  });
}

function reveal() {
  const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const details = row && row.closest('details');
  if (!details) return;
  row.hidden = details.hidden = false;
  details.open = true;
  row.scrollIntoView({ block: 'center' });
}
addEventListener('hashchange', reveal);
reveal();

let opened = [];
addEventListener('beforeprint', () => {
  opened = [...document.querySelectorAll('details:not([open])')];
  for (const details of opened) details.open = true;
});
addEventListener('afterprint', () => {
  for (const details of opened) details.open = false;
});
`;
