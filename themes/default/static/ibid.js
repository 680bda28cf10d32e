// Comfort for readers with scripts on: nothing of the text depends on it.
"use strict";

(() => {
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  // Note cards, where there is no margin: the card waits a moment before it goes, so that the pointer can reach it, and
  // goes at once with Escape (WCAG 1.4.13). Which card looks how is said in notes.css.
  const cards = () => {
    if (!document.querySelector(".notes")) return;
    document.documentElement.dataset.cards = "";
    let mark, note, timer;
    const close = () => {
      clearTimeout(timer);
      for (const element of [mark, note]) if (element) delete element.dataset.open;
      mark = note = undefined;
    };
    const open = (next) => {
      clearTimeout(timer);
      if (next === mark) return;
      close();
      mark = next;
      note = document.getElementById(mark.hash.slice(1));
      for (const element of [mark, note]) if (element) element.dataset.open = "";
    };
    const later = (action, delay) => {
      clearTimeout(timer);
      timer = setTimeout(action, delay);
    };
    const markAt = (event) => event.target.closest?.(".noteref");
    document.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch") return;
      const next = markAt(event);
      if (next) later(() => open(next), note ? 0 : 120);
      else if (note?.contains(event.target)) clearTimeout(timer);
      else later(close, 300);
    });
    document.addEventListener("focusin", (event) => {
      const next = markAt(event);
      if (next?.matches(":focus-visible")) open(next);
      else if (!note?.contains(event.target)) close();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
    document.addEventListener("click", (event) => {
      if (markAt(event)) close();
    });
  };

  // Previews: title and standfirst of the page that a link leads to, out of the link itself or the first link to the same
  // page. As with note cards: a moment before it goes, and Escape.
  const previews = () => {
    const known = new Map();
    for (const link of document.querySelectorAll("a[data-title]")) {
      const page = link.href.replace(/#.*/, "");
      const { title, standfirst } = link.dataset;
      if (!known.has(page) && (standfirst || title !== link.textContent.trim())) known.set(page, link.dataset);
    }
    if (!known.size) return;
    const card = make("div", { className: "preview", id: "preview", role: "tooltip", hidden: true });
    document.body.append(card);
    let open, timer;
    const linkAt = (event) => {
      const link = event.target.closest?.("main a[href]");
      return link && known.has(link.href.replace(/#.*/, "")) && link;
    };
    const close = () => {
      clearTimeout(timer);
      open?.removeAttribute("aria-describedby");
      open = undefined;
      card.hidden = true;
    };
    const show = (link) => {
      if (link === open) return clearTimeout(timer);
      close();
      open = link;
      const { title, standfirst } = known.get(link.href.replace(/#.*/, ""));
      card.replaceChildren(make("strong", {}, title));
      if (standfirst) card.append(make("p", {}, standfirst));
      link.setAttribute("aria-describedby", "preview");
      card.hidden = false;
      // Under the link's last line, and above where there is no room.
      const box = [...link.getClientRects()].at(-1) ?? link.getBoundingClientRect();
      const room = document.documentElement.clientWidth - card.offsetWidth - 8;
      const above = box.bottom + card.offsetHeight + 8 > innerHeight && box.top > card.offsetHeight + 8;
      card.style.left = `${scrollX + Math.max(8, Math.min(box.left, room))}px`;
      card.style.top = `${scrollY + (above ? box.top - card.offsetHeight - 4 : box.bottom + 4)}px`;
    };
    const later = (action, delay) => {
      clearTimeout(timer);
      timer = setTimeout(action, delay);
    };
    document.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch") return;
      const link = linkAt(event);
      if (link) later(() => show(link), open ? 0 : 300);
      else if (card.contains(event.target)) clearTimeout(timer);
      else if (open) later(close, 200);
      else clearTimeout(timer);
    });
    document.addEventListener("focusin", (event) => {
      const link = linkAt(event);
      if (link && link.matches(":focus-visible")) show(link);
      else close();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
  };

  // A button that copies the citation. file:// and old browsers have no clipboard: there the words are to be selected.
  const copying = () => {
    if (!navigator.clipboard) return;
    for (const text of document.querySelectorAll("[data-copy]")) {
      const said = make("span", { role: "status", className: "said" });
      const button = make("button", { type: "button" }, "Copy");
      if (text.dataset.copy) button.ariaLabel = `Copy: ${text.dataset.copy}`;
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(text.textContent.trim());
          said.textContent = "Copied";
        } catch {
          getSelection().selectAllChildren(text);
          said.textContent = "Selected";
        }
      });
      text.after(make("p", { className: "copy" }, button, " ", said));
    }
  };

  // A filter for the indexes: words in any order, accents and case do not matter.
  const filter = () => {
    const index = document.querySelector("[data-filter]");
    if (!index) return;
    // What Unicode does not take apart: a reader types "zralek" for "Źrałek".
    const plain = { ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe", ı: "i", "’": "'" };
    const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[łøđðþßæœı’]/g, (letter) => plain[letter]);
    const rows = [...index.querySelectorAll(".work, .letter > .counts > li")];
    if (rows.length < 8) return;
    const texts = rows.map((row) => fold((row.closest(".author")?.querySelector("h3")?.textContent ?? "") + " " + row.textContent));
    const input = make("input", { type: "search", id: "filter", autocomplete: "off" });
    const said = make("span", { role: "status", className: "said" });
    const apply = () => {
      const words = fold(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, i) => {
        row.hidden = !words.every((word) => texts[i].includes(word));
        if (!row.hidden) shown += 1;
      });
      // A "see" has no row of its own: it goes with the rows that are not asked for.
      for (const see of index.querySelectorAll(".see")) see.hidden = words.length > 0;
      for (const box of index.querySelectorAll(".author, .letter")) box.hidden = words.length > 0 && !box.querySelector(".work:not([hidden]), .counts > li:not([hidden])");
      said.textContent = words.length ? `${shown} of ${rows.length}` : "";
    };
    input.addEventListener("input", apply);
    const box = make("search", { className: "filter", ariaLabel: `Filter the ${index.dataset.filter}` },
      make("label", { htmlFor: "filter" }, `Filter the ${index.dataset.filter}`), input, said);
    index.before(box);
  };

  cards();
  previews();
  copying();
  filter();
})();
