// Says every twenty seconds that this form is open, and shows who else has it open. Without it nothing is lost:
// a save over somebody else's is refused by the server.
const place = document.querySelector("[data-presence]")

const say = async () => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value
  if (!token || document.hidden) return
  try {
    const answer = await fetch(place.dataset.presence, { method: "POST", headers: { "X-CSRFToken": token } })
    if (!answer.ok) return
    const { others } = await answer.json()
    const verb = others.length === 1 ? "has" : "have"
    const words = others.length ? `${others.join(", ")} ${verb} this form open too. Talk before you both save.` : ""
    if (place.textContent.trim() !== words) place.textContent = words
  } catch {
    // Offline for a moment: the next round tells.
  }
}

if (place) {
  say()
  setInterval(say, 20000)
}
