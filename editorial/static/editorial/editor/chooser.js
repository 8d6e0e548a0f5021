// Choosing a source or a page: a dialog with a search field and a list that works by keyboard, and the names of what was
// chosen before. The answers come from editorial/choosers.py: [{uid, title, detail}, …].

const PAUSE = 200 // milliseconds without typing before we ask
const names = new Map() // address -> Map(uid -> title or null)
const waiting = new Map() // address -> Map(uid -> [functions that want the title])

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

const ask = async (address, parameters) => {
  const answer = await fetch(`${address}?${parameters}`, { headers: { Accept: "application/json" } })
  if (!answer.ok) throw new Error(`the chooser answered ${answer.status}`)
  return answer.json()
}

let count = 0

const buildDetail = (id, { label, value, longest }) => {
  const input = make("input", { id: `${id}-detail`, type: "text", maxlength: longest, autocomplete: "off" })
  input.value = value
  return { input, parts: [make("label", { for: input.id }, label), input] }
}

const build = ({ title, label, detail }) => {
  const id = `chooser-${++count}`
  const input = make("input", {
    id, type: "search", autocomplete: "off", role: "combobox", "aria-expanded": "true", "aria-controls": `${id}-list`,
    "aria-autocomplete": "list",
  })
  const list = make("ul", { id: `${id}-list`, role: "listbox", "aria-label": "Found" })
  const status = make("p", { role: "status", class: "chooser-status" })
  const cancel = make("button", { type: "button", class: "chooser-cancel" }, "Cancel")
  const extra = detail ? buildDetail(id, detail) : { parts: [] }
  const dialog = make(
    "dialog",
    { class: "chooser", "aria-labelledby": `${id}-title` },
    make("h2", { id: `${id}-title` }, title),
    ...extra.parts,
    make("label", { for: id }, label),
    input, status, list, cancel,
  )
  return { id, dialog, input, list, status, cancel, extra: extra.input }
}

/** Opens the dialog; gives the chosen {uid, title, detail}, or null.
 *
 * `detail` ({label, value, longest}) adds a field above the search, whose words come back as `typed`. `uid` is what was
 * chosen before: it stands first in the list until somebody searches. */
export const choose = ({ address, title, label, detail, uid }) =>
  new Promise((resolve) => {
    const { id, dialog, input, list, status, cancel, extra } = build({ title, label, detail })
    let found = []
    let active = -1
    let asked = 0
    let timer

    const finish = (choice) => {
      clearTimeout(timer)
      asked += 1 // an answer that is under way is too late now
      dialog.remove()
      resolve(choice && { ...choice, typed: extra?.value.trim() ?? "" })
    }
    const activate = (index) => {
      active = index
      for (const [at, option] of [...list.children].entries()) option.setAttribute("aria-selected", at === active)
      if (active < 0) input.removeAttribute("aria-activedescendant")
      else input.setAttribute("aria-activedescendant", `${id}-${active}`)
      list.children[active]?.scrollIntoView({ block: "nearest" })
    }
    const show = (choices) => {
      found = choices
      list.replaceChildren(
        ...choices.map((choice, at) =>
          make("li", { id: `${id}-${at}`, role: "option" }, make("strong", {}, choice.title), make("span", {}, choice.detail)),
        ),
      )
      activate(choices.length ? 0 : -1)
      status.textContent = choices.length ? `${choices.length} found` : "Nothing found. Try fewer or other words."
    }
    const search = async () => {
      const mine = ++asked
      try {
        const chosen = uid && !input.value
        const choices = await ask(address, new URLSearchParams(chosen ? { uid } : { q: input.value }))
        if (mine === asked) show(choices)
      } catch {
        if (mine === asked) status.textContent = "The list could not be loaded. Check your connection and try again."
      }
    }

    input.addEventListener("input", () => {
      clearTimeout(timer)
      timer = setTimeout(search, PAUSE)
    })
    input.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step && found.length) activate((active + step + found.length) % found.length)
      else if (event.key === "Enter" && active >= 0) finish(found[active])
      else if (event.key !== "Enter" && !step) return
      event.preventDefault()
    })
    extra?.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return
      event.preventDefault()
      if (active >= 0) finish(found[active])
    })
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]")
      if (option) finish(found[[...list.children].indexOf(option)])
    })
    cancel.addEventListener("click", () => finish(null))
    dialog.addEventListener("close", () => finish(null))
    document.body.append(dialog)
    dialog.showModal()
    input.focus()
    search()
  })

const flush = async (address) => {
  const wanted = waiting.get(address)
  waiting.delete(address)
  const known = names.get(address) ?? names.set(address, new Map()).get(address)
  try {
    const choices = await ask(address, new URLSearchParams([...wanted.keys()].map((uid) => ["uid", uid])))
    for (const { uid, title } of choices) known.set(uid, title)
  } catch {
    // The text can be edited without the names.
  }
  for (const [uid, callbacks] of wanted) for (const callback of callbacks) callback(known.get(uid) ?? null)
}

/** Calls back with the title of `uid`, or null; asks once for all that a page needs. */
export const nameOf = (address, uid, callback) => {
  const known = names.get(address)?.get(uid)
  if (known) return callback(known)
  if (!address) return callback(null)
  if (!waiting.has(address)) {
    waiting.set(address, new Map())
    setTimeout(() => flush(address), 50)
  }
  const wanted = waiting.get(address)
  wanted.set(uid, [...(wanted.get(uid) ?? []), callback])
}

/** Remembers the title of what was just chosen. */
export const remember = (address, { uid, title }) => {
  if (!names.has(address)) names.set(address, new Map())
  names.get(address).set(uid, title)
}

/** The address of the chooser for `kind` ("source", "page"), which the form prints on the text field. */
export const addressOf = (editor, kind) =>
  editor.options.element.querySelector("textarea")?.getAttribute(`data-choose-${kind}`) ?? ""
