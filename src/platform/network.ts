/**
 * The one way out: all that the app asks of Slack goes through here, the Web API, uploads, answers to a `response_url` and
 * Socket Mode's WebSocket.
 *
 * Its `fetch` is of the package `undici`, which @slack/socket-mode loads in any case: Node's own is a second copy of the
 * same, and costs a start some of its time and memory. Neither heeds a proxy by itself, and with NODE_USE_ENV_PROXY
 * (nodejs.org/api/cli.html) Node's still opens no WebSocket of the SDK through one: @slack/socket-mode brings a dispatcher
 * of its own unless it is given one (`dispatcher`, docs.slack.dev/tools/node-slack-sdk/socket-mode). It must be of the same
 * copy of that package: one of another major version fails at the handshake (github.com/openclaw/openclaw/issues/155840).
 * So all go through one dispatcher of that package, which asks the proxy for a tunnel (CONNECT), to http as well, as a
 * WebSocket needs it (RFC 6455, 4.1). Certificates are checked by Node's list with NODE_EXTRA_CA_CERTS, those of the proxy
 * and those behind it.
 */
import type { FetchFunction } from "@slack/web-api";
import { Agent, type Dispatcher, fetch as fetchBy, Pool, ProxyAgent } from "undici";
import { type Proxies, proxyFor } from "./proxies.ts";

type Init = NonNullable<Parameters<FetchFunction>[1]>;

/** The SDK's type, also for bytes. */
export type Fetch = (
  url: string | URL,
  init?: Omit<Init, "body"> & { body?: string | Uint8Array<ArrayBuffer> | NonNullable<Init["body"]> },
) => ReturnType<FetchFunction>;

export interface Network {
  fetch: Fetch;
  /** For Socket Mode's WebSocket; absent without a proxy. */
  dispatcher?: Dispatcher;
}

/** Without a proxy. */
export const direct: Network = { fetch: fetchThrough(new Agent()) };

/** Opens a network through these proxies; without any, `direct`. */
export function openNetwork(proxies: Proxies | undefined): Network {
  if (proxies === undefined) return direct;
  const dispatcher = new Agent({
    factory: (origin, options) => {
      const proxy = proxyFor(proxies, origin);
      if (proxy === null) return new Pool(origin, options);
      return new ProxyAgent({ uri: proxy.url, ...(proxy.authorization !== null && { token: proxy.authorization }) });
    },
  });
  return { dispatcher, fetch: fetchThrough(dispatcher) };
}

function fetchThrough(dispatcher: Dispatcher): Fetch {
  return async (url, { body, ...init } = {}) => {
    if (isForm(body)) throw new TypeError("No form of several parts is sent");
    return fetchBy(url, { ...init, ...(body !== undefined && { body }), dispatcher });
  };
}

/** Node's and the package's FormData are different classes. */
const isForm = (body: unknown): body is FormData => Object.prototype.toString.call(body) === "[object FormData]";
