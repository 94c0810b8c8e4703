// A form that comes back with errors puts the cursor in the first field to mend.
(() => {
  const show = (root) => {
    const field = root.querySelector("form .is-invalid:not([type=hidden]), form [aria-invalid=true]:not([type=hidden])");
    if (field) field.focus();
  };
  document.addEventListener("DOMContentLoaded", () => show(document));
  document.addEventListener("htmx:load", (event) => show(event.detail.elt));
})();
