// « +1 »: each press has its own id, so that a press sent again by a network in trouble counts once, and two presses
// count twice. The number moves at once; the server's answer then has the last word.
(() => {
  const AGAIN = 2_000, TIMES = 5;
  let waiting = 0, queue = Promise.resolve();

  const newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID wants https
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  };

  const say = (box, text) => { box.querySelector("[data-said]").textContent = text; };

  const show = (box, html) => {
    const focused = document.activeElement && box.contains(document.activeElement) ? document.activeElement.id : "";
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-services]");
    if (!fresh) return;
    box.replaceChildren(...fresh.childNodes);
    const back = focused && document.getElementById(focused);
    if (back) back.focus();
  };

  async function send(box, data) {
    for (let left = TIMES; ; left -= 1) {
      try {
        const answer = await fetch(box.dataset.url, { method: "POST", body: data, headers: { "X-Fragment": "1" }, redirect: "manual" });
        if (answer.type === "opaqueredirect") { location.reload(); return; } // the session ended
        if (answer.status >= 500) throw new Error(String(answer.status));
        waiting -= 1;
        if (!waiting) show(box, await answer.text());
        return;
      } catch {
        if (!left) break;
        await new Promise((again) => { setTimeout(again, AGAIN); });
      }
    }
    waiting -= 1;
    say(box, "Ce service n’a pas été compté\u00a0: le lieu ne répond pas.");
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-press]");
    if (!form) return;
    event.preventDefault();
    const data = new FormData(form);
    data.set("id", newId());
    const box = form.closest("[data-services]"), group = form.closest(".service");
    const number = group.querySelector("[data-count]"), step = data.has("less") ? -1 : 1;
    const count = Math.max(0, (parseInt(number.textContent.replace(/\D/g, ""), 10) || 0) + step);
    number.textContent = count;
    group.querySelector(".service-less").hidden = !count;
    say(box, `${group.getAttribute("aria-label")}\u00a0: ${count}`);
    waiting += 1;
    // One after the other: « −1 » takes back a press that has arrived.
    queue = queue.then(() => send(box, data));
  }, true);
})();
