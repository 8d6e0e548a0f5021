// Keys for what is done most in the form of a draft (templates/editorial/shortcuts.html lists them). All hold a modifier, so
// that nobody who dictates or hits a key by accident sets one off.

const press = (selector) => {
  const buttons = document.querySelectorAll(selector)
  buttons[buttons.length - 1]?.click()
  return buttons.length > 0
}

// The focus stays where somebody writes; the buttons of moving.js take it to themselves.
const move = (direction) => {
  const here = document.activeElement
  const button = here?.closest(".order-machine .inline-related")?.querySelector(`.block-${direction}`)
  if (!button) return false
  button.click()
  here.focus({ preventScroll: true })
  return true
}

const actionOf = (event) => {
  const { code, key, altKey, shiftKey } = event
  const command = event.ctrlKey || event.metaKey
  if (command && !altKey && !shiftKey && key.toLowerCase() === "s") return () => press("input[name=_continue]")
  if (!altKey || !shiftKey || command) return null
  // By the place of the key: with Alt some keyboards write another sign.
  if (code === "KeyP") return () => press("button[name=_preview]")
  if (code === "ArrowUp") return () => move("up")
  if (code === "ArrowDown") return () => move("down")
  return null
}

// Before content-editor, which has its own idea of Ctrl and S, and before the text editors.
addEventListener(
  "keydown",
  (event) => {
    if (event.repeat || document.querySelector("dialog[open]")) return
    if (!actionOf(event)?.()) return
    event.preventDefault()
    event.stopImmediatePropagation()
  },
  true,
)
