// A button that prints the page; without it, the browser's own menu does the same.
(() => {
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.addEventListener("click", () => window.print());
  });
})();
