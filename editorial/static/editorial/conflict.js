// Two people changed the page: the choice is seen first, wherever the form was scrolled to when it was saved.
const box = document.querySelector(".conflict")
const look = () => {
  box.scrollIntoView()
  box.focus({ preventScroll: true })
}

// content-editor goes back to the old place 200 milliseconds after it is ready.
addEventListener("load", () => setTimeout(look, 300))
