// The certified provider "oidc-provider" with one client, on the loopback.
// Called as: node provider.mjs NODE_MODULES CLIENT_ID CLIENT_SECRET RETURN_ADDRESS; says its address on standard output.
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";

const [modules, client_id, client_secret, return_address] = process.argv.slice(2);
const { default: Provider } = await import(pathToFileURL(`${modules}/oidc-provider/lib/index.js`));

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id, client_secret, redirect_uris: [return_address] }],
    pkce: { required: () => true },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  });
  server.on("request", provider.callback());
  console.log(issuer);
});
