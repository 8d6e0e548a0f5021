// A button to print, and every answer opened for the print: paper cannot be clicked. Figures that the reader left closed
// stay closed on paper too.
const tool = document.querySelector("template[data-tool='print']");
if (tool) {
  tool.after(tool.content.cloneNode(true));
  tool.nextElementSibling.addEventListener("click", () => print());
}

let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll(":is(.answers, .sources, .also-called) details:not([open])")];
  for (const answer of closed) answer.open = true;
});
addEventListener("afterprint", () => {
  for (const answer of closed) answer.open = false;
});
