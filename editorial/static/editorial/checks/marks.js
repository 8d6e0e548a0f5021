// Underlines what was found, in the text editors, without touching a node of theirs (CSS Custom Highlight API). In other
// fields a browser cannot mark words; there the list leads to them.
import { fieldNamed, rangeOf, surfaceOf } from "editorial/places"

const NAMES = ["advice", "warning", "blocking"]
const isKnown = "highlights" in CSS

const rangesOf = (form, findings) =>
  findings.flatMap((finding) => {
    const surface = surfaceOf(fieldNamed(form, finding.name))
    const range = surface && rangeOf(surface, finding)
    return range ? [range] : []
  })

export const drawMarks = (form, findings) => {
  if (!isKnown) return
  for (const [priority, name] of NAMES.entries()) {
    const highlight = new Highlight(...rangesOf(form, findings.filter((finding) => finding.severity === name)))
    highlight.priority = priority
    CSS.highlights.set(`finding-${name}`, highlight)
  }
}

export const drawCurrent = (form, finding) => {
  if (!isKnown) return
  const highlight = new Highlight(...(finding ? rangesOf(form, [finding]) : []))
  highlight.priority = NAMES.length
  CSS.highlights.set("finding-current", highlight)
}
