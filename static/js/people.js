// From the search field, the arrows walk through the people found; Escape comes back to the field.
(() => {
  const field = document.querySelector("[data-finder]");
  if (!field) return;
  document.addEventListener("keydown", (event) => {
    const found = [...document.querySelectorAll("[data-found]")];
    const at = found.indexOf(document.activeElement);
    if (document.activeElement !== field && at < 0) return;
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
})();
