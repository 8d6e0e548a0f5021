// After a save that was refused: the list of what to mend gets the focus. Its links, and addresses that name a field, lead
// into the field, also where a block or a group is closed or the field is a text editor.
import { goTo, surfaceOf } from "editorial/places"

const fieldOf = (hash) => {
  const found = hash.startsWith("#id_") ? document.getElementById(decodeURIComponent(hash.slice(1))) : null
  return found?.form ? found : null
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#id_"]:not([data-show])')
  const field = link && fieldOf(link.hash)
  if (!field) return
  event.preventDefault()
  goTo(field)
})

const arrive = (field) => {
  if (!field.matches("[data-django-prose-editor-configurable]") || surfaceOf(field)) return goTo(field)
  field.addEventListener("prose-editor:ready", () => goTo(field), { once: true })
}

const list = document.getElementById("to-mend")
const field = fieldOf(location.hash)
if (list) {
  // content-editor keeps the place of the page in the address and would scroll there.
  history.replaceState(null, "", location.pathname + location.search)
  addEventListener("load", () => list.focus())
} else if (field) {
  // content-editor moves the blocks to their places after the page has loaded; what is moved loses the focus.
  addEventListener("load", () => setTimeout(arrive, 300, field))
}
