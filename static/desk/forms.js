// Forms for those who type all day. Each part is switched on by a data attribute; without scripts the forms work too.
(() => {
  "use strict";

  // Enter moves on, Ctrl+Enter saves and adds the next (or saves, where there is no next).
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    const form = event.target.closest("form");
    if (!form) return;
    if (event.ctrlKey || event.metaKey) {
      const button = form.querySelector("[data-save-next]") || form.querySelector("[data-save]");
      if (button) {
        event.preventDefault();
        form.requestSubmit(button);
      }
    } else if (form.matches("[data-enter-moves]") && event.target.matches("input:not([type=file]), select")) {
      event.preventDefault();
      next(form, event.target)?.focus();
    }
  });

  function next(form, current) {
    const stops = [...form.elements].filter(
      (element) => element.matches("input:not([type=hidden]), select, textarea, [data-save]") && !element.disabled,
    );
    // What another field told already is passed over; Tab still stops there.
    const passed = (element) => "told" in element.dataset || (current.type === "radio" && element.name === current.name);
    return stops.slice(stops.indexOf(current) + 1).find((element) => !passed(element));
  }

  // An error's link goes to the field itself, ready to type.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#']");
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (field) {
      event.preventDefault();
      field.focus();
    }
  });

  // Leaving a form with unsaved typing asks first.
  let unsaved = false;
  document.addEventListener("input", (event) => {
    if (event.target.closest("form[data-guard]")) unsaved = true;
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    unsaved = false;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) event.preventDefault();
    // A second click within a few seconds is a slip; later it may be meant (a download leaves the page as it is).
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });

  // A file may be dropped on its field; its name is then shown by the field itself.
  document.querySelectorAll("[data-file-drop]").forEach((zone) => {
    const input = zone.querySelector("input[type=file]");
    const mark = (over) => (event) => {
      event.preventDefault();
      zone.classList.toggle("is-over", over);
    };
    zone.addEventListener("dragover", mark(true));
    zone.addEventListener("dragleave", mark(false));
    zone.addEventListener("drop", (event) => {
      mark(false)(event);
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });
})();
