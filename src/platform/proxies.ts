/**
 * The proxy of a request, from curl's variables: `HTTPS_PROXY` for https and wss, `HTTP_PROXY` for http and ws, in
 * lower case first, and `NO_PROXY`. Source: https://curl.se/docs/manpage.html#ENVIRONMENT
 */
export interface ProxyServer {
  /** Host and port, without secrets. */
  shown: string;
  /** Without user and password. */
  url: string;
  /** `Proxy-Authorization`, or null. */
  authorization: string | null;
}

export interface Proxies {
  https: ProxyServer | null;
  http: ProxyServer | null;
  /** Hosts, perhaps with a port, reached directly. */
  except: readonly string[];
}

const ENCODE = "in user and password write @ as %40, / as %2F, : as %3A, # as %23, ? as %3F, % as %25";

/** Parses a proxy's address, also `proxy.example:3128`. A problem never repeats the text, which may hold a password. */
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

/** Parses `NO_PROXY`: names separated by commas or spaces; `*` for all. */
export function exceptionsFrom(written: string): string[] {
  return written.split(/[,\s]+/).filter((entry) => entry !== "");
}

/** The proxy for an address, or null. */
export function proxyFor({ https, http, except }: Proxies, address: string | URL): ProxyServer | null {
  const url = new URL(address);
  const proxy = isSecure(url.protocol) ? https : http;
  return proxy !== null && except.some((entry) => covers(entry, url)) ? null : proxy;
}

/** A name covers itself and its subdomains, with or without a leading dot or `*.`; with a port, only that port. */
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
