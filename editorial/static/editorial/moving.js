// Blocks by keyboard: Up, Down and Hide buttons in the head of every block, and a row of buttons that add one. Dragging
// stays as it is; both write the same hidden field "ordering".
//
// The order of the document follows the order on the screen, so that Tab and screen readers meet the blocks as they are
// seen. One case is left alone: the admin counts a new block after the saved ones of its kind when another is removed, so
// a new block never stands before a saved block of its kind in the document. (There `reading-flow` in the style sheet
// helps where a browser knows it.)

const make = (className, text, label) => {
  const button = document.createElement("button")
  Object.assign(button, { type: "button", className, textContent: text })
  button.setAttribute("aria-label", label)
  return button
}

const orderingOf = (block) => block.querySelector(".order-machine-ordering")
const kindOf = (block) => block.id.replace(/-\d+$/, "")
const isSaved = (block) => block.classList.contains("has_original")

const nameOf = (block) => {
  const kind = block.querySelector("h3 > b")?.textContent.replace(/:\s*$/, "").trim() ?? ""
  const label = block.querySelector("h3 .inline_label")?.textContent.trim() ?? ""
  return `${kind} ${label}`.replace(/[\s:]+$/, "").trim()
}

const inOrder = (machine, region) =>
  [...machine.querySelectorAll(`.inline-related:not(.empty-form)[data-region="${CSS.escape(region)}"]`)].sort(
    (one, other) => orderingOf(one).value - orderingOf(other).value,
  )

const canFollow = (blocks) =>
  blocks.every((block, at) => isSaved(block) || !blocks.slice(at).some((later) => isSaved(later) && kindOf(later) === kindOf(block)))

// The block that has the focus stays where it is, or it would lose it; the others move around it.
const followOnScreenOrder = (machine) => {
  for (const region of new Set([...machine.querySelectorAll("[data-region]")].map((block) => block.dataset.region))) {
    const blocks = inOrder(machine, region)
    if (blocks.length < 2 || !canFollow(blocks)) continue
    const fixed = Math.max(0, blocks.findIndex((block) => block.contains(document.activeElement)))
    for (let at = fixed - 1; at >= 0; at--)
      if (blocks[at].nextElementSibling !== blocks[at + 1]) blocks[at + 1].before(blocks[at])
    for (let at = fixed + 1; at < blocks.length; at++)
      if (blocks[at].previousElementSibling !== blocks[at - 1]) blocks[at - 1].after(blocks[at])
  }
}

const refreshButtons = (machine) => {
  for (const region of new Set([...machine.querySelectorAll("[data-region]")].map((block) => block.dataset.region))) {
    const blocks = inOrder(machine, region)
    for (const [at, block] of blocks.entries()) {
      block.querySelector(".block-up")?.setAttribute("aria-disabled", at === 0)
      block.querySelector(".block-down")?.setAttribute("aria-disabled", at === blocks.length - 1)
    }
  }
}

const move = (machine, status, block, step, button) => {
  const blocks = inOrder(machine, block.dataset.region)
  const from = blocks.indexOf(block)
  const to = from + step
  if (to < 0 || to >= blocks.length) {
    status.textContent = step < 0 ? "This is the first block." : "This is the last block."
    return
  }
  blocks.splice(to, 0, blocks.splice(from, 1)[0])
  for (const [at, other] of blocks.entries()) orderingOf(other).value = other.style.order = (at + 1) * 10
  followOnScreenOrder(machine)
  refreshButtons(machine)
  button.focus()
  block.scrollIntoView({ block: "nearest" })
  status.textContent = `${nameOf(block)} is now block ${to + 1} of ${blocks.length}.`
  block.dispatchEvent(new Event("change", { bubbles: true }))
}

const equip = (machine, status, block) => {
  const head = block.querySelector(":scope > h3")
  if (!head || block.classList.contains("empty-form") || head.querySelector(".block-buttons")) return
  const buttons = document.createElement("span")
  buttons.className = "block-buttons"
  for (const [name, step, sign, word] of [["block-up", -1, "↑", "Move up"], ["block-down", 1, "↓", "Move down"]]) {
    const button = make(`block-button ${name}`, sign, `${word}: ${nameOf(block)}`)
    button.addEventListener("click", (event) => {
      event.stopPropagation() // a click on the head hides the block
      move(machine, status, block, step, button)
    })
    buttons.append(button)
  }
  // A click on this one reaches the head, which hides or shows the block.
  const hide = make("block-button block-hide", "Hide", `Hide: ${nameOf(block)}`)
  const refresh = () => {
    const isHidden = block.classList.contains("collapsed")
    hide.textContent = isHidden ? "Show" : "Hide"
    hide.setAttribute("aria-label", `${hide.textContent}: ${nameOf(block)}`)
    hide.setAttribute("aria-expanded", !isHidden)
  }
  new MutationObserver(refresh).observe(block, { attributes: true, attributeFilter: ["class"] })
  refresh()
  buttons.append(hide)
  head.append(buttons)
}

const addingButtons = () => {
  const { allowChange, plugins, addContent } = window.ContentEditor
  const row = document.createElement("div")
  row.className = "add-block"
  row.setAttribute("role", "group")
  row.setAttribute("aria-label", "Add a block at the end")
  for (const { prefix, title, regions } of allowChange ? plugins : []) {
    if (regions?.includes("_adding_not_allowed")) continue
    const button = make("add-block-button", title, `Add a block at the end: ${title}`)
    button.addEventListener("click", () => {
      window.ContentEditor._insertBefore = null
      addContent.call(window.ContentEditor, prefix)
      // The first field of a new block is a hidden one, which cannot take the focus that content-editor gives it.
      const added = inOrder(document, window.ContentEditor.currentRegion).at(-1)
      added?.querySelector("fieldset :is(input:not([type=hidden]), select, textarea)")?.focus()
      added?.scrollIntoView({ block: "nearest" })
    })
    row.append(button)
  }
  return row
}

// content-editor writes one <style> into the head, which our Content-Security-Policy refuses; editor.css says the same.
const headAppend = document.head.append
document.head.append = (...nodes) =>
  headAppend.apply(document.head, nodes.filter((node) => node.localName !== "style" || !node.textContent.includes(".order-machine")))

document.addEventListener("content-editor:ready", () => {
  delete document.head.append
  const machine = document.querySelector(".order-machine")
  const status = document.createElement("p")
  status.className = "visually-hidden"
  status.setAttribute("role", "status")
  machine.before(status)
  machine.closest(".order-machine-wrapper").after(addingButtons())
  const refresh = () => {
    followOnScreenOrder(machine)
    refreshButtons(machine)
  }
  for (const block of machine.querySelectorAll(".inline-related")) equip(machine, status, block)
  refresh()
  document.addEventListener("content-editor:activate", (event) => {
    equip(machine, status, event.detail.inline)
    setTimeout(refresh)
  })
  machine.addEventListener("drop", () => setTimeout(refresh))
})
