// What waits on this device: contacts without network, sealed under a key of their own, each of one person.
// Used by the page (offline.js) and by the worker (sw.js). Nothing in here sends anything.
self.lotseQueue = (() => {
  const NAME = "lotse-unterwegs";
  const CURRENT = "current";

  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  let opened = null;
  const open = () => {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("waiting", { keyPath: "key" }).createIndex("person", "person");
        request.result.createObjectStore("seals");
        request.result.createObjectStore("device");
      };
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
      request.onerror = () => reject(request.error);
    });
    return opened;
  };

  const store = async (name, mode = "readonly") => (await open()).transaction(name, mode).objectStore(name);

  // The key never leaves the browser's keeping: it seals and opens, but cannot be read.
  const sealOf = async (person) => {
    const known = await done((await store("seals")).get(person));
    if (known) return known;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await done((await store("seals", "readwrite")).put(made, person));
    return made;
  };

  // A sealed entry belongs to its person and its key: moved to another one it cannot be opened.
  const bound = (person, key) => new TextEncoder().encode(`${person}\n${key}`);

  const openSealed = async ({ key, person, at, iv, sealed }) => {
    const seal = await sealOf(person);
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: bound(person, key) }, seal, sealed);
    return { key, at, ...JSON.parse(new TextDecoder().decode(plain)) };
  };

  const ofPerson = async (person) => done((await store("waiting")).index("person").getAll(person));

  return {
    current: async () => done((await store("device")).get(CURRENT)),

    // Who works at this device now; answers who did before.
    remember: async (person) => {
      const before = await done((await store("device")).get(CURRENT));
      if (before !== person) await done((await store("device", "readwrite")).put(person, CURRENT));
      return before;
    },

    // content: { form, refused? }; the same key again replaces what was kept under it.
    keep: async (person, key, at, content) => {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const text = new TextEncoder().encode(JSON.stringify(content));
      const seal = await sealOf(person);
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(person, key) }, seal, text);
      await done((await store("waiting", "readwrite")).put({ key, person, at, iv, sealed }));
    },

    // Oldest first.
    waiting: async (person) => {
      const rows = (await ofPerson(person)).sort((one, other) => one.at - other.at);
      return Promise.all(rows.map(openSealed));
    },

    count: async (person) => done((await store("waiting")).index("person").count(person)),

    countOfOthers: async (person) =>
      (await done((await store("waiting")).count())) - (await done((await store("waiting")).index("person").count(person))),

    drop: async (key) => done((await store("waiting", "readwrite")).delete(key)),

    // Without its key, nothing of a person that might be left can be opened again.
    forget: async (person) => {
      const keys = (await ofPerson(person)).map((row) => row.key);
      const database = await open();
      const all = database.transaction(["waiting", "seals", "device"], "readwrite");
      for (const key of keys) all.objectStore("waiting").delete(key);
      all.objectStore("seals").delete(person);
      all.objectStore("device").delete(CURRENT);
      await new Promise((resolve, reject) => {
        all.oncomplete = resolve;
        all.onerror = () => reject(all.error);
      });
    },
  };
})();
