// The panel of the checks: asks the server what it finds in the text as it is typed, and leads to each finding. It never
// takes the focus and never scrolls the page by itself. Without it the panel lists what is found in the saved text.
import { drawCurrent, drawMarks } from "editorial/marks"
import { fieldNamed, goTo, repair, showRepaired } from "editorial/places"
import { toast } from "editorial/toast"

const QUIET_FOR = 1200 // milliseconds without a key before the text is checked
const CONTROLS = ["data-show", "data-repair"]

const start = (panel) => {
  const form = panel.parentElement.querySelector(":scope > form")
  const list = panel.querySelector("[data-list]")
  const counts = panel.querySelector("[data-counts]")
  const marks = panel.querySelector("[data-marks]")
  let findings = JSON.parse(document.getElementById("findings-found").textContent)
  let current = null
  let listed = ""
  let timer = 0
  let asked = null

  const keyOf = ({ check, name, words, occurrence }) => JSON.stringify([check, name, words, occurrence])
  const findingOf = (node) => findings[node.closest("[data-finding]").dataset.finding]
  const lineOf = (finding) => list.querySelector(`[data-finding="${findings.findIndex((one) => keyOf(one) === keyOf(finding))}"]`)
  const say = (words) => {
    if (counts.textContent !== words) counts.textContent = words
  }

  const draw = () => {
    drawMarks(form, marks.getAttribute("aria-pressed") === "true" ? findings : [])
    current = current && (findings.find((one) => keyOf(one) === keyOf(current)) ?? null)
    drawCurrent(form, current)
    for (const line of list.querySelectorAll("[aria-current]")) line.removeAttribute("aria-current")
    if (current) lineOf(current)?.setAttribute("aria-current", "true")
    for (const button of list.querySelectorAll("[data-repair]")) button.hidden = false
  }

  // The list is written anew; what was open stays open, and who stood in it stands at the same finding, or the next one.
  const replace = (answer) => {
    const focused = list.contains(document.activeElement) ? document.activeElement : null
    const line = focused?.closest("[data-finding]")
    const stood = line && { key: keyOf(findingOf(line)), number: Number(line.dataset.finding), control: CONTROLS.find((one) => focused.hasAttribute(one)) }
    const groups = new Map([...list.querySelectorAll("[data-group]")].map((group) => [group.dataset.group, group.open]))
    const explained = new Set([...list.querySelectorAll(".check-line__why[open]")].map((why) => keyOf(findingOf(why))))
    findings = answer.findings
    if (answer.html === listed) return
    listed = answer.html
    const scrolled = panel.scrollTop
    list.innerHTML = answer.html
    for (const group of list.querySelectorAll("[data-group]")) group.open = groups.get(group.dataset.group) ?? group.open
    for (const why of list.querySelectorAll(".check-line__why")) why.open = explained.has(keyOf(findingOf(why)))
    panel.scrollTop = scrolled
    if (!focused) return
    const same = stood && findings.find((one) => keyOf(one) === stood.key)
    const next = stood && (same ?? findings[Math.min(stood.number, findings.length - 1)])
    const target = next && lineOf(next)?.querySelector(`[${stood.control}], [data-show], summary`)
    ;(target ?? list).focus({ preventScroll: true })
  }

  const check = async () => {
    asked?.abort()
    asked = new AbortController()
    try {
      const body = new URLSearchParams(new FormData(form))
      const response = await fetch(panel.dataset.check, { method: "POST", body, signal: asked.signal, redirect: "error" })
      if (!response.ok) throw new Error(response.statusText)
      const answer = await response.json()
      if (answer.html !== undefined) replace(answer)
      say(answer.sentence || answer.counts)
      draw()
    } catch (error) {
      if (error.name !== "AbortError") say("The checks could not run just now. They try again when you type.")
    }
  }
  const checkSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(check, QUIET_FOR)
  }

  const lead = (finding) => {
    const field = fieldNamed(form, finding.name)
    if (!field) return
    current = finding
    goTo(field, finding)
    draw()
    const line = lineOf(finding)
    // Only the panel scrolls, and only where it has a scroll of its own.
    if (line && getComputedStyle(panel).position === "sticky") panel.scrollTop = line.offsetTop - panel.clientHeight / 3
  }
  const step = (by) => {
    const lines = [...list.querySelectorAll("[data-group][open] [data-finding]")] // in the order in which they are read
    const listedNow = lines.map(findingOf).filter((one) => one.name)
    if (!listedNow.length) return
    const at = current ? listedNow.findIndex((one) => keyOf(one) === keyOf(current)) : by > 0 ? -1 : 0
    lead(listedNow[(at + by + listedNow.length) % listedNow.length])
  }

  list.addEventListener("click", (event) => {
    if (event.target.closest("[data-show]")) {
      event.preventDefault()
      lead(findingOf(event.target))
    } else if (event.target.closest("[data-repair]")) {
      const finding = findingOf(event.target)
      const field = fieldNamed(form, finding.name)
      const place = repair(field, finding)
      if (place) {
        showRepaired(field, place)
        toast(finding.repair ? `Changed to “${finding.repair}”.` : `“${finding.words}” is taken out.`)
      } else say("These words are not there any more.")
      check()
    }
  })
  panel.querySelector("[data-previous]").addEventListener("click", () => step(-1))
  panel.querySelector("[data-next]").addEventListener("click", () => step(1))
  marks.addEventListener("click", () => {
    marks.setAttribute("aria-pressed", marks.getAttribute("aria-pressed") !== "true")
    draw()
  })
  const onKey = (event) => {
    if (event.key === "F8" && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      step(event.shiftKey ? -1 : 1)
    } else if (event.key === "Escape" && current && form.contains(document.activeElement)) {
      if (document.querySelector("dialog[open], .select2-container--open")) return
      lineOf(current)?.querySelector("[data-show]")?.focus()
    }
  }
  document.addEventListener("keydown", onKey, { capture: true }) // the text editor keeps keys for itself

  for (const name of ["input", "change", "formset:added", "formset:removed"]) form.addEventListener(name, checkSoon)
  window.django?.jQuery?.(form).on("change", checkSoon) // the choosers of the admin tell only jQuery
  document.addEventListener("content-editor:activate", checkSoon)
  document.addEventListener("content-editor:deactivate", checkSoon)
  document.addEventListener("prose-editor:ready", draw)
  panel.classList.add("checks--live")
  panel.querySelector("[data-tools]").hidden = false
  if (matchMedia("(max-width: 1023px)").matches) panel.querySelector("details").open = false
  if ("typed" in panel.dataset) check()
  draw()
}

const panel = document.querySelector("[data-check]")
if (panel) start(panel)
