// A file too large to be kept is told before it is sent: nothing else of the form is lost.
(() => {
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (!field.dataset || !field.dataset.largest) return;
    const wrong = [...field.files].some((file) => file.size > Number(field.dataset.largest));
    let line = field.parentElement.querySelector("[data-refused]");
    if (!line) {
      line = document.createElement("p");
      line.className = "invalid-feedback d-block";
      line.setAttribute("role", "alert");
      line.dataset.refused = "";
      field.after(line);
    }
    line.textContent = wrong ? field.dataset.tooLarge : "";
    line.hidden = !wrong;
    field.setAttribute("aria-invalid", wrong ? "true" : "false");
    if (wrong) field.value = "";
  });
})();
