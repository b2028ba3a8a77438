// Files: the program never holds their contents.
{
  const { byId, text } = lectern;
  let drop = { dotnet: null, chat: null, files: new Map(), stops: new Map(), next: 1 };
  const add = (files, to = drop.dotnet) => {
    const lines = [];
    for (const { file, path } of files) {
      const number = drop.next++;
      drop.files.set(number, file);
      lines.push(`${number} ${file.size} ${path.replaceAll('\n', ' ')}`);
    }
    if (lines.length) to.invokeMethodAsync('Add', lines.join('\n'));
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
      const to = e.target.closest?.('.composer') ? drop.chat ?? drop.dotnet : drop.dotnet;
      const entries = [...e.dataTransfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
      const found = entries.length ? [] : [...e.dataTransfer.files].map(file => ({ file, path: file.name }));
      for (const entry of entries) await walk(entry, '', found);
      add(found, to);
    });
  };
  // Cells of a table are copied with a picture of them; a file that is copied, with its name or path.
  const isText = (files, text) => files.length === 1 && files[0].type.startsWith('image/') && text !== ''
    && !('/' + text.replaceAll('\\', '/')).endsWith('/' + files[0].name);
  // What is pasted into the question's box belongs to its chat; a picture has no name of its own.
  document.addEventListener('paste', e => {
    const files = [...(e.clipboardData?.files ?? [])];
    if (!drop.chat || files.length === 0 || !e.target.closest?.('.composer')) return;
    if (isText(files, e.clipboardData.getData('text/plain').trim())) return;
    e.preventDefault();
    const now = new Date().toISOString().replace(/[-:.TZ]/g, '').slice(0, 14);
    add(files.map(file => ({
      file, path: file.name === 'image.png' ? `image-${now}.png` : file.name,
    })), drop.chat);
  });
  const watchChatFiles = dotnet => { drop.chat = dotnet; };
  const chooseFiles = (folder, isOfChat) => {
    const field = document.createElement('input');
    field.type = 'file';
    field.multiple = true;
    field.webkitdirectory = folder;
    field.style.display = 'none';
    field.id = 'file-field';
    byId('file-field')?.remove();
    document.body.append(field);
    field.addEventListener('change', () => {
      const shown = [...field.files].filter(file => !file.name.startsWith('.'));
      add(shown.map(file => ({ file, path: file.webkitRelativePath || file.name })), isOfChat ? drop.chat : drop.dotnet);
      field.remove();
    });
    field.click();
  };
  const upload = (number, address, bearer, path, name, dotnet) => new Promise(done => {
    const stopBy = stop => drop.stops.set(number, stop);
    const form = new FormData();
    form.append('unique_id', path);
    form.append('display_name', name);
    form.append('upload_file', drop.files.get(number), name);
    const failed = detail => done(JSON.stringify({ detail }));
    const send = () => {
      const request = new XMLHttpRequest();
      stopBy(() => request.abort());
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
          stopBy(() => { clearTimeout(again); failed(text('load.one_stopped')); });
          return;
        }
        try {
          const answer = JSON.parse(request.responseText);
          if (Array.isArray(answer.detail)) answer.detail = answer.detail.map(d => d.msg).join('; ');
          done(JSON.stringify(answer));
        } catch { failed(text('load.answered', request.status)); }
      };
      request.onerror = () => failed(text('load.lost'));
      request.onabort = () => failed(text('load.one_stopped'));
      request.open('POST', address);
      request.setRequestHeader('Authorization', 'Bearer ' + bearer);
      request.send(form);
    };
    send();
  }).finally(() => drop.stops.delete(number));

  Object.assign(lectern, {
    watchFiles, watchChatFiles, chooseFiles, upload,
    forgetFile: number => { drop.files.delete(number); },
    stopUpload: number => drop.stops.get(number)?.(),
  });
}
