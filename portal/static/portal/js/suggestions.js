// Offers names and questions while somebody types into a search field. Without it the field searches all the same.
// The pattern is the combobox of the ARIA Authoring Practices: focus stays in the field, the keys move in the list.
const SHORTEST = 2;
const LONGEST = 150;
const PAUSE = 120;

function suggestFor(form, input) {
  const address = form.dataset.suggestions;
  const title = form.dataset.suggestionsTitle;
  let options = []; // { element, address }
  let active = -1;
  let timer = 0;
  let asking = null; // the AbortController of the request under way

  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", title);
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(list, status);

  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"],
    ["aria-controls", list.id]]) input.setAttribute(name, value);

  function activate(number) {
    options[active]?.element.setAttribute("aria-selected", "false");
    active = number;
    const element = options[active]?.element;
    if (!element) return input.removeAttribute("aria-activedescendant");
    element.setAttribute("aria-selected", "true");
    element.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", element.id);
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    activate(-1);
    options = [];
    list.hidden = true;
    list.replaceChildren();
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
  }

  function option({ text, kind, detail, address }, number) {
    const element = document.createElement("li");
    element.id = `${list.id}-${number}`;
    element.className = `suggestion suggestion-${kind}`;
    element.setAttribute("role", "option");
    element.setAttribute("aria-selected", "false");
    const said = document.createElement("span");
    said.textContent = text;
    const beside = document.createElement("small");
    beside.textContent = detail;
    element.append(said, " ", beside);
    element.addEventListener("click", () => go(address));
    return { element, address };
  }

  function show(found) {
    if (!found.length) return close();
    activate(-1);
    options = found.map(option);
    list.replaceChildren(...options.map(({ element }) => element));
    list.scrollTop = 0;
    list.hidden = false;
    status.textContent = `${title}: ${found.length}`;
    input.setAttribute("aria-expanded", "true");
  }

  function go(address) {
    close();
    location.assign(address);
  }

  async function ask() {
    clearTimeout(timer);
    asking?.abort();
    const typed = input.value.trim();
    if (typed.length < SHORTEST || typed.length > LONGEST) return close();
    const mine = asking = new AbortController();
    try {
      const answer = await fetch(`${address}?${new URLSearchParams({ q: typed })}`, {
        signal: mine.signal, credentials: "omit", cache: "no-store", headers: { Accept: "application/json" },
      });
      const found = answer.ok ? await answer.json() : [];
      // Whoever has gone on typing, or left, gets no answer to what was there before.
      if (mine === asking && !mine.signal.aborted && document.activeElement === input) show(found);
    } catch {
      if (mine === asking && !mine.signal.aborted) close();
    }
  }

  const move = {
    ArrowDown: () => activate(active + 1 < options.length ? active + 1 : -1),
    ArrowUp: () => activate(active < 0 ? options.length - 1 : active - 1),
    // In the text until an option is chosen.
    Home: () => active >= 0 && activate(0),
    End: () => active >= 0 && activate(options.length - 1),
  };

  input.addEventListener("keydown", (event) => {
    // Keys of somebody who writes with an input method belong to it.
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (list.hidden) {
      if (key !== "ArrowDown") return;
      event.preventDefault();
      ask();
    } else if (key in move) {
      if (event.shiftKey || ((key === "Home" || key === "End") && active < 0)) return;
      event.preventDefault();
      move[key]();
    } else if (key === "Escape") {
      event.preventDefault(); // it would empty the field, or close what the field stands in
      close();
    } else if (key === "Enter" && active >= 0) {
      event.preventDefault();
      go(options[active].address);
    } else if (key === "ArrowLeft" || key === "ArrowRight") {
      activate(-1);
    }
  });
  input.addEventListener("input", () => {
    activate(-1);
    clearTimeout(timer);
    // What is shown fits no longer what is asked when there is too little to ask.
    if (input.value.trim().length < SHORTEST) close();
    else timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  addEventListener("pagehide", close);
  // The field keeps the focus while an option is pressed.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
}

for (const form of document.querySelectorAll("form[data-suggestions]")) {
  suggestFor(form, form.querySelector("input[type=search]"));
}
