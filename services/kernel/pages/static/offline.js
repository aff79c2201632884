// The page "Unterwegs": contacts wait on the device and are sent one after the other when there is network.
(() => {
  const ADDRESS = "/unterwegs/kontakte";
  const AGAIN_MS = 5000;
  const CONTACT = "/kontakte/";
  const part = (name) => document.getElementById(`unterwegs-${name}`);
  const form = part("form");
  const refusals = new Map(); // key -> { text, contact }: what the server said of it while this page is open
  let person = null;
  let sending = false;
  let sent = []; // { what, contact, text }: gone from the device, shown until the page is left
  let corrected = null; // the key of the entry that is in the form

  const say = (words) => { part("lage").textContent = words; };
  const needsSignIn = (yes) => { part("anmelden").hidden = !yes; };

  // --- The form ------------------------------------------------------------------

  // Of the browser, not of the shell: that may be days old.
  const today = () => new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin" }).format(new Date());

  const typed = () => {
    const values = {};
    for (const [name, value] of new FormData(form)) {
      if (name !== "befehl" && value.trim()) (values[name] ??= []).push(value);
    }
    return values;
  };

  const fillIn = (values) => {
    form.reset();
    for (const field of form.elements) {
      const given = values[field.name];
      if (!field.name || field.type === "hidden") continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = given?.includes(field.value) ?? false;
      else field.value = given?.at(-1) ?? "";
    }
  };

  const begin = () => {
    form.reset();
    form.elements.date.value = today();
    corrected = null;
  };

  const words = (values) => {
    const kind = values.kind && [...form.elements.kind.options].find((each) => each.value === values.kind[0]);
    const minutes = values.other_minutes?.[0] ?? values.minutes?.[0];
    const day = values.date?.[0].split("-").reverse().join(".");
    const who = values.code_word?.[0] ?? "anonym";
    return [day, who, kind?.textContent.trim(), minutes && `${minutes} Minuten`, values.sozialraum?.[0]]
      .filter(Boolean).join(", ");
  };

  // --- What waits -------------------------------------------------------------------

  const entry = (state, look, what, reason) => {
    const made = part("eintrag").content.cloneNode(true).firstElementChild;
    const at = (name) => made.querySelector(`[data-teil="${name}"]`);
    const badge = document.createElement("span");
    badge.className = `kern-badge kern-badge--${look} kern-badge--small`;
    const label = document.createElement("span");
    label.className = "kern-label kern-label--small";
    label.textContent = state;
    badge.append(label);
    at("stand").append(badge);
    at("was").textContent = what;
    at("grund").textContent = reason ?? "";
    return { made, at };
  };

  const shownWaiting = ({ key, at: since, form: values }) => {
    const refused = refusals.get(key);
    const { made, at } = refused
      ? entry("nicht angenommen", "danger", words(values), refused.text)
      : entry("wartet", "info", words(values));
    const stored = refused?.contact;
    at("ansehen").hidden = at("weiterer").hidden = !stored;
    at("berichtigen").hidden = Boolean(stored);
    if (stored) at("ansehen").href = CONTACT + stored;
    at("berichtigen").addEventListener("click", () => {
      fillIn(values);
      corrected = key;
      form.elements.minutes[0].focus();
      say("Bitte berichtigen Sie den Kontakt im Formular und erfassen Sie ihn noch einmal.");
    });
    at("weiterer").addEventListener("click", async () => {
      await lotseQueue.keep(person, crypto.randomUUID(), since, { form: values });
      await drop(key);
      await send();
    });
    at("loeschen").addEventListener("click", () => drop(key));
    return made;
  };

  const shownSent = ({ what, contact, text }) => {
    const { made, at } = entry("gesendet", "success", what, text);
    at("ansehen").hidden = false;
    at("ansehen").href = CONTACT + contact;
    at("berichtigen").hidden = at("loeschen").hidden = true;
    return made;
  };

  const show = async () => {
    const waiting = person ? await lotseQueue.waiting(person) : [];
    part("liste").replaceChildren(...waiting.map(shownWaiting), ...sent.map(shownSent));
    part("leer").hidden = waiting.length + sent.length > 0;
    part("senden").hidden = waiting.length === 0;
  };

  const drop = async (key) => {
    await lotseQueue.drop(key);
    refusals.delete(key);
    if (corrected === key) corrected = null;
    await show();
  };

  // --- Sending ----------------------------------------------------------------------

  const SINCE = {
    recorded: "",
    corrected: "War schon gespeichert und wurde inzwischen berichtigt. Die Berichtigung gilt, beides bleibt nachlesbar.",
    cancelled: "War schon gespeichert und wurde inzwischen storniert.",
  };

  // Answers whether the next one may be sent.
  const sendOne = async ({ key, form: values }) => {
    let answer;
    try {
      answer = await fetch(ADDRESS, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", "Idempotency-Key": key },
        body: JSON.stringify({ person, form: values }),
      });
    } catch {
      say("Kein Netz. Was Sie erfassen, wartet auf diesem Gerät.");
      return false;
    }
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) {
      sent.push({ what: words(values), contact: said.contact_id, text: [SINCE[said.state], ...said.hints].filter(Boolean).join(" ") });
      await drop(key);
      return true;
    }
    if (answer.status === 401) {
      needsSignIn(true);
      say("Sie sind nicht angemeldet. Was wartet, bleibt auf diesem Gerät.");
      return false;
    }
    if (answer.status === 403 || answer.status === 429 || answer.status >= 500) {
      say(`Gerade nicht möglich: ${said.detail ?? said.title ?? "Bitte später noch einmal senden."}`);
      return false;
    }
    const rules = (said.errors ?? []).map((each) => each.rule).join(" ");
    refusals.set(key, { text: rules || said.detail || said.title, contact: said.contact_id });
    return true;
  };

  const send = async () => {
    if (!person || sending) return;
    sending = true;
    try {
      const waiting = (await lotseQueue.waiting(person)).filter((each) => !refusals.has(each.key));
      for (const each of waiting) {
        if (each.key === corrected) continue;
        say("Kontakte werden gesendet.");
        if (!(await sendOne(each))) return;
      }
      needsSignIn(false);
      if (waiting.length) say(refusals.size ? "Nicht alles wurde angenommen. Bitte sehen Sie nach." : "Alles ist gesendet.");
    } finally {
      sending = false;
      await show();
    }
  };

  // --- Beginning --------------------------------------------------------------------

  const keepTyped = async (event) => {
    event.preventDefault();
    const key = corrected ?? crypto.randomUUID();
    await lotseQueue.keep(person, key, Date.now(), { form: typed() });
    refusals.delete(key);
    begin();
    form.querySelector("[aria-disabled]")?.removeAttribute("aria-disabled"); // nothing was sent yet: see lotse.js
    say("Der Kontakt ist auf diesem Gerät gespeichert.");
    await show();
    await send();
  };

  const sendAll = async () => {
    refusals.clear();
    begin();
    await send();
  };

  // Whose they are is not said; only that person sees and sends them.
  const tellOthers = async () => {
    const count = await lotseQueue.countOfOthers(person);
    part("andere").hidden = count === 0;
    part("andere").textContent = `Auf diesem Gerät warten noch ${count} Kontakte von jemand anderem. Nur diese Person kann sie sehen und senden.`;
  };

  const start = async () => {
    if (!("serviceWorker" in navigator && "indexedDB" in self && crypto.subtle)) {
      say("Dieser Browser kann hier nur mit Netz arbeiten: Was Sie eingeben, wird sofort gesendet.");
      return;
    }
    person = document.body.dataset.person ?? (await lotseQueue.current()) ?? null;
    if (!person) {
      needsSignIn(true);
      say("Auf diesem Gerät ist niemand angemeldet. Ohne Anmeldung kann hier nichts erfasst werden.");
      form.hidden = true;
      return;
    }
    begin();
    form.addEventListener("submit", keepTyped);
    part("senden").addEventListener("click", sendAll);
    addEventListener("online", send);
    setInterval(send, AGAIN_MS);
    await show();
    await tellOthers();
    if (document.body.dataset.person) {
      await navigator.serviceWorker.register("/sw.js");
      const { active } = await navigator.serviceWorker.ready;
      active.postMessage({ person, shell: true });
    } else {
      say("Kein Netz. Was Sie erfassen, wartet auf diesem Gerät.");
    }
    await send();
  };

  document.addEventListener("DOMContentLoaded", start);
})();
