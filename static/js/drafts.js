// A form with a hidden "draft" field keeps itself on the server while it is filled: at each pause, when the page is
// hidden or left. Nothing is written in the browser.
(() => {
  const PAUSE = 1_500;
  const waiting = new WeakMap();
  const sending = new WeakMap();
  const changed = new Set();

  const tokenOf = (form) => form && form.querySelector("input[type=hidden][name=draft]");

  const lineOf = (form) => {
    let line = form.querySelector(".draft-line");
    if (!line) {
      line = document.createElement("p");
      line.className = "draft-line";
      line.setAttribute("role", "status");
      form.append(line);
    }
    return line;
  };

  const say = (form, text, link) => {
    const line = lineOf(form);
    line.textContent = text;
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = location.href;
      anchor.textContent = link;
      line.append(" ", anchor);
    }
  };

  const typed = (form) => {
    const data = new FormData(form);
    [...data.entries()].forEach(([name, value]) => {
      if (typeof value !== "string") data.delete(name);
    });
    form.querySelectorAll("input[type=password]").forEach((field) => data.delete(field.name));
    return data;
  };

  const send = async (form, leaving) => {
    clearTimeout(waiting.get(form));
    if (!changed.delete(form) || !form.isConnected) return;
    const stop = new AbortController();
    sending.set(form, stop);
    try {
      const answer = await fetch(document.querySelector("meta[name=drafts-url]").content, {
        method: "POST",
        body: typed(form),
        keepalive: leaving,
        redirect: "manual",
        signal: stop.signal,
      });
      if (answer.type === "opaqueredirect") {
        say(form, "La session s’est fermée. Ce que vous avez tapé est gardé.", "Entrer de nouveau");
      } else if (answer.ok) {
        say(form, (await answer.text()).trim());
      } else {
        throw new Error(String(answer.status));
      }
    } catch (error) {
      if (error.name === "AbortError") return;
      changed.add(form);
      say(form, "Brouillon non enregistré\u00a0: le lieu ne répond pas. Gardez cette page ouverte, un nouvel essai suit.");
      waiting.set(form, setTimeout(() => send(form), 10 * PAUSE));
    }
  };

  const touched = (event) => {
    const form = event.target.form;
    if (!tokenOf(form)) return;
    changed.add(form);
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => send(form), PAUSE));
  };
  document.addEventListener("input", touched);
  document.addEventListener("change", touched);

  // What is sent for good is no draft any more.
  document.addEventListener("submit", (event) => {
    changed.delete(event.target);
    clearTimeout(waiting.get(event.target));
    if (sending.has(event.target)) sending.get(event.target).abort();
  });

  const leave = () => [...changed].forEach((form) => send(form, true));
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
})();
