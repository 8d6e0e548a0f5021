// Choosing a picture of the library by its looks. The list that is searched while typing stays as it is: this writes the
// choice into it.

const PAUSE = 200 // milliseconds without typing before we ask

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}

let dialog, search, grid, status, target

const tile = (picture) => {
  const image = make("img", { src: picture.src, alt: "", loading: "lazy" })
  image.style.objectPosition = picture.focus
  const facts = [picture.size, picture.licence, picture.alt || "No alternative text"].map((words) => make("span", { textContent: words }))
  const button = make("button", { type: "button" }, image, make("strong", { textContent: picture.name }), ...facts)
  button.addEventListener("click", () => choose(picture))
  return make("li", {}, button)
}

const choose = (picture) => {
  target.querySelector(`option[value="${picture.pk}"]`) ?? target.append(new Option(picture.name, picture.pk))
  target.value = picture.pk
  window.django?.jQuery(target).trigger("change")
  target.dispatchEvent(new Event("change", { bubbles: true }))
  const alt = document.querySelector(`[name="${target.name.replace(/picture$/, "alt")}"]`)
  if (alt && !alt.value) alt.value = picture.alt
  dialog.close()
}

const look = async () => {
  const asked = search.value
  try {
    const answer = await fetch(`${target.dataset.choosePicture}?q=${encodeURIComponent(asked)}`)
    if (!answer.ok) throw new Error(answer.status)
    const pictures = await answer.json()
    if (asked !== search.value) return
    grid.replaceChildren(...pictures.map(tile))
    status.textContent = pictures.length ? `${pictures.length} picture${pictures.length === 1 ? "" : "s"}` : "No picture is called that."
  } catch {
    status.textContent = "The pictures cannot be shown now. Choose from the list behind this window."
  }
}

const build = () => {
  search = make("input", { type: "search", id: "picture-search" })
  status = make("p", { className: "chooser-status" })
  status.setAttribute("role", "status")
  grid = make("ul", { className: "pictures" })
  const close = make("button", { type: "button", className: "button button--quiet", textContent: "Close" })
  close.addEventListener("click", () => dialog.close())
  const heading = make("h2", { id: "picture-heading", textContent: "Pictures of the library" })
  const label = make("label", { htmlFor: "picture-search", textContent: "Words of the name, the alternative text, the credit or the licence" })
  dialog = make("dialog", { className: "chooser chooser--pictures" }, heading, label, search, status, grid, close)
  dialog.setAttribute("aria-labelledby", "picture-heading")
  let waiting
  search.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(look, PAUSE)
  })
  dialog.addEventListener("close", () => target.closest("fieldset")?.querySelector(".choose-picture")?.focus())
  document.body.append(dialog)
}

const equip = (select) => {
  if (select.name.includes("__prefix__") || select.parentElement.querySelector(".choose-picture")) return
  const button = make("button", { type: "button", className: "button button--quiet choose-picture", textContent: "Look through the pictures" })
  button.addEventListener("click", () => {
    if (!dialog) build()
    target = select
    dialog.showModal()
    look()
  })
  select.parentElement.append(button)
}

const equipAll = () => document.querySelectorAll("select[data-choose-picture]").forEach(equip)

document.addEventListener("content-editor:ready", equipAll)
document.addEventListener("content-editor:activate", () => setTimeout(equipAll))
