// What the page does that Blazor cannot. scripts/build-page puts these files together as lectern.js, this one first: the key and
// settings of this browser, and what it does for the page.
'use strict';
window.lectern = {};
{
  const kept = name => { try { return localStorage.getItem('lectern.' + name); } catch { return null; } };
  const keep = (name, value) => {
    try {
      if (value === null || value === undefined) localStorage.removeItem('lectern.' + name);
      else localStorage.setItem('lectern.' + name, value);
    } catch { /* A browser that keeps nothing still works, until it is reloaded. */ }
  };

  // Under a path of a proxy (LECTERN_BASE_PATH) a server that is asked without it sends this page too: it works at home alone.
  const base = new URL(document.baseURI).pathname;
  const isHome = location.pathname.startsWith(base);
  if (!isHome) {
    const rest = location.pathname + '/' === base ? '' : location.pathname.slice(1);
    location.replace(base + rest + location.search + location.hash);
  }

  // The link that the server prints carries the key behind the #, which no browser sends or logs. It is only offered here:
  // anybody can make such a link, so the page asks the server, and where another key is kept the person too.
  let key = kept('key');
  let offered = null;
  const offer = () => {
    const link = /^#key=(.*)$/.exec(location.hash);
    if (!link) return false;
    try { offered = decodeURIComponent(link[1]); } catch { offered = ''; }
    history.replaceState(null, '', location.pathname + location.search);
    return true;
  };
  if (isHome) offer();

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

  let focus = null;
  Object.assign(lectern, {
    byId, kept, keep, offer,
    key: () => key,
    takeOffered: () => { const taken = offered; offered = null; return taken; },
    keepKey: value => { key = value; keep('key', value); },
    setting: kept,
    keepSetting: keep,
    theme,
    title: text => { document.title = text; },
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
    print: () => window.print(),
    save: (name, text) => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([text], { type: name.endsWith('.md') ? 'text/markdown' : 'application/json' }));
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
        return katex.renderToString(source, {
          displayMode: block, output: 'mathml', throwOnError: true, trust: false, strict: 'ignore', maxSize: 40, maxExpand: 500,
        });
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
    bringIn: id => byId(id)?.scrollIntoView({ block: 'nearest' }),
    rememberFocus: () => { focus = document.activeElement; },
    focusOn: selector => document.querySelector(selector)?.focus(),
    leaveSession: () => {
      const row = document.activeElement?.closest('.session');
      const list = [...document.querySelectorAll('#sessions .session')];
      const next = list[list.indexOf(row) + 1] ?? list[list.indexOf(row) - 1];
      (next?.querySelector('a') ?? byId('search'))?.focus();
    },
    focusBack: () => { if (focus?.isConnected) focus.focus(); },
  });
}
