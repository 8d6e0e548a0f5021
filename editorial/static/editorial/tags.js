// The tags of a page: while a name is typed, the tags that fit are listed under the field and can be taken by keyboard or
// mouse. The text field stays what is sent; a new tag has a + before it, which the last line of the list writes.

const PAUSE = 200 // milliseconds without typing before we ask

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

// The name that the cursor stands in: where it begins and ends in the text.
const nameAt = (input) => {
  const from = input.value.lastIndexOf(",", input.selectionStart - 1) + 1
  const end = input.value.indexOf(",", from)
  const to = end < 0 ? input.value.length : end
  return { from, to, words: input.value.slice(from, to).replace(/^[\s+]+|\s+$/g, "") }
}

const equip = (input) => {
  const id = `${input.id || input.name}-suggestions`
  const list = make("ul", { id, role: "listbox", "aria-label": "Tags that fit", class: "tag-suggestions" })
  const status = make("p", { role: "status", class: "visually-hidden" })
  list.hidden = true
  const field = make("div", { class: "tag-field" })
  input.before(field)
  field.append(input, list, status)
  const states = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id }
  for (const [name, value] of Object.entries(states)) input.setAttribute(name, value)
  let active = -1
  let asked = 0
  let timer

  const close = () => {
    clearTimeout(timer)
    asked += 1 // an answer that is under way is too late now
    list.hidden = true
    input.setAttribute("aria-expanded", "false")
    input.removeAttribute("aria-activedescendant")
  }
  const activate = (index) => {
    active = index
    for (const [at, option] of [...list.children].entries()) option.setAttribute("aria-selected", at === active)
    if (active < 0) input.removeAttribute("aria-activedescendant")
    else input.setAttribute("aria-activedescendant", list.children[active].id)
    list.children[active]?.scrollIntoView({ block: "nearest" })
  }
  const take = (option) => {
    const { from, to } = nameAt(input)
    const before = input.value.slice(0, from).trimEnd()
    const after = input.value.slice(to).replace(/^[\s,]+/, "")
    const start = `${before && `${before} `}${option.dataset.name}, `
    input.value = start + after
    input.setSelectionRange(start.length, start.length)
    input.dispatchEvent(new Event("input", { bubbles: true }))
    input.dispatchEvent(new Event("change", { bubbles: true }))
    close()
    status.textContent = `${option.dataset.name} is in the list of tags.`
  }
  const show = (words, choices) => {
    const isThere = choices.some(({ title }) => title.toLowerCase() === words.toLowerCase())
    const lines = choices.slice(0, 10).map(({ title, detail }) => [title, title, detail])
    if (!isThere) lines.push([`+${words}`, `Make a new tag “${words}”`, choices.length ? "only if none above is meant" : ""])
    list.replaceChildren(
      ...lines.map(([name, title, detail], at) =>
        make("li", { id: `${id}-${at}`, role: "option", "aria-selected": "false", "data-name": name },
          make("strong", {}, title), make("span", {}, detail)),
      ),
    )
    activate(-1)
    list.hidden = false
    input.setAttribute("aria-expanded", "true")
    status.textContent = choices.length === 1 ? "1 tag fits" : `${choices.length} tags fit`
  }
  const search = async () => {
    const mine = ++asked
    const { words } = nameAt(input)
    if (!words) return close()
    try {
      const answer = await fetch(`${input.dataset.chooseTag}?${new URLSearchParams({ q: words })}`)
      if (answer.ok && mine === asked) show(words, await answer.json())
    } catch {
      close() // the field works without the list
    }
  }

  input.addEventListener("input", (event) => {
    clearTimeout(timer)
    if (event.isTrusted) timer = setTimeout(search, PAUSE)
  })
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const count = list.children.length
    if (step) activate((active + step + count + (active < 0 && step < 0 ? 1 : 0)) % count)
    else if (event.key === "Enter" && active >= 0) take(list.children[active])
    else if (event.key === "Escape") close()
    else return
    event.preventDefault()
  })
  list.addEventListener("mousedown", (event) => event.preventDefault()) // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]")
    if (option) take(option)
  })
  input.addEventListener("blur", close)
}

for (const input of document.querySelectorAll("input[data-choose-tag]")) equip(input)
