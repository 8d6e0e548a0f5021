// A previewed page in its frame: links to other pages open beside it, because public pages refuse to stand in a frame;
// links within the page scroll, which a frame without an address of its own cannot do by itself.
function prepare(inside) {
  for (const link of inside.querySelectorAll('a[href]:not([href^="#"]), form')) {
    link.target = "_blank";
  }
  inside.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    const place = link && inside.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
    if (place) {
      event.preventDefault();
      place.scrollIntoView();
      place.focus({ preventScroll: true });
    }
  });
}

for (const frame of document.querySelectorAll("iframe.preview")) {
  const inside = () => frame.contentDocument;
  frame.addEventListener("load", () => prepare(inside()));
  if (inside()?.readyState === "complete" && inside().querySelector("main")) {
    prepare(inside());
  }
}
