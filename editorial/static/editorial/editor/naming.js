// The editor for people who do not see it or do not use a mouse: it is named and described as its field is, and its buttons
// are one stop of the Tab key, with arrow keys between them, that say whether they are pressed.
import { Extension } from "django-prose-editor/editor"

const name = (editor) => {
  const textarea = editor.options.element.querySelector("textarea")
  const dom = editor.view.dom
  const label = textarea.id && document.querySelector(`label[for="${CSS.escape(textarea.id)}"]`)
  dom.setAttribute("aria-label", label ? label.textContent.replace(/:\s*$/, "").trim() : textarea.name)
  dom.setAttribute("aria-multiline", "true")
  if (label?.classList.contains("required")) dom.setAttribute("aria-required", "true")
  for (const attribute of ["aria-describedby", "aria-invalid", "lang", "spellcheck"])
    if (textarea.hasAttribute(attribute)) dom.setAttribute(attribute, textarea.getAttribute(attribute))
  label?.addEventListener("click", () => editor.commands.focus())
}

const usable = (toolbar) => [...toolbar.querySelectorAll("button")].filter((button) => !button.classList.contains("hidden"))

const makeToolbar = (editor) => {
  const toolbar = editor.options.element.querySelector(".prose-menubar")
  if (!toolbar) return
  toolbar.setAttribute("role", "toolbar")
  toolbar.setAttribute("aria-label", `Formatting: ${editor.view.dom.getAttribute("aria-label")}`)

  const refresh = () => {
    const buttons = usable(toolbar)
    const current = buttons.find((button) => button.tabIndex === 0) ?? buttons[0]
    for (const button of toolbar.querySelectorAll("button")) {
      button.tabIndex = button === current ? 0 : -1
      button.setAttribute("aria-pressed", button.classList.contains("active"))
      button.setAttribute("aria-disabled", button.classList.contains("disabled"))
    }
  }
  toolbar.addEventListener("keydown", (event) => {
    const buttons = usable(toolbar)
    const at = buttons.indexOf(document.activeElement)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
    if (at < 0 || to === undefined) return
    event.preventDefault()
    buttons[at].tabIndex = -1
    const next = buttons[(to + buttons.length) % buttons.length]
    next.tabIndex = 0
    next.focus()
  })
  editor.on("transaction", refresh)
  refresh()
}

export const Naming = Extension.create({
  name: "naming",
  priority: 1, // after the menu has been built

  onCreate() {
    name(this.editor)
    makeToolbar(this.editor)
  },
})
