// A button pressed twice sends its form once. After Back, or when nothing came, it can be pressed again.
(() => {
  const PATIENCE = 10_000;
  const release = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled=true][data-once]").forEach((button) => {
      button.removeAttribute("aria-disabled");
      button.removeAttribute("data-once");
    });
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    if (event.submitter) {
      event.submitter.setAttribute("aria-disabled", "true");
      event.submitter.dataset.once = "";
    }
    setTimeout(() => release(form), PATIENCE);
  });

  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
})();
