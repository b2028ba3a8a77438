// The keyboard's focus is never lost: when what has it goes, is hidden or can no longer be pressed, the nearest thing takes it.
{
  const { byId } = lectern;
  const most = 12;
  const over = 'dialog, .notices, .popup, .over';

  // Nobody is led to what deletes: the key that asked for it may still be held.
  const fields = 'a[href], button:not(.danger), input, select, textarea, summary, [tabindex="0"]';

  // Where the focus was, the latest last: each element with what it stands in, and at which place.
  let before = [];
  const remember = element => {
    const path = [];
    for (let at = element; at !== document.body && at.parentElement; at = at.parentElement) {
      path.push({ in: at.parentElement, place: [...at.parentElement.children].indexOf(at) });
    }
    before = [...before.filter(b => b.element !== element), { element, path }].slice(-most);
  };
  const canTake = element => element.isConnected && !element.matches(':disabled') && !element.closest('[inert]')
    && element.checkVisibility({ visibilityProperty: true });

  // Beyond these the nearest thing would be one of another question, or of another part of the page.
  const isEnd = element =>
    element.matches('#turns, .scroller, .suggestions, .composer, .box, .box-foot, .notices, main, .frame, #app, body');
  const near = ({ element, path }) => {
    const same = element.id ? byId(element.id) : element;
    if (same && canTake(same)) return same;
    for (const step of path) {
      if (isEnd(step.in)) return null;
      if (!step.in.isConnected) continue;
      const parts = [...step.in.children];
      const inOrder = [...parts.slice(step.place), ...parts.slice(0, step.place).reverse()];
      const found = inOrder.flatMap(part => part.matches(fields) ? [part] : [...part.querySelectorAll(fields)]).find(canTake);
      if (found) return found;
    }
    return null;
  };

  // On a phone the box would open the keyboard.
  const home = () => [...(matchMedia('(pointer: fine)').matches ? [byId('prompt')] : []),
    ...['scroller', 'documents', 'settings', 'key', 'search'].map(byId)].find(e => e && canTake(e));
  const isLost = () => {
    const now = document.activeElement;
    return before.length > 0 && (!now || now === document.body || now.matches(':disabled')) && !canTake(before.at(-1).element);
  };
  const mend = () => {
    if (!isLost()) return;
    // What opened a notice or a dialog is where one came from; anything else leads to what stands beside it.
    const last = before.at(-1);
    const asked = last.path.some(step => step.in.matches(over)) ? [...before].reverse() : [last];
    let found = null;
    for (const place of asked) if ((found = near(place))) break;
    (found ?? home())?.focus({ preventScroll: true });
  };

  document.addEventListener('focusin', e => { if (e.target !== document.body) remember(e.target); });
  // Who presses an empty place means it.
  document.addEventListener('focusout', e => {
    if (!e.relatedTarget) queueMicrotask(() => { if (canTake(e.target) && document.hasFocus()) before = []; });
  });
  new MutationObserver(mend).observe(document, {
    childList: true, subtree: true, attributes: true, attributeFilter: ['disabled', 'hidden', 'inert', 'open'],
  });
}
