import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRequestError } from "@slack/web-api";
import type { Config } from "./config.ts";
import { isPostgresUrl } from "./database.ts";
import { DrumbeatError } from "./errors.ts";
import { shownLocation } from "./secrets.ts";
import { storageFault } from "./storage-fault.ts";

const STORAGE: Record<NonNullable<ReturnType<typeof storageFault>>, string> = {
  locked: "is in use by another program that holds it locked. Stop that one, or wait for it.",
  "read-only": "cannot be written. Give this user the right to write to the file and its folder.",
  full: "has no room left on its disk.",
  unreachable: "cannot be opened. Does its folder exist, and may this user write to it?",
  lost: "was deleted or replaced while it was used. Put it back, or restore a backup.",
  taken:
    "has no connection left: other programs hold them all. Raise max_connections there (an instance takes ten), or stop one of them.",
  damaged: "is not a Drumbeat database, or is damaged. Name another file, or restore a backup.",
};

/** One sentence for the operator: what is wrong, and how to mend it. Passwords in a URL are never shown. */
export function startFailure(error: unknown, config: Pick<Config, "database" | "metrics">): string {
  if (error instanceof DrumbeatError) return error.sentence("en");
  const told = ofPort(error, config.metrics?.port) ?? ofServer(error, config.database) ?? ofFolder(error);
  if (told !== null) return told;
  const fault = storageFault(error);
  if (fault === "unreachable" && isPostgresUrl(config.database))
    return "the database at DATABASE_URL cannot be reached. Is the server running, and does it listen on this host and port?";
  if (fault)
    return `the database ${isPostgresUrl(config.database) ? "at DATABASE_URL" : shownLocation(config.database)} ${STORAGE[fault]}`;
  if (error instanceof WebAPIPlatformError)
    return `Slack answered ${error.data.error}. Check that the tokens belong to this app and are still valid.`;
  if (error instanceof WebAPIRequestError || error instanceof WebAPIHTTPError)
    return `Slack cannot be reached (${error.message}). Check the network, and whether slack.com is up.`;
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** The port of the health check, of Slack's requests, or of measures alone. */
function ofPort(error: unknown, metricsPort: number | undefined): string | null {
  if (!(error instanceof Error && "syscall" in error && error.syscall === "listen" && "port" in error)) return null;
  const before = error.port === metricsPort ? "METRICS_" : "";
  switch (codeOf(error)) {
    case "EADDRINUSE":
      return `port ${error.port} is in use by another program. Stop that one, or set ${before}PORT to another one.`;
    case "EACCES":
      return `this user may not open port ${error.port}. Set ${before}PORT to 1024 or above.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `${before}HOST is no address of this machine. Set it to one, or leave it out.`;
    default:
      return null;
  }
}

/** Source of the codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
function ofServer(error: unknown, location: string): string | null {
  if (!isPostgresUrl(location)) return null;
  switch (codeOf(error)) {
    case "28P01":
    case "28000":
      return "the PostgreSQL server refuses this user and password. Check both in DATABASE_URL, and that the server lets the user in from here (pg_hba.conf).";
    case "3D000":
      return `the PostgreSQL server has no database ${databaseName(location)}. Create it (createdb), or name another one in DATABASE_URL.`;
    case "42501":
      return `the PostgreSQL user may not make tables in the database ${databaseName(location)}. Let it own the database (ALTER DATABASE … OWNER TO …), or grant it CREATE on its schema.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "the host in DATABASE_URL is unknown. Check its name, and this machine's name server.";
    default:
      return null;
  }
}

function databaseName(location: string): string {
  return decodeURIComponent(new URL(location).pathname.slice(1)) || "of that name";
}

function ofFolder(error: unknown): string | null {
  if (!["EACCES", "EPERM", "EROFS"].includes(codeOf(error))) return null;
  const path = error instanceof Error && "path" in error ? ` ${error.path}` : "";
  return `this user may not write${path}. Give it the right to, or name another file in DATABASE_URL.`;
}
