/**
 * Slack waits three seconds for an acknowledgement, whatever has to be read meanwhile: members of a channel, page by
 * page, and people one by one. What is not done in good time is acknowledged without its outcome, which follows.
 * Source: docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response.
 */
import { setTimeout } from "node:timers/promises";
import type { ModalView } from "@slack/types";
import { WebAPIRateLimitedError, WebAPIRequestError, type WebClient } from "@slack/web-api";
import type { Log } from "../platform/log.ts";
import { languageOf, type Reader } from "../platform/texts/language.ts";
import { withinMs } from "../platform/timeouts.ts";
import { plain, section } from "./blocks.ts";
import { slackErrorIn } from "./member-lists.ts";
import { slackTexts } from "./texts.ts";

/** What is left of the three seconds is for the way to Slack. */
const PATIENCE_MS = 2300;
const ATTEMPTS = 4;
const BETWEEN_MS = 300;

/** A trigger is as short-lived as an acknowledgement may be late, and what it opens has a way to go as well. */
export const TRIGGER_PATIENCE_MS = 1500;

/** What `work` came to in good time, or null: then it goes on. Rejects if it failed within that time. */
export async function inTime<Result>(
  work: Promise<Result>,
  patienceMs = PATIENCE_MS,
): Promise<{ result: Result } | null> {
  const done = work.then((result) => ({ result }));
  return (await withinMs(patienceMs, done)) ?? null;
}

/** On top of a form that was submitted, until what came of it takes its place. */
export function waitingView(
  reader: Pick<Reader, "locale">,
  externalId: string,
  sentenceKey: "waiting" | "opening" = "waiting",
): ModalView {
  const { modal, [sentenceKey]: sentence } = slackTexts[languageOf(reader.locale)];
  return {
    type: "modal",
    external_id: externalId,
    title: plain(modal.title),
    close: plain(modal.close),
    blocks: [section(sentence)],
  };
}

/**
 * Puts `view` into the place of the one that waits, which Slack may not have opened yet. Somebody who has closed it is
 * back in the form, with all that they typed.
 */
export async function replaceWaitingView(
  client: WebClient,
  log: Log,
  { waiting, view }: { waiting: { external_id: string } | { view_id: string }; view: ModalView },
): Promise<void> {
  for (let attempt = 1; ; attempt += 1)
    try {
      await client.views.update({ ...waiting, view });
      return;
    } catch (error) {
      const isPassing =
        slackErrorIn(error) === "not_found" ||
        error instanceof WebAPIRequestError ||
        error instanceof WebAPIRateLimitedError;
      if (!isPassing) throw error;
      if (attempt === ATTEMPTS) return log.info({ err: error }, "the view that waited is gone");
      await setTimeout(BETWEEN_MS * attempt);
    }
}
