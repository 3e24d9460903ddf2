/** Opens the form of a check-in. At nine o'clock everybody presses at once, and Slack opens about a hundred modals a minute. */
import type { ModalView } from "@slack/types";
import type { Person } from "../../people/use-cases.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { lineMessage } from "../../slack/listening.ts";
import type { Message } from "../../slack/message.ts";
import { isTooBusyToOpen } from "../../slack/opening.ts";
import { checkInTexts } from "../texts.ts";
import { keptWords } from "../typed/repository.ts";
import type { Prefill } from "./form.ts";
import type { OpenForm } from "./use-cases.ts";
import { formView } from "./view.ts";

interface Opener {
  actor: Person;
  open(view: ModalView): Promise<unknown>;
}

/** Returns what to say instead where Slack opens no more just now, or null. `ts`: of the message whose words go into it. */
export async function showForm(
  services: { db: Db; clock: Pick<Clock, "now"> } & Looking,
  opener: Opener,
  form: OpenForm,
  prefill: Prefill,
  ts?: string,
): Promise<Message | null> {
  const said = ts === undefined ? {} : { said: await wordsTyped(services, opener.actor, ts) };
  return openOrSay(opener, await formView(services, opener.actor, form, { prefill, ...said }));
}

export async function openOrSay({ actor, open }: Opener, view: ModalView): Promise<Message | null> {
  try {
    await open(view);
    return null;
  } catch (error) {
    if (!isTooBusyToOpen(error)) throw error;
    return lineMessage(textsFor(checkInTexts, actor).form.busy);
  }
}

/** Null where they are not kept any more. */
async function wordsTyped({ db, clock }: { db: Db; clock: Pick<Clock, "now"> }, person: Person, ts: string) {
  const kept = await keptWords(db, { workspace_id: person.workspace_id, person_id: person.id, ts }, clock.now());
  return kept?.text ?? null;
}
