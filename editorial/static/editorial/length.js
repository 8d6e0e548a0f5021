// Counts the words while somebody types: of the page, and in the head of each block. The server counts the saved text in
// the same way (editorial/length.py).

const PAUSE = 400 // milliseconds without typing before we count
const PAGE = ["title", "summary", "definition", "introduction", "body", "aim_statement", "uncertainty", "involvement"]
const ROW = ["heading", "body", "signs", "action", "introduction", "options", "without", "questions", "caption", "question", "short_answer", "answer"]
const NAMES = ["heading", "question", "caption"]

const place = document.querySelector("[data-words-a-minute]")
const form = place?.closest("form")

const textOf = (value) => {
  if (!value.includes("<")) return value
  const parted = value.replace(/<(?:br|\/(?:p|li|h3|td|th|caption))>/g, " $&")
  return new DOMParser().parseFromString(parted, "text/html").body.textContent
}
const wordsIn = (value) => textOf(value).split(/\s+/).filter((piece) => /[\p{L}\p{N}]/u.test(piece)).length
const total = (fields) => fields.reduce((sum, field) => sum + (field ? wordsIn(field.value) : 0), 0)
const plural = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`
const fieldOf = (row, name) => row.querySelector(`[name^="${CSS.escape(row.id)}-"][name$="-${name}"]`)

const rows = () =>
  [...form.querySelectorAll(".inline-related[id]:not(.empty-form)")]
    .filter((row) => !fieldOf(row, "DELETE")?.checked)
    .sort((one, other) => (fieldOf(one, "ordering")?.value ?? 0) - (fieldOf(other, "ordering")?.value ?? 0))

const label = (row, words) => {
  const head = row.querySelector(":scope > h3")
  if (!head) return
  let said = head.querySelector(".block-length")
  if (!said) {
    said = document.createElement("span")
    said.className = "block-length"
    const buttons = head.querySelector(".block-buttons")
    if (buttons) buttons.before(said)
    else head.append(said)
  }
  said.textContent = words ? plural(words, "word") : ""
}

const count = () => {
  let all = total(PAGE.map((name) => form.querySelector(`[name="${name}"]`)))
  const lines = []
  for (const row of rows()) {
    const isEmptyPart = fieldOf(row, "prepared")?.value && !total(ROW.slice(1).map((name) => fieldOf(row, name)))
    const words = isEmptyPart ? 0 : total(ROW.map((name) => fieldOf(row, name)))
    all += words
    label(row, words)
    if (!words) continue
    const line = document.createElement("li")
    line.textContent = `${NAMES.map((name) => fieldOf(row, name)?.value).find(Boolean) ?? ""}: ${words}`
    lines.push(line)
  }
  const minutes = Math.ceil(all / place.dataset.wordsAMinute)
  place.hidden = !all
  place.querySelector("summary").textContent = `${plural(all, "word")}, about ${plural(minutes, "minute")} to read`
  place.querySelector("ul").replaceChildren(...lines)
}

if (form) {
  let waiting
  const soon = () => {
    clearTimeout(waiting)
    waiting = setTimeout(count, PAUSE)
  }
  for (const type of ["input", "change", "keyup", "paste", "drop", "click"]) form.addEventListener(type, soon)
  document.addEventListener("content-editor:ready", soon)
  soon()
}
