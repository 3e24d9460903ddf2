/**
 * Which proxy a request goes through, by the variables that curl and most programs know: `HTTPS_PROXY` for https and wss,
 * `HTTP_PROXY` for http and ws, each in lower case first, and `NO_PROXY` for what is reached directly.
 *
 * Source: https://curl.se/docs/manpage.html#ENVIRONMENT
 */
export interface ProxyServer {
  /** Host and port, which may be shown to everybody. */
  shown: string;
  /** Without user and password. */
  url: string;
  /** What it asks for, as `Proxy-Authorization`; null where it asks for nothing. */
  authorization: string | null;
}

export interface Proxies {
  https: ProxyServer | null;
  http: ProxyServer | null;
  /** Names of hosts, perhaps with a port, that are reached without one. */
  except: readonly string[];
}

const ENCODE = "in user and password write @ as %40, / as %2F, : as %3A, # as %23, ? as %3F, % as %25";

/** A proxy's address as people write it, `proxy.example:3128` as well. Its problem never repeats what was written. */
export function proxyFrom(written: string): ProxyServer | { problem: string } {
  const text = written.trim();
  const url = URL.parse(text.includes("://") ? text : `http://${text}`);
  if (url === null || url.hostname === "")
    return { problem: `no address of a proxy: write http://host:port or http://user:password@host:port (${ENCODE}).` };
  if (url.protocol !== "http:" && url.protocol !== "https:")
    return { problem: "the address of the proxy begins with http:// or https://; other kinds, as SOCKS, do not work." };
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "")
    return { problem: `the address of the proxy ends with its port: nothing follows it (${ENCODE}).` };
  const user = decoded(url.username);
  const password = decoded(url.password);
  if (user === null || password === null)
    return { problem: `user or password of the proxy are not encoded: ${ENCODE}.` };
  return {
    shown: `${url.hostname}:${url.port || defaultPort(url.protocol)}`,
    url: url.origin,
    authorization:
      user === "" && password === "" ? null : `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
  };
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** `NO_PROXY`: names with commas or spaces between them; `*` is everything. */
export function exceptionsFrom(written: string): string[] {
  return written.split(/[,\s]+/).filter((entry) => entry !== "");
}

/** The proxy between us and this address; null where there is none. */
export function proxyFor({ https, http, except }: Proxies, address: string | URL): ProxyServer | null {
  const url = new URL(address);
  const proxy = isSecure(url.protocol) ? https : http;
  return proxy !== null && except.some((entry) => covers(entry, url)) ? null : proxy;
}

/** A name covers itself and all below it, with or without a dot or `*.` before it; with a port behind it, that port alone. */
function covers(entry: string, { hostname, port, protocol }: URL): boolean {
  if (entry === "*") return true;
  const [, name = entry, only] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
  if (only !== undefined && only !== (port || defaultPort(protocol))) return false;
  const wanted = name.replace(/^\*?\./, "").toLowerCase();
  return hostname === wanted || hostname === `[${wanted}]` || hostname.endsWith(`.${wanted}`);
}

function isSecure(protocol: string): boolean {
  return protocol === "https:" || protocol === "wss:";
}

function defaultPort(protocol: string): string {
  return isSecure(protocol) ? "443" : "80";
}
