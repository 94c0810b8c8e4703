// From the search field, the arrows walk through the people found; Escape comes back to the field.
(() => {
  document.addEventListener("keydown", (event) => {
    const field = document.querySelector("[data-finder]");
    const found = [...document.querySelectorAll("[data-found]")];
    const at = found.indexOf(document.activeElement);
    if (!field || (document.activeElement !== field && at < 0)) return;
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1 };
    if (event.key in steps) {
      event.preventDefault();
      const to = found[steps[event.key]];
      if (to) to.focus();
      else if (event.key === "ArrowUp") field.focus();
    } else if (event.key === "Escape" && at >= 0) {
      field.focus();
    }
  });

  // Once the form is sent, what the page was about to ask while typing is not asked any more.
  let leaving = false;
  document.addEventListener("submit", (event) => {
    leaving = !event.defaultPrevented;
  });
  addEventListener("pageshow", () => {
    leaving = false;
  });
  document.addEventListener("htmx:beforeRequest", (event) => leaving && event.preventDefault());
})();
