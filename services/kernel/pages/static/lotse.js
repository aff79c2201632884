// What every page does with JavaScript; nothing here is needed to work with it.
document.addEventListener("DOMContentLoaded", () => {
  // A refused form: the summary of errors is read out first.
  document.getElementById("fehler")?.focus();
  // One click, one command: the server ignores the second one too, but the button should not look idle.
  for (const form of document.querySelectorAll('form[method="post"]')) {
    form.addEventListener("submit", () => {
      for (const button of form.querySelectorAll('button[type="submit"]')) {
        setTimeout(() => button.setAttribute("aria-disabled", "true"));
      }
    });
  }
});
// Back from the browser's memory: the buttons work again.
addEventListener("pageshow", (event) => {
  if (event.persisted) {
    for (const button of document.querySelectorAll('button[aria-disabled="true"]')) {
      button.removeAttribute("aria-disabled");
    }
  }
});
