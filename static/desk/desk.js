// The whole desk: "/" goes to the search field, menus close, a partial never swallows a whole page.
(() => {
  "use strict";

  const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
      const search = document.querySelector("[data-search]");
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    }
    if (event.key === "Escape") closeMenus();
  });

  document.addEventListener("click", (event) => closeMenus(event.target));

  function closeMenus(target = null) {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (target && menu.contains(target)) return;
      if (!target && menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    });
  }

  // A session that ended answers a partial with the sign-in page: show it whole.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (/^\s*<!doctype html/i.test(event.detail.serverResponse || "")) {
      event.detail.shouldSwap = false;
      window.location.reload();
    }
  });

  // A table wider than its place can be scrolled with the arrow keys.
  const reachable = new ResizeObserver((entries) => {
    entries.forEach(({ target }) => {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    });
  });
  document.querySelectorAll(".table-scroll, .chart-scroll").forEach((region) => reachable.observe(region));

  document.querySelector("[data-takes-focus]")?.focus();
})();
