// The field of the search that opens from the header is ready for typing. Without it one more tap is needed.
const drawer = document.getElementById("site-search");
drawer?.addEventListener("toggle", (event) => {
  if (event.newState === "open") drawer.querySelector("input").focus();
});
