// Names for Django's choosers: the fields that they draw over a list say nothing to a screen reader by themselves.

const labelOf = (select) => select.labels?.[0]?.textContent.replace(/\s*:?\s*$/, "").trim() ?? ""

const nameChoosers = () => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const drawn = select.nextElementSibling
    if (!drawn?.matches(".select2") || select.name.includes("__prefix__")) continue
    const label = labelOf(select)
    for (const field of drawn.querySelectorAll("[role=combobox], [role=textbox], .select2-search__field")) {
      const chosen = field.matches(".select2-search__field") ? "" : drawn.querySelector(".select2-selection__rendered")?.title
      field.setAttribute("aria-label", [label, chosen].filter(Boolean).join(": "))
      field.removeAttribute("aria-labelledby")
    }
    // What is chosen stands in a list together with a button, which no list may hold.
    drawn.querySelector("ul.select2-selection__rendered")?.setAttribute("role", "presentation")
  }
}

// The field of an open list is made when it opens, and takes the focus.
document.addEventListener("focusin", ({ target }) => {
  if (!target.matches?.(".select2-dropdown .select2-search__field")) return
  const select = document.querySelector(".select2-container--open")?.previousElementSibling
  if (select) target.setAttribute("aria-label", labelOf(select))
})
document.addEventListener("formset:added", () => setTimeout(nameChoosers))
document.addEventListener("change", () => setTimeout(nameChoosers))
if (document.readyState === "complete") nameChoosers()
else addEventListener("load", () => setTimeout(nameChoosers))
