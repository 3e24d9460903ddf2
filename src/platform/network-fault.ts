/** Faults before a request leaves: a refusing proxy, an unknown certificate. */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { z } from "zod";
import { type DrumbeatError, errorTable } from "./errors.ts";
import type { Log } from "./log.ts";

const failure = errorTable({
  PROXY_WANTS_PASSWORD: {
    en: () =>
      "the proxy refuses the user and password (407). Correct them in HTTPS_PROXY: http://user:password@host:port.",
    fr: () =>
      "le proxy refuse l’utilisateur et le mot de passe (407). Corrigez-les dans HTTPS_PROXY\u00a0: http://utilisateur:motdepasse@hôte:port.",
  },
  PROXY_REFUSES: {
    en: ({ status }) =>
      `the proxy refuses to connect to Slack (${status}). Have it let this machine reach slack.com and all names below it, by HTTPS and WebSocket, or list them in NO_PROXY where the way is open without it.`,
    fr: ({ status }) =>
      `le proxy refuse la connexion à Slack (${status}). Faites-y autoriser slack.com et tous les noms au-dessous, en HTTPS et en WebSocket, ou ajoutez-les à NO_PROXY si la voie est libre sans lui.`,
  },
  CERTIFICATE_UNKNOWN: {
    en: () =>
      "the certificate of Slack, of the proxy or of PostgreSQL is signed by an authority that this machine does not know, perhaps your network’s own. Set NODE_EXTRA_CA_CERTS to a file with the certificate of that authority (PEM), in the environment: in .env it comes too late. For PostgreSQL alone, sslrootcert=FILE in DATABASE_URL does it.",
    fr: () =>
      "le certificat de Slack, du proxy ou de PostgreSQL est signé par une autorité inconnue de cette machine, peut-être celle de votre réseau. Indiquez dans NODE_EXTRA_CA_CERTS un fichier contenant le certificat de cette autorité (PEM), et cela dans l’environnement\u00a0: dans .env, c’est trop tard. Pour PostgreSQL seul, sslrootcert=FICHIER dans DATABASE_URL suffit.",
  },
});

/** Source: nodejs.org/api/tls.html, X509 certificate error codes. */
const UNKNOWN_AUTHORITY = [
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
];

/** The network fault in an error or its causes, or null. */
export function networkFault(error: unknown): DrumbeatError | null {
  for (const { message, code } of causesOf(error)) {
    const status = /^Proxy response \((\d+)\)/.exec(message)?.[1];
    if (status === "407") return failure("PROXY_WANTS_PASSWORD");
    if (status !== undefined) return failure("PROXY_REFUSES", { status });
    if (UNKNOWN_AUTHORITY.includes(code)) return failure("CERTIFICATE_UNKNOWN");
  }
  return null;
}

const connection = z.object({ connectParams: z.object({ host: z.string() }) });
const failedConnection = connection.extend({ error: z.unknown() });

/**
 * Logs what keeps us from a host, once until it is reached again; call the result to stop. Listens to connections,
 * since errors of refused WebSockets lack the reason. Source: https://undici.nodejs.org/#/docs/api/DiagnosticsChannel
 */
export function logNetworkFaults(log: Pick<Log, "error">): () => void {
  const logged = new Map<string, string>();
  const failed = (message: unknown) => {
    const { connectParams, error } = failedConnection.parse(message);
    const fault = networkFault(error);
    if (fault === null || logged.get(connectParams.host) === fault.code) return;
    logged.set(connectParams.host, fault.code);
    log.error({ code: fault.code, host: connectParams.host }, fault.sentence("en"));
  };
  const reached = (message: unknown) => {
    logged.delete(connection.parse(message).connectParams.host);
  };
  subscribe("undici:client:connectError", failed);
  subscribe("undici:client:connected", reached);
  return () => {
    unsubscribe("undici:client:connectError", failed);
    unsubscribe("undici:client:connected", reached);
  };
}

/** The message of the innermost cause. */
export function deepestReason(error: unknown): string {
  const { message, code } = causesOf(error).at(-1) ?? { message: String(error), code: "" };
  return message || code || "Error";
}

function causesOf(error: unknown): { message: string; code: string }[] {
  if (!(error instanceof Error)) return [];
  const code = "code" in error ? String(error.code) : "";
  const cause = error.cause ?? ("original" in error ? error.original : undefined);
  return [{ message: error.message, code }, ...causesOf(cause)];
}
