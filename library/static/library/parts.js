// The part of a picture that is shown, and its point of interest, by mouse or finger: what is drawn here goes into the
// number fields beside the picture, which do the same by keyboard.

const percent = (image, event) => {
  const box = image.getBoundingClientRect()
  const inside = (value, size) => Math.round(Math.min(Math.max(value / size, 0), 1) * 100)
  return [inside(event.clientX - box.left, box.width), inside(event.clientY - box.top, box.height)]
}

const stage = (image, className) => {
  const around = document.createElement("span")
  around.className = "stage"
  image.replaceWith(around)
  image.draggable = false
  const mark = document.createElement("span")
  mark.className = className
  around.append(image, mark)
  return mark
}

const fields = (names) => names.map((name) => document.querySelector(`[name="${name}"]`))
const write = (inputs, values) => {
  inputs.forEach((input, at) => (input.value = values[at]))
  inputs[0].dispatchEvent(new Event("input", { bubbles: true }))
}

const whole = document.querySelector(".picture-shown--whole")
const edges = fields(["left", "top", "right", "bottom"])
if (whole && edges.every(Boolean)) {
  const frame = stage(whole, "part-frame")
  const draw = () => {
    const [left, top, right, bottom] = edges.map((input, at) => (input.value === "" ? (at > 1 ? 100 : 0) : Number(input.value)))
    Object.assign(frame.style, { left: `${left}%`, top: `${top}%`, right: `${100 - right}%`, bottom: `${100 - bottom}%` })
  }
  for (const input of edges) input.addEventListener("input", draw)
  whole.parentElement.addEventListener("pointerdown", (event) => {
    event.preventDefault()
    const from = percent(whole, event)
    const move = (moved) => {
      const to = percent(whole, moved)
      const [left, right] = [from[0], to[0]].sort((one, other) => one - other)
      const [top, bottom] = [from[1], to[1]].sort((one, other) => one - other)
      if (right - left > 1 && bottom - top > 1) write(edges, [left, top, right, bottom])
    }
    addEventListener("pointermove", move)
    addEventListener("pointerup", () => removeEventListener("pointermove", move), { once: true })
  })
  draw()
}

const part = document.querySelector(".picture-shown--part")
const focus = fields(["focus_x", "focus_y"])
if (part && focus.every(Boolean)) {
  const dot = stage(part, "focus-dot")
  const draw = () => Object.assign(dot.style, { left: `${focus[0].value}%`, top: `${focus[1].value}%` })
  for (const input of focus) input.addEventListener("input", draw)
  part.addEventListener("click", (event) => write(focus, percent(part, event)))
  draw()
}
