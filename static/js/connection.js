// A part of the page that could not be fetched says so, in one line, and takes it back when the house answers again.
(() => {
  const line = () => document.getElementById("connexion");
  const say = (text) => {
    const place = line();
    if (!place) return;
    place.querySelector("[data-text]").textContent = text;
    place.hidden = !text;
  };
  document.addEventListener("htmx:sendError", () => {
    say("Le lieu ne répond pas\u00a0: le réseau ou le serveur est coupé. Ce qui est affiché peut être ancien.");
  });
  document.addEventListener("htmx:timeout", () => {
    say("Le lieu met trop de temps à répondre. Ce qui est affiché peut être ancien.");
  });
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    say(status === 503
      ? "La base de données ne répond pas. Rien n’a été enregistré\u00a0: réessayez dans une minute."
      : "Cette action n’a pas abouti et rien n’a été enregistré. Rechargez la page, puis recommencez.");
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status < 400) say("");
  });
})();
