// Keys printed on the buttons they press.
// data-key="e": Alt+E, anywhere. data-single-key="/": that key alone, outside fields, unless the person switched it off.
(() => {
  const FIELDS = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), select, textarea, [contenteditable=true]";
  const visible = (element) => element.getClientRects().length > 0;

  const find = (attribute, key) => {
    const open = [...document.querySelectorAll(".modal.show")].pop() || document;
    return [...open.querySelectorAll(`[${attribute}]`)].find(
      (element) => element.getAttribute(attribute).toLowerCase() === key && visible(element),
    );
  };

  const press = (element) => {
    if (element.matches(FIELDS)) {
      element.focus();
      if (element.select) element.select();
    } else {
      element.click();
    }
  };

  const wanted = (event) => {
    const key = event.key.toLowerCase();
    if (event.altKey) {
      const letter = /^[a-z]$/.test(key) ? key : event.code.replace(/^Key/, "").toLowerCase();
      return find("data-key", letter);
    }
    const off = !("singleKeys" in document.body.dataset) || event.target.closest(FIELDS);
    return off ? null : find("data-single-key", key);
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.isComposing || event.repeat) return;
    const element = wanted(event);
    if (!element) return;
    event.preventDefault();
    press(element);
  });

  // Screen readers announce the keys too.
  const announce = (root) => {
    root.querySelectorAll("[data-key]").forEach((element) => {
      element.setAttribute("aria-keyshortcuts", `Alt+${element.dataset.key.toUpperCase()}`);
    });
    if ("singleKeys" in document.body.dataset) {
      root.querySelectorAll("[data-single-key]").forEach((element) => {
        element.setAttribute("aria-keyshortcuts", element.dataset.singleKey);
      });
    }
  };
  document.addEventListener("DOMContentLoaded", () => announce(document));
  document.addEventListener("htmx:load", (event) => announce(event.detail.elt));
})();
