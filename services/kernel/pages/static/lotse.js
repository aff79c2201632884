// What every page does with JavaScript; nothing here is needed to work with it.
const PATIENCE_MS = 8000; // a form that is answered with a file stays where it is
document.addEventListener("DOMContentLoaded", () => {
  // A refused form: the summary of errors is read out first.
  document.getElementById("fehler")?.focus();
  // One click, one command: the server ignores the second one too, but the button should not look idle.
  for (const form of document.querySelectorAll('form[method="post"]')) {
    form.addEventListener("submit", () => {
      for (const button of form.querySelectorAll('button[type="submit"]')) {
        setTimeout(() => button.setAttribute("aria-disabled", "true"));
        setTimeout(() => button.removeAttribute("aria-disabled"), PATIENCE_MS);
      }
    });
  }
});
// Pages without network (sw.js): the worker knows who works at this device, and what would be lost by signing out.
document.addEventListener("DOMContentLoaded", () => {
  const { person } = document.body.dataset;
  if (person) navigator.serviceWorker?.controller?.postMessage({ person });
  document.querySelector('form[action="/abmeldung"]')?.addEventListener("submit", async (event) => {
    const form = event.target;
    const worker = navigator.serviceWorker?.controller;
    if (!worker || form.dataset.asked) return;
    event.preventDefault();
    const count = await waitingOnDevice(worker);
    const lost = `Auf diesem Gerät warten noch ${count} Kontakte, die nicht gesendet sind. Beim Abmelden werden sie gelöscht. Trotzdem abmelden?`;
    if (count > 0 && !confirm(lost)) {
      event.submitter?.removeAttribute("aria-disabled");
      return;
    }
    form.dataset.asked = "ja";
    form.requestSubmit();
  });
});
function waitingOnDevice(worker) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(resolve, 1000, 0); // a worker that says nothing keeps nobody signed in
    worker.postMessage({ count: true }, [port2]);
  });
}
// Back from the browser's memory: the buttons work again.
addEventListener("pageshow", (event) => {
  if (event.persisted) {
    for (const button of document.querySelectorAll('button[aria-disabled="true"]')) {
      button.removeAttribute("aria-disabled");
    }
  }
});
