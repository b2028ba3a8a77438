// The question's box. Its text stays here: it may be megabytes.
{
  const { byId } = lectern;
  // Of no chat before one is opened.
  let box = { dotnet: null, most: 0, told: -1, draft: null };
  const early = () => byId('prompt')?.value ?? '';
  const length = text => {
    let count = text.length;
    if (count > box.most) for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xd800) count--;
    return text.trim().length === 0 ? 0 : count;
  };
  const draftName = (session = box.draft) => 'lectern.draft.' + session;
  const draft = (session = box.draft) => session === null ? '' : sessionStorage.getItem(draftName(session)) ?? '';
  const keepDraft = (text, session = box.draft) => {
    if (session === null) return;
    try {
      if (text.length === 0) sessionStorage.removeItem(draftName(session));
      else if (text.length < 200000) sessionStorage.setItem(draftName(session), text);
    } catch { /* There is no room: the box itself still has it. */ }
  };
  const grow = area => {
    area.style.height = 'auto';
    area.style.height = Math.min(area.scrollHeight, innerHeight * 0.4) + 'px';
  };
  // dir=auto in a browser takes a minute for megabytes; the first letters tell as much.
  const rightToLeft = /^[^A-Za-z\u00c0-\u02b8\u0370-\u0588]*[\u0591-\u07ff\ufb1d-\ufdfd\ufe70-\ufefc]/;
  const typed = () => {
    const area = byId('prompt');
    area.dir = area.value === '' ? '' : rightToLeft.test(area.value.slice(0, 200)) ? 'rtl' : 'ltr';
    if (area.value.length < 50000) grow(area);
    const now = length(area.value);
    keepDraft(area.value);
    // Only what changes the look is told: empty or not, and the number while it is too long.
    const tell = now > box.most ? now : Math.min(now, 1);
    if (tell !== box.told) {
      box.told = tell;
      box.dotnet.invokeMethodAsync('Typed', now);
    }
  };
  const setPrompt = text => {
    const area = byId('prompt');
    area.value = text;
    typed();
  };
  // On a phone there is no Shift to hold: a setting says what Enter does. One that ends a composition has this code in Safari.
  const asks = e => e.key === 'Enter' && !e.shiftKey && !e.isComposing && e.keyCode !== 229
    && (e.ctrlKey || e.metaKey || !(lectern.kept('enter') === 'line' && matchMedia('(pointer: coarse)').matches));

  // A question that is changed is asked by the same keys.
  document.addEventListener('keydown', e => {
    if (e.target.id !== 'edit' || !asks(e)) return;
    e.preventDefault();
    if (e.target.value.trim()) e.target.form.requestSubmit();
  });

  const composer = (dotnet, most, session) => {
    const before = window.lecternEarly ?? '';
    Object.assign(box, { dotnet, most, told: -1, draft: session });
    const area = byId('prompt');
    area.addEventListener('input', typed);
    area.addEventListener('keydown', e => {
      if (asks(e)) {
        e.preventDefault();
        if (area.value.trim() && length(area.value) <= box.most) dotnet.invokeMethodAsync('SendAsync');
      }
    });
    setPrompt(before || area.value || draft());
    window.lecternEarly = '';
    if (matchMedia('(pointer: fine)').matches || before) area.focus();
  };
  const takePrompt = most => {
    const area = byId('prompt');
    const text = area.value.trim();
    if (text.length === 0 || length(text) > most) return '';
    setPrompt('');
    area.focus();
    return text;
  };
  const returnPrompt = (text, session) => {
    const area = box.draft === session ? byId('prompt') : null;
    const since = area?.value ?? draft(session);
    const whole = since.trim() && since.trim() !== text ? text + '\n' + since : text;
    if (!area) { keepDraft(whole, session); return; }
    setPrompt(whole);
    area.focus();
  };
  const draftOf = session => {
    const area = byId('prompt');
    const before = box.draft;
    box.draft = session;
    if (!area || before === session) return;
    // What was typed before any chat was open is the first one's.
    if (before === null && area.value.trim()) keepDraft(area.value);
    else setPrompt(draft());
  };
  // A session in the place of another one, a version or what was just made of a question, keeps what is typed since.
  const moveDraft = (from, to) => {
    const area = byId('prompt');
    const isShown = area && box.draft === from;
    const text = isShown ? area.value : draft(from);
    const there = isShown ? '' : area && box.draft === to ? area.value : draft(to);
    if (isShown) box.draft = to;
    if (text.trim()) {
      const whole = there.trim() && there !== text ? text + '\n' + there : text;
      sessionStorage.removeItem(draftName(from));
      if (area && box.draft === to && area.value !== whole) setPrompt(whole);
      else keepDraft(whole, to);
    } else if (isShown) setPrompt(draft());
  };

  // What is typed while the program still loads is kept for it.
  document.addEventListener('DOMContentLoaded', () => {
    byId('prompt')?.addEventListener('input', () => { window.lecternEarly = early(); });
    byId('prompt')?.addEventListener('keydown', e => { if (asks(e)) e.preventDefault(); });
    if (matchMedia('(pointer: fine)').matches && lectern.key()) byId('prompt')?.focus();
  });

  Object.assign(lectern, { composer, takePrompt, returnPrompt, draftOf, moveDraft });
}
