// Sends several files one by one and says how far it is; keeps the formatting of what is pasted. Without it all files go
// in one go, and what is pasted comes in as plain text.
const form = document.querySelector("[data-import]")
const place = document.querySelector("[data-import-progress]")
const isPicture = (file) => /\.(png|jpe?g|webp)$/i.test(file.name)
const isWebPage = (file) => /\.x?html?$/i.test(file.name)

const send = async (file, pictures) => {
  const data = new FormData()
  for (const name of ["csrfmiddlewaretoken", "language"]) data.append(name, form.elements[name].value)
  for (const each of isWebPage(file) ? [file, ...pictures] : [file]) data.append("uploads", each)
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } })
    const told = await answer.json()
    return told.files ? told.files[0] : { sentence: `“${file.name}” was not imported. ${told.sentence}`, is_refused: true }
  } catch {
    return { sentence: `“${file.name}” could not be sent. Import it again.`, is_refused: true }
  }
}

const tell = ({ sentence, url, is_refused }) => {
  const item = document.createElement("li")
  const words = document.createElement(url ? "a" : "span")
  words.textContent = sentence
  if (url) words.href = url
  if (is_refused) item.className = "is-refused"
  item.append(words)
  place.querySelector("ul").append(item)
}

form?.addEventListener("submit", async (event) => {
  const files = [...form.elements.uploads.files]
  const pages = files.filter((file) => !isPicture(file))
  if (pages.length < 2 || form.elements.pasted.value.trim()) return
  event.preventDefault()
  const bar = place.querySelector("progress")
  const status = place.querySelector("[role=status]")
  const button = form.querySelector("[type=submit]")
  place.hidden = false
  button.disabled = true
  place.querySelector("ul").replaceChildren()
  bar.max = pages.length
  let refused = 0
  for (const [index, file] of pages.entries()) {
    bar.value = index
    status.textContent = `${index + 1} of ${pages.length}: ${file.name}`
    const told = await send(file, files.filter(isPicture))
    refused += told.is_refused ? 1 : 0
    tell(told)
  }
  bar.value = pages.length
  status.textContent = `Done: ${pages.length - refused} of ${pages.length} files were taken.`
  button.disabled = false
})

form?.elements.pasted.addEventListener("paste", (event) => {
  const html = event.clipboardData.getData("text/html")
  if (html && !form.elements.pasted.value.trim()) setTimeout(() => { form.elements.pasted_html.value = html })
})
form?.elements.pasted.addEventListener("input", (event) => {
  // Once it is edited by hand, what is seen is what counts.
  if (event.inputType !== "insertFromPaste") form.elements.pasted_html.value = ""
})
