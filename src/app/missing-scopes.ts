/** The scopes of the app in Slack at the start. */
import type { WebAPICallResult } from "@slack/web-api";
import { compareScopes } from "../operations/manifest/manifest-file.ts";
import { errorTable } from "../platform/errors.ts";
import type { Log } from "../platform/log.ts";
import { startTexts } from "../platform/start-failure-texts.ts";

/** Without these nobody is known, or nobody gets a message. */
const NEEDED = ["chat:write", "users:read"];

const failure = errorTable({
  SCOPES_MISSING: {
    en: ({ scopes }) => startTexts.en.scopesMissing(String(scopes)),
    fr: ({ scopes }) => startTexts.fr.scopesMissing(String(scopes)),
  },
});

/**
 * What manifest.yml asks for and the token does not have, by Slack's answer to any call; logged. Empty where the answer
 * does not say, as behind a proxy that drops the header. Throws SCOPES_MISSING where nothing could work.
 */
export function missingScopes({ response_metadata: said }: WebAPICallResult, log: Log): string[] {
  if (!said?.scopes) return [];
  const { missing } = compareScopes(said.scopes);
  if (missing.some((scope) => NEEDED.includes(scope))) throw failure("SCOPES_MISSING", { scopes: missing.join(", ") });
  if (missing.length > 0)
    log.warn({ scopes: missing }, "the app lacks scopes of manifest.yml in Slack: what needs them does not work");
  return missing;
}
