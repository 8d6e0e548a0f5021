// Marks in the contents list the part that is being read. Without it the list is complete, only unmarked.
const links = new Map();
for (const link of document.querySelectorAll(".contents-side a[href^='#']")) {
  const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (heading) links.set(heading, link);
}

let current = null;
function mark() {
  let last = null;
  for (const heading of links.keys()) {
    if (heading.getBoundingClientRect().top > innerHeight / 3) break;
    last = heading;
  }
  if (last === current) return;
  links.get(current)?.removeAttribute("aria-current");
  current = last;
  const link = links.get(current);
  if (!link) return;
  link.setAttribute("aria-current", "true");
  // A list longer than the window moves along; the page itself must not.
  const box = link.closest(".article-side-inner");
  if (box) box.scrollTop = link.offsetTop - box.clientHeight / 2;
}

let waiting = false;
function soon() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; mark(); });
}

if (links.size) {
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon, { passive: true });
  mark();
}
