import { networkCheck } from "../../../cli/doctor/network";

test.each([
  [{}, "ok", "no proxy; Node's own authorities", undefined],
  [
    { HTTPS_PROXY: "http://me:hush@proxy:1" },
    "ok",
    "proxy http://proxy:1; Node's own authorities",
    undefined,
  ],
  [
    { HTTPS_PROXY: "ftp://proxy" },
    "missing",
    "proxy ftp://proxy; Node's own authorities",
    "unset HTTPS_PROXY",
  ],
  [
    { SSL_CERT_FILE: "/nowhere.pem" },
    "missing",
    "no proxy; authorities of SSL_CERT_FILE=/nowhere.pem",
    "SSL_CERT_FILE=/nowhere.pem must be there",
  ],
])("the network by %j is %s", (env, verdict, found, wayOut) => {
  const seen = networkCheck(env);
  expect(seen).toMatchObject({ name: "network", verdict, found });
  if (wayOut === undefined) expect(seen).not.toHaveProperty("wayOut");
  else expect(seen.wayOut).toContain(wayOut);
});
