// Scrolling: the view follows a growing answer, and tells which turns are near it.
{
  const { byId } = lectern;
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

  // The way on where there is one, else the way back: the button that was pressed may be at its end.
  const focusVersion = (turn, step) => requestAnimationFrame(() => {
    const buttons = [...document.querySelectorAll(`.turn[data-turn="${turn}"] .versions button`)];
    const wanted = step < 0 ? buttons : buttons.reverse();
    wanted.find(button => !button.disabled)?.focus();
  });

  Object.assign(lectern, {
    watchScroll, focusVersion, watchTurns, watchEnd, stick,
    // What an answer is proved by is printed with it.
    printing: isPrinting => {
      scroll.dotnet?.invokeMethod('Printing', isPrinting);
      for (const list of document.querySelectorAll('details.sources')) {
        if (isPrinting && !list.open) list.dataset.printed = '';
        if (list.dataset.printed !== undefined) list.open = isPrinting;
        if (!isPrinting) delete list.dataset.printed;
      }
    },
  });
}
