// Pages without network: see offline.js.
