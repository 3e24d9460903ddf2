/**
 * Slack waits three seconds for an acknowledgement. Work that takes longer, such as reading members page by page, is
 * acknowledged without its outcome, which follows. Source:
 * docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response.
 */
import { setTimeout } from "node:timers/promises";
import type { ModalView } from "@slack/types";
import { WebAPIRateLimitedError, WebAPIRequestError, type WebClient } from "@slack/web-api";
import { withinMs } from "../platform/database-timeouts.ts";
import type { Log } from "../platform/log.ts";
import { languageOf, type Reader } from "../platform/texts/language.ts";
import { section } from "./blocks.ts";
import { modal } from "./modal.ts";
import { slackErrorIn } from "./slack-error.ts";
import { slackTexts } from "./texts.ts";

/** Leaves time for the way to Slack. */
const PATIENCE_MS = 2300;
const ATTEMPTS = 4;
const BETWEEN_MS = 300;

/** Triggers expire after three seconds too, and opening a view takes time. */
export const TRIGGER_PATIENCE_MS = 1500;

/** The result of `work` in time, or null while it goes on. Rejects if it fails in time. */
export async function inTime<Result>(
  work: Promise<Result>,
  patienceMs = PATIENCE_MS,
): Promise<{ result: Result } | null> {
  const done = work.then((result) => ({ result }));
  return (await withinMs(patienceMs, done)) ?? null;
}

/** Covers a submitted form until the outcome replaces it. */
export function waitingView(
  reader: Pick<Reader, "locale">,
  externalId: string,
  sentenceKey: "waiting" | "opening" = "waiting",
): ModalView {
  const { modal: texts, [sentenceKey]: sentence } = slackTexts[languageOf(reader.locale)];
  return modal({ external_id: externalId, title: texts.title, close: texts.close, blocks: [section(sentence)] });
}

/**
 * Replaces the waiting view, which Slack may not have opened yet. If the person closed it, they are back in the form
 * with their text.
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
