// A passkey that failed or was cancelled: say so on the page. allauth would write to the console only.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const trouble = document.getElementById("passkey-trouble");
  trouble.hidden = true;
  requestAnimationFrame(() => { trouble.hidden = false; }); // shown anew, so that it is read out again
});
