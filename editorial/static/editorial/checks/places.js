// Words in the fields of a form and in the text editor: found, shown and replaced. Looking changes nothing of the page.
const TEXT_INPUTS = "textarea, input:is([type=text], [type=search], [type=url], [type=tel], :not([type]))"
const BLOCKS = new Set(["p", "li", "h3", "td", "th", "caption"])

export const surfaceOf = (field) => field?.closest?.(".prose-editor")?.querySelector(".ProseMirror") ?? null

export const fieldNamed = (form, name) => {
  const found = name ? form.elements.namedItem(name) : null
  return found instanceof RadioNodeList ? found[0] : found
}

// The server counts an occurrence wherever the words begin, and has one space where the form may have several.
const positionOf = (text, words, occurrence) => {
  const pattern = new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+"), "g")
  let found = null
  for (let at = 0, match; (match = pattern.exec(text)); at++) {
    found = [match.index, match.index + match[0].length]
    if (at === occurrence) break
    pattern.lastIndex = match.index + 1
  }
  return found
}

// What the editor shows, a line for each paragraph, and where in it each of its text nodes begins.
const readEditor = (surface) => {
  const pieces = []
  let text = ""
  const walk = (node) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        pieces.push({ node: child, start: text.length, end: text.length + child.length })
        text += child.data
      } else if (child.localName === "br") {
        if (!child.classList.contains("ProseMirror-trailingBreak")) text += "\n"
      } else if (!child.matches?.(".citation-chip, [contenteditable=false]")) {
        walk(child)
        if (BLOCKS.has(child.localName) && text && !text.endsWith("\n")) text += "\n"
      }
    }
  }
  walk(surface)
  return { text, pieces }
}

// The words of a finding in a text editor, as a range; null where they are not (any more).
export const rangeOf = (surface, { words, occurrence }) => {
  if (!words) return null
  const { text, pieces } = readEditor(surface)
  const [start, end] = positionOf(text, words, occurrence) ?? []
  const first = pieces.find((piece) => piece.start <= start && start < piece.end)
  const last = pieces.findLast((piece) => piece.start < end && end <= piece.end)
  if (!first || !last) return null
  const range = new Range()
  range.setStart(first.node, start - first.start)
  range.setEnd(last.node, end - last.start)
  return range
}

const open = (field) => {
  field.closest(".inline-related")?.classList.remove("collapsed")
  for (let at = field.closest("details"); at; at = at.parentElement.closest("details")) at.open = true
}

const positionsIn = (editor, range) => ({
  from: editor.view.posAtDOM(range.startContainer, range.startOffset),
  to: editor.view.posAtDOM(range.endContainer, range.endOffset),
})

// Opens what hides a field, brings it into view, gives it the focus and selects the words.
export const goTo = (field, finding = {}) => {
  open(field)
  const surface = surfaceOf(field)
  if (surface) {
    const range = rangeOf(surface, finding)
    const place = range?.startContainer.parentElement ?? surface
    place.scrollIntoView({ block: "center" })
    surface.focus({ preventScroll: true })
    if (range && surface.editor) surface.editor.commands.setTextSelection(positionsIn(surface.editor, range))
    return
  }
  const chooser = field.matches(".select2-hidden-accessible") && field.parentElement.querySelector(".select2-selection")
  const target = chooser || field
  target.scrollIntoView({ block: "center" })
  target.focus({ preventScroll: true })
  const found = field.matches(TEXT_INPUTS) && finding.words && positionOf(field.value, finding.words, finding.occurrence)
  if (found) field.setSelectionRange(...found)
}

// Replaces the words of a finding as if they had been typed, so that undo takes it back. Gives the place where the new words
// stand, or null where the old ones were not.
export const repair = (field, finding) => {
  const surface = surfaceOf(field)
  if (surface) {
    const range = rangeOf(surface, finding)
    if (!range || !surface.editor) return null
    const { from, to } = positionsIn(surface.editor, range)
    const { state, view } = surface.editor
    view.dispatch(state.tr.insertText(finding.repair, from, to))
    return [from, from + finding.repair.length]
  }
  const found = positionOf(field.value, finding.words, finding.occurrence)
  if (!found) return null
  const before = document.activeElement
  field.focus({ preventScroll: true })
  field.setSelectionRange(...found)
  const typed = finding.repair ? ["insertText", false, finding.repair] : ["delete"]
  if (!document.execCommand(...typed)) {
    field.setRangeText(finding.repair, ...found, "end")
    field.dispatchEvent(new Event("input", { bubbles: true }))
  }
  before?.focus({ preventScroll: true })
  return [found[0], found[0] + finding.repair.length]
}

// Brings the new words into view and marks them, without taking the focus from the list where the next repair waits.
export const showRepaired = (field, [from, to]) => {
  open(field)
  const surface = surfaceOf(field)
  const target = surface ?? field
  for (const marked of document.querySelectorAll(".is-repaired")) marked.classList.remove("is-repaired")
  target.classList.add("is-repaired")
  if (!surface) return target.scrollIntoView({ block: "center" })
  const { node, offset } = surface.editor.view.domAtPos(from)
  const around = node.nodeType === Node.TEXT_NODE ? node.parentElement : node
  around.scrollIntoView({ block: "center" })
  if (!("highlights" in CSS) || node.nodeType !== Node.TEXT_NODE) return
  const range = new Range()
  range.setStart(node, offset)
  range.setEnd(node, Math.min(offset + to - from, node.length))
  CSS.highlights.set("repaired", new Highlight(range))
}
