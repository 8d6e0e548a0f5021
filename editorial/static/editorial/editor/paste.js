// Text from Word and from web pages: bullets that are only drawn become lists, headings of all levels become ours, empty
// paragraphs go. The server cleans once more when the text is saved.
import { Extension, Plugin } from "django-prose-editor/editor"

// Styles and event handlers are renamed before anything parses them: our Content-Security-Policy would refuse and report
// each one.
const inert = (html) =>
  html
    .replace(/<style[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son[a-z]+\s*=/gi, " data-on="))

// What Google Docs and web pages say by style only.
const MARKS = [
  [/font-weight:\s*(bold|[6-9]00)/, "strong"],
  [/font-style:\s*italic/, "em"],
  [/vertical-align:\s*super/, "sup"],
  [/vertical-align:\s*sub/, "sub"],
]

const WORD_LEVEL = /mso-list:[^;]*level(\d)/
const DRAWN_BULLET = /^[\s\u00a0]*[•·◦▪▫‣●○■□–][\s\u00a0]+/
const NUMBER = /^[\s\u00a0]*\(?([0-9]{1,3}|[a-z]|[ivx]{1,4})[.)]/i

const levelOf = (paragraph) => {
  const level = WORD_LEVEL.exec(paragraph.dataset.style ?? "")
  if (level) return Number(level[1])
  return /MsoListParagraph/.test(paragraph.className) && markOf(paragraph) ? 1 : 0
}

const markOf = (paragraph) => paragraph.querySelector("[data-style*='mso-list:Ignore'], [data-style*='mso-list: Ignore']")

// The first text of a paragraph without its drawn bullet; false if it has none.
const withoutBullet = (paragraph) => {
  if (!DRAWN_BULLET.test(paragraph.textContent)) return false
  let rest = DRAWN_BULLET.exec(paragraph.textContent)[0].length
  const texts = paragraph.ownerDocument.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
  while (rest && texts.nextNode()) {
    const text = texts.currentNode
    const cut = Math.min(rest, text.data.length)
    text.deleteData(0, cut)
    rest -= cut
  }
  return true
}

const describe = (paragraph) => {
  const level = levelOf(paragraph)
  if (level) {
    const mark = markOf(paragraph)
    const tag = mark && NUMBER.test(mark.textContent) ? "ol" : "ul"
    mark?.remove()
    if (!mark) withoutBullet(paragraph)
    return { level, tag }
  }
  return withoutBullet(paragraph) ? { level: 1, tag: "ul" } : null
}

// One paragraph after another joins the list before it, a deeper one goes into the last item.
const makeLists = (body) => {
  let open = [] // the lists that are open, outermost first
  let last = null
  for (const paragraph of body.querySelectorAll("p")) {
    const found = paragraph.closest("li, td, th") ? null : describe(paragraph)
    if (!found) continue
    if (!last || paragraph.previousElementSibling !== last) open = []
    open.length = Math.min(open.length, found.level)
    if (open.length === found.level && open.at(-1).localName !== found.tag) open.pop()
    while (open.length < found.level) {
      const list = body.ownerDocument.createElement(found.tag)
      const parent = open.at(-1)
      if (!parent) paragraph.before(list)
      else (parent.lastElementChild ?? parent.appendChild(body.ownerDocument.createElement("li"))).append(list)
      open.push(list)
    }
    const item = body.ownerDocument.createElement("li")
    item.append(...paragraph.childNodes)
    open.at(-1).append(item)
    paragraph.remove()
    last = open[0]
  }
}

const makeHeadings = (body) => {
  for (const heading of body.querySelectorAll("h1, h2, h4, h5, h6, p.MsoTitle, p.MsoSubtitle, [role=heading]")) {
    const ours = body.ownerDocument.createElement("h3")
    ours.append(...heading.childNodes)
    heading.replaceWith(ours)
  }
}

const makeMarks = (body) => {
  // Google Docs wraps whatever is copied in a <b> that is not bold.
  for (const wrapper of body.querySelectorAll("b[data-style*='font-weight:normal']")) wrapper.replaceWith(...wrapper.childNodes)
  for (const span of body.querySelectorAll("span[data-style]"))
    for (const [style, tag] of MARKS)
      if (style.test(span.dataset.style) && !span.closest("h3")) {
        const mark = body.ownerDocument.createElement(tag)
        mark.append(...span.childNodes)
        span.append(mark)
      }
}

export const tidied = (html) => {
  const body = new DOMParser().parseFromString(inert(html), "text/html").body
  makeLists(body)
  makeHeadings(body)
  makeMarks(body)
  for (const paragraph of body.querySelectorAll("p, h3"))
    if (!paragraph.textContent.trim() && !paragraph.querySelector("[data-cite]") && !paragraph.closest("td, th"))
      paragraph.remove()
  return body.innerHTML
}

export const CleanPaste = Extension.create({
  name: "cleanPaste",

  addProseMirrorPlugins() {
    // What comes from another editor of ours is clean, and says so in data-pm-slice, which must stay where it is.
    return [new Plugin({ props: { transformPastedHTML: (html) => (html.includes("data-pm-slice") ? html : tidied(html)) } })]
  },
})
