// Comfort for blacking out: brackets around what is selected, rectangles drawn on a page. Without it one types both.
(() => {
  "use strict";

  const form = document.querySelector("form[data-blacken-button]");
  if (!form) return;

  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "govuk-button govuk-button--secondary";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };

  const area = form.querySelector("textarea[data-blacken='text']");
  if (area) {
    area.after(button(form.dataset.blackenButton, () => {
      const { selectionStart: from, selectionEnd: to, value } = area;
      if (from === to) return;
      const inside = value.slice(from, to).replace(/[⟦⟧]/g, "");
      area.setRangeText(`⟦${inside}⟧`, from, to, "end");
      area.focus();
    }));
  }

  const lines = form.querySelector("textarea[data-blacken='file']");
  if (!lines) return;
  const SVG = "http://www.w3.org/2000/svg";

  const written = () =>
    lines.value.split("\n").map((line) => line.match(/^\s*(\d+)\s*[:：]\s*(\d+)\D+(\d+)\D+(\d+)\D+(\d+)\s*$/))
      .filter(Boolean).map((found) => found.slice(1).map(Number));

  const sheets = [...document.querySelectorAll("[data-blacken-page]")].map((figure) => {
    const image = figure.querySelector("img");
    const holder = document.createElement("div");
    const svg = document.createElementNS(SVG, "svg");
    holder.style.position = "relative";
    svg.setAttribute("viewBox", "0 0 1000 1000");
    svg.setAttribute("preserveAspectRatio", "none");
    Object.assign(svg.style, {
      position: "absolute", inset: "0", width: "100%", height: "100%", cursor: "crosshair",
      // One finger draws, two move the page.
      touchAction: "pinch-zoom",
    });
    image.style.width = "100%";
    image.draggable = false;
    image.before(holder);
    holder.append(image, svg);
    return { page: Number(figure.dataset.blackenPage), svg };
  });

  const rect = ([x, y, width, height]) => {
    const made = document.createElementNS(SVG, "rect");
    Object.entries({ x, y, width, height }).forEach(([name, value]) => made.setAttribute(name, value));
    return made;
  };
  const show = () => sheets.forEach(({ page, svg }) =>
    svg.replaceChildren(...written().filter(([of]) => of === page).map(([, ...box]) => rect(box))));

  const point = (svg, event) => {
    const box = svg.getBoundingClientRect();
    const within = (value) => Math.min(1000, Math.max(0, Math.round(value * 1000)));
    return [within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height)];
  };
  const between = ([a, b], [c, d]) => [Math.min(a, c), Math.min(b, d), Math.abs(a - c), Math.abs(b - d)];

  sheets.forEach(({ page, svg }) => {
    let from = null;
    svg.addEventListener("pointerdown", (event) => {
      if (!event.isPrimary) return;
      from = point(svg, event);
      svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener("pointermove", (event) => {
      if (!from) return;
      show();
      svg.append(rect(between(from, point(svg, event))));
    });
    svg.addEventListener("pointercancel", () => {
      from = null;
      show();
    });
    svg.addEventListener("pointerup", (event) => {
      const box = from && between(from, point(svg, event));
      from = null;
      if (box && box[2] && box[3]) {
        lines.value = `${lines.value.trimEnd()}\n${page}: ${box.join(" ")}`.trimStart();
      }
      show();
    });
  });
  const takeOff = (which) => {
    const kept = lines.value.trimEnd().split("\n");
    const last = kept.findLastIndex(which);
    if (last >= 0) kept.splice(last, 1);
    lines.value = kept.join("\n");
    show();
  };
  lines.after(button(form.dataset.blackenUndo, () => takeOff(() => true)));
  document.querySelectorAll("[data-blacken-page]").forEach((figure) => {
    const page = new RegExp(`^\\s*${figure.dataset.blackenPage}\\s*[:：]`);
    const undo = button(form.dataset.blackenUndoPage, () => takeOff((line) => page.test(line)));
    undo.classList.add("hy-btn--s", "hy-mb0");
    figure.append(undo);
  });
  document.querySelector("[data-blacken-how]").hidden = false;
  lines.addEventListener("input", show);
  show();
})();
