// Links inside a previewed page lead to public pages, which refuse to stand in a frame: open them beside it.
for (const frame of document.querySelectorAll("iframe.preview")) {
  const open = () => {
    for (const link of frame.contentDocument?.querySelectorAll('a[href]:not([href^="#"]), form') ?? []) {
      link.target = "_blank";
    }
  };
  frame.addEventListener("load", open);
  open();
}
