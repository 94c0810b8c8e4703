// On a phone the menu folds behind its button. Without this file it is simply shown in full.
(() => {
  const rail = document.querySelector(".rail");
  const button = rail && rail.querySelector(".menu-button");
  if (!button) return;
  const fold = (folded) => {
    rail.dataset.folded = folded;
    button.setAttribute("aria-expanded", String(!folded));
  };
  fold(true);
  button.addEventListener("click", () => fold(rail.dataset.folded !== "true"));
  rail.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && rail.dataset.folded === "false") {
      fold(true);
      button.focus();
    }
  });
})();
