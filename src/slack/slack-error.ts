import { WebAPIPlatformError } from "@slack/web-api";

/** Slack's error code, or null for other errors. */
export function slackErrorIn(error: unknown): string | null {
  return error instanceof WebAPIPlatformError ? error.data.error : null;
}
