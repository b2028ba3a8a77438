// What the page does that Blazor cannot: the key and settings of this browser, the question's box, scrolling, files, other tabs.
'use strict';
window.lectern = (() => {
  const kept = name => { try { return localStorage.getItem('lectern.' + name); } catch { return null; } };
  const keep = (name, value) => {
    try {
      if (value === null || value === undefined) localStorage.removeItem('lectern.' + name);
      else localStorage.setItem('lectern.' + name, value);
    } catch { /* A browser that keeps nothing still works, until it is reloaded. */ }
  };

  // The link that the server prints carries the key behind the #, which no browser sends or logs. It is only offered here: anybody
  // can make such a link, so the page asks the server, and where another key is kept the person too.
  let key = kept('key');
  let offered = null;
  const offer = () => {
    const link = /^#key=(.*)$/.exec(location.hash);
    if (!link) return false;
    try { offered = decodeURIComponent(link[1]); } catch { offered = ''; }
    history.replaceState(null, '', location.pathname + location.search);
    return true;
  };
  offer();

  const theme = name => {
    if (name === 'light' || name === 'dark') document.documentElement.dataset.theme = name;
    else delete document.documentElement.dataset.theme;
  };
  theme(kept('theme'));

  const byId = id => document.getElementById(id);
  const loads = {};
  const load = name => loads[name] ??= new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = 'lib/' + name + '.js';
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });

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
      if (e.key === 'Escape' && !e.defaultPrevented && !document.querySelector('dialog[open]') && !e.target.closest?.('.edit, .rename, .picker, .source')) {
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
    window.addEventListener('beforeprint', () => scroll.dotnet?.invokeMethod('Printing', true));
    window.addEventListener('afterprint', () => scroll.dotnet?.invokeMethod('Printing', false));
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

  // ---- The question's box. Its text stays here: it may be megabytes.
  let box = { dotnet: null, most: 0, told: -1, draft: 'new' };
  const early = () => byId('prompt')?.value ?? '';
  const length = text => {
    let count = text.length;
    if (count > box.most) for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xd800) count--;
    return text.trim().length === 0 ? 0 : count;
  };
  const draftName = () => 'lectern.draft.' + box.draft;
  const keepDraft = text => {
    try {
      if (text.length === 0) sessionStorage.removeItem(draftName());
      else if (text.length < 200000) sessionStorage.setItem(draftName(), text);
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
    area.dir = rightToLeft.test(area.value.slice(0, 200)) ? 'rtl' : 'ltr';
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
  const composer = (dotnet, most) => {
    const before = window.lecternEarly ?? '';
    Object.assign(box, { dotnet, most, told: -1 });
    const area = byId('prompt');
    area.addEventListener('input', typed);
    area.addEventListener('keydown', e => {
      if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) {
        e.preventDefault();
        if (area.value.trim() && length(area.value) <= box.most) dotnet.invokeMethodAsync('SendAsync');
      }
    });
    setPrompt(before || area.value || sessionStorage.getItem(draftName()) || '');
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
  const returnPrompt = text => {
    const area = byId('prompt');
    if (!area) { sessionStorage.setItem(draftName(), text); return; }
    setPrompt(area.value.trim() && area.value.trim() !== text ? text + '\n' + area.value : text);
    area.focus();
  };
  const draftOf = session => {
    const area = byId('prompt');
    const from = box.draft;
    box.draft = session;
    if (!area) return;
    // A chat that was just made of the box's question keeps what is typed since.
    if (from === 'new' && area.value.trim()) {
      keepDraft(area.value);
      sessionStorage.removeItem('lectern.draft.new');
      return;
    }
    setPrompt(sessionStorage.getItem(draftName()) ?? '');
  };

  // ---- Scrolling.
  let scroll = { dotnet: null, area: null, sticks: true, at: -1, asked: false, sizes: null, heights: new Map() };
  const toEnd = () => { scroll.area.scrollTop = scroll.area.scrollHeight; };
  const stick = () => {
    scroll.sticks = true;
    if (scroll.area) toEnd();
  };
  const watchScroll = (id, dotnet) => {
    const area = byId(id);
    Object.assign(scroll, { dotnet, area, sticks: true, at: -1 });
    let last = 0;
    area.addEventListener('scroll', () => {
      const rest = area.scrollHeight - area.scrollTop - area.clientHeight;
      if (rest < 48) scroll.sticks = true;
      else if (area.scrollTop < last - 2) scroll.sticks = false;
      last = area.scrollTop;
      const button = byId('to-end');
      if (button) button.hidden = rest < 400;
      if (Math.abs(area.scrollTop - scroll.at) > 250 && !scroll.asked) {
        scroll.asked = true;
        requestAnimationFrame(() => {
          scroll.asked = false;
          scroll.at = area.scrollTop;
          dotnet.invokeMethodAsync('Scrolled', rest < 48 ? 1e12 : area.scrollTop, area.clientHeight);
        });
      }
    }, { passive: true });
    for (const intent of ['wheel', 'touchmove']) area.addEventListener(intent, e => {
      if (intent === 'touchmove' || e.deltaY < 0) scroll.sticks = false;
    }, { passive: true });
    scroll.sizes = new ResizeObserver(entries => {
      if (scroll.sticks) toEnd();
      const lines = [];
      for (const entry of entries) {
        const turn = entry.target.dataset.turn;
        const height = Math.round(entry.borderBoxSize[0].blockSize);
        if (turn && height > 0 && entry.target.isConnected && scroll.heights.get(entry.target) !== height) {
          scroll.heights.set(entry.target, height);
          lines.push(turn + ' ' + height);
        }
      }
      if (lines.length) scroll.dotnet.invokeMethodAsync('Measured', lines.join('\n'));
    });
  };
  const watchTurns = () => {
    if (!scroll.sizes) return;
    for (const turn of document.querySelectorAll('#turns > .turn')) {
      if (turn.watched) continue;
      turn.watched = true;
      scroll.sizes.observe(turn);
    }
    for (const turn of scroll.heights.keys()) if (!turn.isConnected) {
      scroll.sizes.unobserve(turn);
      scroll.heights.delete(turn);
      turn.watched = false;
    }
    if (scroll.sticks) toEnd();
  };
  const watchEnd = (area, end, dotnet) => {
    new IntersectionObserver(entries => {
      if (entries.some(e => e.isIntersecting)) dotnet.invokeMethodAsync('EndReachedAsync');
    }, { root: byId(area), rootMargin: '600px' }).observe(byId(end));
  };

  // ---- Files: this program never holds their contents.
  let drop = { dotnet: null, files: new Map(), next: 1, stop: null };
  const add = files => {
    const lines = [];
    for (const { file, path } of files) {
      const number = drop.next++;
      drop.files.set(number, file);
      lines.push(`${number} ${file.size} ${path.replaceAll('\n', ' ')}`);
    }
    if (lines.length) drop.dotnet.invokeMethodAsync('Add', lines.join('\n'));
  };
  const walk = async (entry, path, found) => {
    if (entry.isFile) {
      const file = await new Promise((done, failed) => entry.file(done, failed));
      if (!file.name.startsWith('.')) found.push({ file, path: path + file.name });
    } else {
      const reader = entry.createReader();
      for (;;) {
        const some = await new Promise((done, failed) => reader.readEntries(done, failed));
        if (some.length === 0) break;
        for (const one of some) await walk(one, path + entry.name + '/', found);
      }
    }
  };
  const watchFiles = dotnet => {
    drop.dotnet = dotnet;
    let inside = 0;
    const has = e => [...(e.dataTransfer?.types ?? [])].includes('Files');
    document.addEventListener('dragenter', e => { if (has(e)) { inside++; document.body.classList.add('dropping'); } });
    document.addEventListener('dragleave', e => { if (has(e) && --inside <= 0) document.body.classList.remove('dropping'); });
    document.addEventListener('dragover', e => { if (has(e)) e.preventDefault(); });
    document.addEventListener('drop', async e => {
      if (!has(e)) return;
      e.preventDefault();
      inside = 0;
      document.body.classList.remove('dropping');
      const entries = [...e.dataTransfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
      const found = entries.length ? [] : [...e.dataTransfer.files].map(file => ({ file, path: file.name }));
      for (const entry of entries) await walk(entry, '', found);
      add(found);
    });
  };
  const chooseFiles = folder => {
    const field = document.createElement('input');
    field.type = 'file';
    field.multiple = true;
    field.webkitdirectory = folder;
    field.style.display = 'none';
    field.id = 'file-field';
    byId('file-field')?.remove();
    document.body.append(field);
    field.addEventListener('change', () => {
      add([...field.files].filter(f => !f.name.startsWith('.')).map(file => ({ file, path: file.webkitRelativePath || file.name })));
      field.remove();
    });
    field.click();
  };
  const upload = (number, address, bearer, path, name, dotnet) => new Promise(done => {
    const form = new FormData();
    form.append('unique_id', path);
    form.append('display_name', name);
    form.append('upload_file', drop.files.get(number), name);
    const failed = detail => done(JSON.stringify({ detail }));
    const send = () => {
      const request = new XMLHttpRequest();
      drop.stop = () => request.abort();
      let told = 0;
      request.upload.onprogress = e => {
        if (Date.now() - told < 100 && e.loaded < e.total) return;
        told = Date.now();
        dotnet.invokeMethodAsync('Sent', number, e.loaded);
      };
      request.onload = () => {
        if (request.status === 429) {
          // The server says how long it has too much to do; that is no fault of the file's.
          const again = setTimeout(send, 1000 * Math.min(60, Number(request.getResponseHeader('Retry-After')) || 1));
          drop.stop = () => { clearTimeout(again); failed('Stopped.'); };
          return;
        }
        try {
          const answer = JSON.parse(request.responseText);
          if (Array.isArray(answer.detail)) answer.detail = answer.detail.map(d => d.msg).join('; ');
          done(JSON.stringify(answer));
        } catch { failed(`The server answered ${request.status}.`); }
      };
      request.onerror = () => failed('The connection was lost while it was sent.');
      request.onabort = () => failed('Stopped.');
      request.open('POST', address);
      request.setRequestHeader('Authorization', 'Bearer ' + bearer);
      request.send(form);
    };
    send();
  });

  // What is typed while the program still loads is kept for it.
  document.addEventListener('DOMContentLoaded', () => {
    byId('prompt')?.addEventListener('input', () => { window.lecternEarly = early(); });
    byId('prompt')?.addEventListener('keydown', e => { if (e.key === 'Enter' && !e.shiftKey) e.preventDefault(); });
    if (matchMedia('(pointer: fine)').matches && key) byId('prompt')?.focus();
  });
  window.addEventListener('error', e => {
    const boot = byId('boot');
    if (boot && e.target?.tagName === 'SCRIPT') boot.textContent = 'The page could not be loaded. Reload it when the server is there.';
  }, true);

  let focus = null;
  return {
    begin, composer, takePrompt, returnPrompt, draftOf, watchScroll, watchTurns, watchEnd, stick, watchFiles, chooseFiles, upload,
    key: () => key,
    takeOffered: () => { const taken = offered; offered = null; return taken; },
    keepKey: value => { key = value; keep('key', value); },
    setting: kept,
    keepSetting: keep,
    theme,
    title: text => { document.title = text; },
    tell: (what, id) => tabs?.postMessage({ what, id }),
    copy: async text => {
      try { await navigator.clipboard.writeText(text); return true; } catch { /* Not allowed, or not over HTTPS. */ }
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand('copy');
      area.remove();
      return done;
    },
    save: (name, text) => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([text], { type: 'text/markdown' }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    },
    highlight: async (code, language) => {
      try { await load('highlight'); } catch { return null; }
      return hljs.getLanguage(language) ? hljs.highlight(code, { language, ignoreIllegals: true }).value : null;
    },
    formula: async (source, block) => {
      try {
        await load('katex');
        return katex.renderToString(source, { displayMode: block, output: 'mathml', throwOnError: true, trust: false, strict: 'ignore', maxSize: 40, maxExpand: 500 });
      } catch { return null; }
    },
    usable: () => requestAnimationFrame(() => performance.mark('lectern-usable')),
    showDialog: (id, show) => {
      const dialog = byId(id);
      if (show && !dialog.open) dialog.showModal();
      else if (!show && dialog.open) dialog.close();
    },
    select: id => { const field = byId(id); field?.focus(); field?.select(); },
    reveal: id => byId(id)?.scrollIntoView({ block: 'center' }),
    rememberFocus: () => { focus = document.activeElement; },
    focusOn: selector => document.querySelector(selector)?.focus(),
    leaveSession: () => {
      const row = document.activeElement?.closest('.session');
      const list = [...document.querySelectorAll('#sessions .session')];
      const next = list[list.indexOf(row) + 1] ?? list[list.indexOf(row) - 1];
      (next?.querySelector('a') ?? byId('search'))?.focus();
    },
    focusBack: () => { if (focus?.isConnected) focus.focus(); },
    forgetFile: number => { drop.files.delete(number); },
    stopUploads: () => drop.stop?.(),
  };
})();
