// Entering a person: a certificate or ID number fills in what it tells, and says who has it already.
// Without this script the server fills in the same when the form is sent.
(() => {
  "use strict";

  const form = document.querySelector("form[data-fill-url]");
  if (!form) return;
  const asked = ["number", "id_number", "issued_on"];
  const whole = { number: /^.{20}$|^.{22}$/, id_number: /^.{18}$/ };
  const note = document.getElementById("fill-note");
  const parts = form.querySelector("[data-parts]");
  const ours = new Map();
  let last = "";

  asked.forEach((name) => {
    form.elements[name].addEventListener("change", ask);
    form.elements[name].addEventListener("input", (event) => {
      if (whole[name]?.test(event.target.value.trim())) ask(event);
    });
  });
  form.elements.disability_type.addEventListener("change", showParts);
  form.addEventListener("input", ({ target }) => delete target.dataset.told);
  showParts();

  async function ask({ target }) {
    const body = new URLSearchParams();
    [...asked, "csrfmiddlewaretoken"].forEach((name) => body.set(name, form.elements[name].value));
    // What we filled in ourselves must not speak for the person against a corrected certificate number.
    if (ours.get("id_number") === form.elements.id_number.value) body.set("id_number", "");
    if (body.toString() === last) return;
    last = body.toString();
    forget(target.name);
    const response = await fetch(form.dataset.fillUrl, { method: "POST", body });
    if (!response.ok || response.redirected || last !== body.toString()) return;
    const answer = await response.json();
    Object.entries(answer.values).forEach(([name, value]) => fill(name, value));
    note.innerHTML = answer.note;
    showParts();
  }

  // Sent before the answer comes, the form must not hold what an older value told (the server fills in the same).
  function forget(changed) {
    ours.forEach((value, name) => {
      const field = form.elements[name];
      if (field.value === value && (changed !== "issued_on" || name === "expires_on")) field.value = "";
      delete field.dataset.told;
    });
  }

  // What somebody typed is never overwritten; what we filled in follows the number.
  function fill(name, value) {
    const field = form.elements[name];
    if (field.value && field.value !== ours.get(name)) return;
    field.value = value;
    if (value) field.dataset.told = "";
    ours.set(name, value);
  }

  function showParts() {
    const wanted = form.elements.disability_type.value === "7";
    parts.hidden = !wanted;
    parts.querySelectorAll("select").forEach((field) => (field.disabled = !wanted));
  }
})();
