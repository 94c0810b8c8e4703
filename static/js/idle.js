// A PC left alone locks itself. The server decides; this file tells it that somebody is there, warns two minutes before,
// and asks for the lock when the time is over. Drafts leave with the page (drafts.js).
(() => {
  const place = document.querySelector("[data-idle]");
  // A page the browser had kept aside is asked for again: the lock may have closed since.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  if (!place) return;
  const AFTER = Number(place.dataset.idle) * 1_000;
  const WARNED = Math.min(120_000, AFTER / 2);
  const TELL = 30_000;
  const LOOK = 5_000;
  const banner = place.firstElementChild;
  let last = Date.now();
  let told = last;
  let asking = false;

  const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

  // How many milliseconds the server still gives; null when it does not answer.
  const ask = async (method) => {
    try {
      const answer = await fetch(place.dataset.presence, { method, redirect: "manual", headers: { "X-CSRFToken": token() } });
      if (answer.type === "opaqueredirect") location.reload();
      return answer.ok ? (await answer.json()).left * 1_000 : null;
    } catch {
      return null;
    }
  };

  const touched = (event) => {
    last = Date.now();
    // Its own button must still be there when the finger is lifted.
    if (!banner.contains(event.target)) banner.hidden = true;
    if (last - told < TELL) return;
    told = last;
    ask("POST");
  };
  banner.querySelector("button").addEventListener("click", () => { banner.hidden = true; });
  ["keydown", "pointerdown", "wheel", "touchstart"].forEach((name) => {
    document.addEventListener(name, touched, { passive: true, capture: true });
  });

  const look = async () => {
    const idle = Date.now() - last;
    if (asking || idle < AFTER - WARNED) return;
    asking = true;
    const began = last;
    const left = (await ask("GET")) ?? AFTER - idle;
    asking = false;
    if (last !== began) return;
    if (left <= 0) document.querySelector("form[data-lock]").requestSubmit();
    else if (left > WARNED) last = Date.now() - (AFTER - left); // somebody works in another tab
    else banner.hidden = false;
  };
  setInterval(look, LOOK);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
})();
