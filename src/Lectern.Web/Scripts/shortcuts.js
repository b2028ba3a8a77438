// Keys of the whole page, other tabs of this browser, and what happens to the window.
{
  const { byId, offer } = lectern;

  // Other tabs of this browser.
  const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('lectern') : null;

  const begin = app => {
    tabs?.addEventListener('message', e => app.invokeMethodAsync('HeardAsync', e.data.what, e.data.id));
    let left = 0;
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) left = Date.now();
      else if (Date.now() - left > 1000) app.invokeMethodAsync('WokenAsync');
    });
    window.addEventListener('hashchange', () => { if (offer()) app.invokeMethodAsync('OfferedAsync'); });
    window.addEventListener('online', () => app.invokeMethodAsync('WokenAsync'));
    document.addEventListener('keydown', e => {
      const command = e.ctrlKey || e.metaKey;
      const isFree = !document.querySelector('dialog[open]')
        && !e.target.closest?.('.edit, .rename, .picker, .export, .retry, .source');
      if (e.key === 'Escape' && !e.isComposing && !e.defaultPrevented && isFree) {
        app.invokeMethodAsync('Pressed', 'escape');
      } else if (e.key === 'ArrowUp' && e.target.id === 'prompt' && e.target.value === '') {
        const last = [...document.querySelectorAll('.question .actions button')].at(-1);
        if (last && !last.disabled) { e.preventDefault(); last.click(); }
      } else if (e.key === '?' && !command && !e.target.closest?.('input, textarea, select, [contenteditable]')) {
        app.invokeMethodAsync('Pressed', 'help');
      } else if (command && !e.shiftKey && e.key.toLowerCase() === 'k') {
        e.preventDefault();
        byId('search')?.focus();
      } else if (command && e.shiftKey && e.key.toLowerCase() === 'o') {
        e.preventDefault();
        app.invokeMethodAsync('Pressed', 'new').then(() => byId('prompt')?.focus());
      }
    });
    // Long chats show only the turns near what is seen; on paper all of them stand.
    window.addEventListener('beforeprint', () => lectern.printing(true));
    window.addEventListener('afterprint', () => lectern.printing(false));
    for (const event of ['pointerover', 'focusin']) document.addEventListener(event, placeTip);
  };

  // A quote stands above or below its chip, within the window.
  const placeTip = e => {
    const place = e.target.closest?.('.chip-place');
    if (!place) return;
    const tip = place.querySelector('.tip');
    const chip = place.firstElementChild.getBoundingClientRect();
    const width = Math.min(360, innerWidth - 24);
    tip.style.width = width + 'px';
    tip.style.left = Math.max(12, Math.min(innerWidth - width - 12, chip.left - 24)) + 'px';
    const below = chip.top < 220;
    tip.style.top = below ? chip.bottom + 'px' : 'auto';
    tip.style.bottom = below ? 'auto' : innerHeight - chip.top + 'px';
  };

  Object.assign(lectern, { begin, tell: (what, id) => tabs?.postMessage({ what, id }) });
}
