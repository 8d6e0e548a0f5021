// A short answer at the edge of the window, where it is seen wherever the page is scrolled to. It is read out once, takes no
// focus and goes by itself; what it says also stands in the page.
const SHOWN_FOR = 6000 // milliseconds

const place = document.createElement("p")
place.className = "toast"
place.setAttribute("role", "status")
place.hidden = true
document.body.append(place)
let timer

export const toast = (words) => {
  clearTimeout(timer)
  place.hidden = false
  place.textContent = words
  timer = setTimeout(() => {
    place.hidden = true
    place.textContent = ""
  }, SHOWN_FOR)
}

// After a save the page may open where somebody was writing, with its messages above the fold.
const isSeen = (element) => {
  const { top, bottom } = element.getBoundingClientRect()
  return bottom > 0 && top < innerHeight
}
const list = document.querySelector(".messagelist")
addEventListener("load", () =>
  setTimeout(() => {
    if (!list?.querySelector(".success") || isSeen(list)) return
    const others = [...list.querySelectorAll("li:not(.success)")].map((line) => line.textContent.trim())
    toast(["Saved.", ...others].join(" "))
  }, 400),
)
