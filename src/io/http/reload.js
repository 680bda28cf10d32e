// Of the preview only: reloads the page when a new build stands, and says so when the last one had faults.
(() => {
  const build = document.currentScript.dataset.build;
  let source = null;
  let note = null;

  const show = (text) => {
    if (note) note.remove();
    note = null;
    if (!text) return;
    note = document.createElement('a');
    note.href = '/-ibid/diagnostics';
    note.textContent = text;
    note.setAttribute('role', 'status');
    Object.assign(note.style, {
      position: 'fixed', insetInlineStart: '1rem', insetBlockEnd: '1rem', zIndex: '9999', maxWidth: '32rem',
      padding: '0.6rem 0.9rem', background: '#7a1212', color: '#fff', font: '15px/1.4 system-ui, sans-serif',
    });
    document.body.append(note);
  };

  const open = () => {
    if (source || document.hidden) return;
    source = new EventSource('/-ibid/reload');
    source.addEventListener('build', (event) => {
      if (event.data !== build) location.reload();
    });
    source.addEventListener('notice', (event) => show(event.data));
  };

  // A browser keeps few connections to one server: only the tab that is looked at holds one.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && source) {
      source.close();
      source = null;
    } else {
      open();
    }
  });
  addEventListener('pagehide', () => source && source.close());
  open();
})();
