import type { JsonObject } from "./json.ts";

/** A refusal of the Web API: `{ ok: false, error: code, …details }`. */
export class SlackError extends Error {
  readonly code: string;
  readonly details: JsonObject;

  constructor(code: string, details: JsonObject = {}) {
    super(code);
    this.name = "SlackError";
    this.code = code;
    this.details = details;
  }
}

/**
 * What a person sees in Slack's client when something cannot be done or did not work. `cause`: where the app acknowledged
 * nothing, why, in the words of x-slack-retry-reason.
 */
export class SlackFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "SlackFailure";
  }
}

/** Shown when an app does not answer an interaction in time, or answers nonsense. */
export const TROUBLE_CONNECTING = "We had some trouble connecting. Try again?";
/** Where the manifest does not have interactivity on. Source: docs.slack.dev/interactivity/handling-user-interaction. */
export const NOT_INTERACTIVE = "This app is not configured to handle interactive responses.";
