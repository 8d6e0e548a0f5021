// Keeps the form on the server while somebody types, as it would be posted, and never saves it. Where that does not work
// it says so, goes on trying, and lets the browser ask before the window is closed.
//
// The server keeps the newest state of one form: each state carries a number ("typed"). What is kept is thrown away when
// the form is saved.

const EVERY = 8000 // milliseconds between two looks at the form
const SETTLED = 1500 // milliseconds that the text editors need to start
const MOST_ON_LEAVING = 60000 // browsers send 64 KB after a page has gone
const KEPT = "Kept on the server, not saved"
const OFFLINE = "The server cannot be reached, so what you type stays in this window only. It is tried again by itself."
const NOT_TEXT = ["csrfmiddlewaretoken", "typed"]

const place = document.querySelector("[data-typed]")
const form = place?.closest("form")

let last // the form as it was when nobody had typed yet, or as it was kept last
let isKept = true // false while the form holds words that the server does not have
let isSaving = false // the form is on its way to be saved
let request = null // the post that is under way

const field = (name) => form.elements.namedItem(name)
const body = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"))
const words = () => {
  const text = body()
  for (const name of NOT_TEXT) text.delete(name)
  return text.toString()
}

const say = (state, said, { at = "", way = ["", ""] } = {}) => {
  place.className = `typed typed--${state}`
  place.querySelector(".typed__at").textContent = at && `Kept at ${at} on the server, not saved`
  const status = place.querySelector(".typed__said")
  if (status.textContent !== said) status.textContent = said
  const link = place.querySelector(".typed__way")
  link.hidden = !way[1]
  link.textContent = way[0] && `${way[0]} (new window)`
  link.href = way[1]
}

const answerOf = async (response) =>
  response.headers.get("content-type")?.startsWith("application/json") ? response.json() : null

// Signing in again makes a new forgery token; every form of the page needs it, or its save would be refused.
const renewToken = async () => {
  const answer = await fetch(place.dataset.typed, { headers: { Accept: "application/json" } }).then(answerOf)
  if (!answer?.csrf) return answer
  for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = answer.csrf
  return answer
}

const post = (options = {}) => {
  field("typed").value = Number(field("typed").value || 0) + 1
  return fetch(place.dataset.typed, { method: "POST", body: body(), ...options })
}

const keep = async () => {
  if (isSaving || request) return
  const now = words()
  if (now === last && isKept) return
  isKept = false
  request = new AbortController()
  try {
    let response = await post({ signal: request.signal })
    let answer = await answerOf(response)
    if (response.status === 403 && !answer) {
      answer = await renewToken()
      if (answer?.csrf) {
        response = await post({ signal: request.signal })
        answer = await answerOf(response)
      }
    }
    if (response.ok && answer) {
      last = now
      isKept = true
      if (answer.at) say("kept", KEPT, answer)
    } else say("failed", answer?.sentence ?? OFFLINE, answer ?? {})
  } catch {
    if (!isSaving) say("failed", OFFLINE)
  }
  request = null
}

// What was typed since the last look, sent while the page goes.
const keepOnLeaving = () => {
  if (isSaving || last === undefined || (words() === last && isKept)) return
  if (body().toString().length < MOST_ON_LEAVING) post({ keepalive: true })
  else if (!request) keep()
}

const begin = () => {
  if (last === undefined) last = words()
}

if (form && field("typed")) {
  form.querySelector(".submit-row")?.append(place)
  if ("unsaved" in place.dataset) isKept = false
  // Before the first key, click or input nothing is typed. Without one we wait until the editors have settled.
  for (const type of ["keydown", "pointerdown", "beforeinput", "dragstart"]) document.addEventListener(type, begin, true)
  addEventListener("load", () => setTimeout(begin, SETTLED))
  setInterval(() => last !== undefined && keep(), EVERY)
  document.addEventListener("visibilitychange", () => (document.hidden ? keepOnLeaving() : last !== undefined && keep()))
  addEventListener("pagehide", keepOnLeaving)
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return
    // Back to a form that was saved: what is typed now is another one.
    isSaving = false
    field("token").value = crypto.randomUUID()
  })
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget === "_blank" || event.submitter?.hasAttribute("formaction")) return
    isSaving = true
    request?.abort()
    field("typed").value = Number(field("typed").value || 0) + 1
  })
  addEventListener("beforeunload", (event) => {
    if (isSaving || last === undefined || (words() === last && isKept)) return
    event.preventDefault()
  })
}
