// The page's language: the one chosen here, or the first of the browser's that there is. index.html lists what there is; only the
// file of the one that is shown is fetched, while the program loads.
{
  const { byId, kept } = lectern;
  const links = () => [...document.querySelectorAll('link[rel=language]')];
  const codeOf = tag => tag.toLowerCase().split('-')[0];
  let link, locale, table;
  let hasFailed = false;

  // Of a text that counts the key ends with the form.
  const template = key => table[key] ?? table[key.slice(0, key.lastIndexOf('.'))][key.slice(key.lastIndexOf('.') + 1)];
  const text = (key, ...values) => values.reduce((said, value, i) => said.replaceAll(`{${i}}`, value), template(key));

  const fetchTexts = async from => {
    const response = await fetch(from.href);
    if (!response.ok) throw new Error(`${from.href}: ${response.status}`);
    return response.json();
  };

  const linkOf = code => links().find(l => l.hreflang === code);
  const wantedLink = () =>
    [kept('language') ?? '', ...navigator.languages].map(tag => linkOf(codeOf(tag))).find(l => l) ?? linkOf('en');

  const speak = from => {
    link = from;
    // Of a country's way to write numbers and dates, where the browser names one.
    locale = navigator.languages.find(tag => codeOf(tag) === link.hreflang) ?? link.hreflang;
    document.documentElement.lang = link.hreflang;
    document.documentElement.dir = link.dir || 'ltr';
  };

  // Until its texts are here the page speaks as before: whatever is shown meanwhile finds its text.
  const chooseLanguage = async () => {
    const wanted = wantedLink();
    const texts = await fetchTexts(wanted);
    if (wanted !== wantedLink()) return;
    table = texts;
    speak(wanted);
  };

  // What stands here before the program does.
  const showShell = () => {
    if (document.readyState === 'loading') { document.addEventListener('DOMContentLoaded', showShell); return; }
    const all = name => document.querySelectorAll(`.shell [data-${name}]`);
    for (const place of all('text')) place.textContent = text(place.dataset.text);
    for (const place of all('label')) place.ariaLabel = text(place.dataset.label);
    for (const place of all('placeholder')) place.placeholder = text(place.dataset.placeholder);
    if (hasFailed) failed();
  };

  const failed = () => {
    hasFailed = true;
    const boot = byId('boot');
    if (!boot) return;
    boot.textContent = table ? text('shell.not_loaded') : 'The page could not be loaded. Reload it when the server is there.';
  };
  window.addEventListener('error', e => { if (e.target?.tagName === 'SCRIPT') failed(); }, true);

  const styles = {
    Weekday: { weekday: 'long' },
    Day: { day: 'numeric', month: 'long' },
    Date: { day: 'numeric', month: 'long', year: 'numeric' },
    Short: { day: 'numeric', month: 'short', year: 'numeric' },
    Time: { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  };
  const formats = new Map();
  const format = (Kind, options) => {
    const name = locale + JSON.stringify(options);
    if (!formats.has(name)) formats.set(name, new Kind(locale, options));
    return formats.get(name);
  };

  speak(wantedLink());
  const fetched = fetchTexts(link).then(texts => { table = texts; showShell(); });
  fetched.catch(failed);
  Object.assign(lectern, {
    text, template, chooseLanguage,
    hasTexts: () => table !== undefined,
    untilTexts: () => fetched,
    language: () => link.hreflang,
    isRightToLeft: () => link.dir === 'rtl',
    languages: () => links().map(l => `${l.hreflang} ${l.title}`).join('\n'),
    number: (number, decimals) =>
      format(Intl.NumberFormat, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(number),
    date: (time, style) => format(Intl.DateTimeFormat, styles[style]).format(new Date(time)),
  });
}
