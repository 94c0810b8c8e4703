// The desk from the keyboard: arrows choose, Enter registers, Alt+letter for the rest. Without it, buttons do the same.
(() => {
  const form = document.querySelector("form[data-desk]");
  if (!form) return;
  const search = document.querySelector("[data-desk-search]");
  const field = search && search.querySelector("input[type=search]");
  let reasonTouched = false;
  let enterIsWaiting = false;

  const rows = () => [...form.querySelectorAll("[data-row]")];
  const chosen = () => form.querySelector("[data-row].chosen");
  const button = (row) => row.querySelector("button[name=who]");
  const reasons = () => [...form.querySelectorAll("input[name=reasons]")];
  const cameFor = () => form.elements.came_for && form.elements.came_for.value; // the house then proposes the reason
  const firstRow = () => form.querySelector("#found:not([data-doubtful]) [data-row]");

  function proposeReason(row) {
    const legend = form.querySelector("[data-chips=reasons] .words");
    legend.textContent = row && row.dataset.name ? `${row.dataset.name} vient pour` : "Vient pour";
    if (reasonTouched) return;
    const label = row && form.querySelector(`[data-chips=reasons] label[data-code="${row.dataset.reason}"]`);
    reasons().forEach((input) => { input.checked = false; });
    if (label && !cameFor()) label.control.checked = true;
  }

  function choose(row) {
    rows().forEach((other) => {
      other.classList.toggle("chosen", other === row);
      button(other).classList.toggle("btn-primary", other === row);
      button(other).classList.toggle("btn-outline-primary", other !== row);
    });
    proposeReason(row);
  }

  function move(step) {
    const all = rows();
    const at = all.indexOf(chosen());
    const next = at < 0 && step > 0 ? 0 : at + step;
    if (next < 0 && field) { choose(firstRow()); field.focus(); return; }
    if (next < 0 || next >= all.length) return;
    choose(all[next]);
    if (document.activeElement !== field) button(all[next]).focus();
    else button(all[next]).scrollIntoView({ block: "nearest" });
    announce(all[next]);
  }

  function announce(row) {
    const status = form.querySelector("#found [role=status]");
    if (status) status.textContent = button(row).textContent.trim().replace("↵", "");
  }

  function register() {
    const row = chosen();
    if (row) form.requestSubmit(button(row));
    else if (rows()[0].closest("#found")) { choose(rows()[0]); announce(rows()[0]); } // as likely as the next: Enter again says yes
  }

  function isUpToDate() {
    const found = form.querySelector("#found");
    return !field || !found || found.dataset.q === field.value.slice(0, 200);
  }

  function group(letter) {
    const row = form.querySelector(`[data-chips][data-letter="${letter}"]`);
    if (row) (row.querySelector("input:checked") || row.querySelector("input")).focus();
    return row;
  }

  const shortcuts = {
    n: () => {
      const link = form.querySelector("[data-newcomer]");
      if (!link) return false;
      const url = new URL(link.href);
      url.searchParams.set("q", field.value);
      if (reasonTouched) reasons().filter((input) => input.checked).forEach((input) => url.searchParams.append("motif", input.value));
      url.searchParams.set("vers", form.querySelector("input[name=destination]:checked")?.value || "");
      url.searchParams.set("ailleurs", form.elements.elsewhere.value);
      location.assign(url);
    },
    s: () => { const row = form.querySelector("[data-row=anonymous]"); if (!row) return false; choose(row); if (field) field.focus(); },
    g: () => { const row = form.querySelector("[data-row=group]"); if (!row) return false; choose(row); row.querySelector("input").focus(); },
    m: () => group("M"),
    o: () => group("O"),
    i: () => swapNames(),
  };

  function swapNames() {
    const first = form.elements.first_name, last = form.elements.last_name;
    if (!first || !last) return false;
    [first.value, last.value] = [last.value, first.value];
  }

  function pressed(event) {
    const typed = event.key.toLowerCase();
    if (/^[a-z]$/.test(typed)) return typed;
    return event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : ""; // Option on a Mac writes a sign
  }

  // One letter, in a row of chips only: no text is being typed there.
  function pickChip(event, row) {
    const label = [...row.querySelectorAll("label[data-pick]")].find((chip) => chip.dataset.pick && chip.dataset.pick === event.key.toLowerCase());
    if (!label) return false;
    label.control.focus();
    label.control.click();
    if (label.control.value === "ailleurs") form.elements.elsewhere.focus();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.isComposing) return;
    if (event.altKey) {
      const act = shortcuts[pressed(event)];
      if (act && act() !== false) event.preventDefault();
      return;
    }
    const target = event.target;
    const inside = form.contains(target) || target === field;
    if (!inside) return;
    const chips = target.closest && target.closest("[data-chips]");
    if (chips && /^[a-z]$/i.test(event.key) && pickChip(event, chips)) { event.preventDefault(); return; }
    if (!field) {
      if (event.key === "Enter" && chips) { event.preventDefault(); form.requestSubmit(form.querySelector(".buttons button[type=submit]")); }
      return;
    }
    const onRow = target === field || target.name === "who";
    if (onRow && event.key === "ArrowDown") { event.preventDefault(); move(1); }
    else if (onRow && event.key === "ArrowUp") { event.preventDefault(); move(-1); }
    else if (event.key === "Escape" && target !== field) { field.focus(); }
    else if (event.key === "Escape" && !field.value) { field.blur(); } // single keys then act
    else if (event.key === "Enter" && target.name !== "who" && target.tagName !== "A") {
      if (target === field && !chosen() && !form.querySelector("#found [data-row]") && isUpToDate()) return; // nobody found: the form searches more widely
      event.preventDefault();
      if (isUpToDate()) register(); else enterIsWaiting = true;
    }
  });

  form.addEventListener("change", (event) => {
    if (event.target.name === "reasons" && !reasonTouched) {
      reasonTouched = true; // what was only proposed gives way to what is chosen
      reasons().forEach((input) => { if (input !== event.target) input.checked = false; });
    }
    if (event.target.name === "came_for") proposeReason(chosen());
    if (event.target.name === "elsewhere" && event.target.value) form.querySelector("input[name=destination][value=ailleurs]").checked = true;
  });
  form.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && row !== chosen()) choose(row);
  });

  if (!field) return;
  // What was unfolded beside the search stays so when it is brought up to date.
  let unfolded = [];
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id === "side") unfolded = [...document.querySelectorAll("#side details[open]")].map((one) => one.id);
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "side") unfolded.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    if (event.detail.target.id !== "found") return;
    choose(firstRow());
    if (!enterIsWaiting || !isUpToDate()) return;
    enterIsWaiting = false;
    if (form.querySelector("#found [data-row]")) register(); else search.requestSubmit();
  });
  field.addEventListener("input", () => { enterIsWaiting = false; });
  // A reason the server kept (a form that was refused, a session that ended) is the agent's own choice.
  reasonTouched = Boolean(form.querySelector("input[name=reasons]:checked"));
  choose(firstRow());
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
})();
