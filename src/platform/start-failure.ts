import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRequestError } from "@slack/web-api";
import type { Config } from "./config.ts";
import { isPostgresUrl, storageFault } from "./database.ts";
import { DrumbeatError } from "./errors.ts";
import { shownLocation } from "./secrets.ts";

const STORAGE: Record<NonNullable<ReturnType<typeof storageFault>>, string> = {
  locked: "is in use by another program that holds it locked. Stop that one, or wait for it.",
  "read-only": "cannot be written. Give this user the right to write to the file and its folder.",
  full: "has no room left on its disk.",
  unreachable: "cannot be opened. Does its folder exist, is the server running?",
  lost: "was deleted or replaced while it was used. Put it back, or restore a back-up.",
  taken:
    "has no connection left: other programs hold them all. Raise max_connections there (an instance takes ten), or stop one of them.",
  damaged: "is not a Drumbeat database, or is damaged. Name another file, or restore a back-up.",
};

/** One sentence for the operator: what is wrong, and how to mend it. Passwords in a URL are never shown. */
export function startFailure(error: unknown, config: Pick<Config, "database">): string {
  if (error instanceof DrumbeatError) return error.sentence("en");
  const fault = storageFault(error);
  if (fault)
    return `the database ${isPostgresUrl(config.database) ? "at DATABASE_URL" : shownLocation(config.database)} ${STORAGE[fault]}`;
  if (error instanceof WebAPIPlatformError)
    return `Slack answered ${error.data.error}. Check that the tokens belong to this app and are still valid.`;
  if (error instanceof WebAPIRequestError || error instanceof WebAPIHTTPError)
    return `Slack cannot be reached (${error.message}). Check the network, and whether slack.com is up.`;
  return error instanceof Error ? error.message : String(error);
}
