// A link carries its secret behind the number sign, which a browser sends to nobody: it goes into the form of this page
// and out of the address. Without this script one types the code.
function takeFragment() {
  const form = document.querySelector("form[data-fragment]");
  const secret = location.hash.slice(1);
  if (!form || !secret.includes(".")) return;
  history.replaceState(null, "", location.pathname);
  form.elements[form.dataset.fragment].value = secret;
  form.requestSubmit();
}
document.addEventListener("DOMContentLoaded", takeFragment);
addEventListener("hashchange", takeFragment);
