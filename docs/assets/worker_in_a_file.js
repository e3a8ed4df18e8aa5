// Browsers start no worker in a page that was opened as a file, and the search of this site is one.
// There a hidden frame does the worker's work; on a server the browser's own worker stays.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      this.waiting = [];
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      document.body.append(this.frame);
      const inside = this.frame.contentWindow;
      const outside = this;
      inside.postMessage = (data) =>
        outside.dispatchEvent(new MessageEvent("message", { data }));
      inside.importScripts = (...urls) =>
        urls.reduce(
          (before, one) => before.then(() => load(inside.document, one)),
          Promise.resolve(),
        );
      load(inside.document, url).then(() => {
        this.ready = true;
        this.waiting.splice(0).forEach((data) => this.postMessage(data));
      });
    }
    postMessage(data) {
      if (!this.ready) {
        this.waiting.push(data);
        return;
      }
      this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data }));
    }
    terminate() {
      this.frame.remove();
    }
  };
}

function load(page, url) {
  return new Promise((loaded, failed) => {
    const script = page.createElement("script");
    script.src = new URL(url, location.href).href;
    script.onload = loaded;
    script.onerror = failed;
    page.body.append(script);
  });
}
