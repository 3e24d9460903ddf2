/** What people type to the app, kept for a day so that one press puts it into a check-in. */

import { enqueue } from "../../delivery/outbox.ts";
import { receivedBefore } from "../../delivery/received.ts";
import { type Person, peopleBySlackIds } from "../../people/use-cases.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { addMs } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { mentionedIn, readMessageText } from "../../slack/read-markup.ts";
import { openCheckIns } from "../choosing.ts";
import { deliveryKeys } from "../delivery-keys.ts";
import { deleteWordsTypedUntil, WORDS_MEMORY_MS } from "./kept-words.ts";
import { guideKind } from "./messages.ts";
import { takesWords } from "./rules.ts";

export interface Typed {
  eventId: string;
  ts: string;
  /** As Slack sends it. */
  text: string;
}

/** Answers what somebody typed; it is kept where a check-in that is asked of them has a field for it. */
export async function answerTyped(
  services: Services,
  person: Person,
  { eventId, ts, text, isCommand }: Typed & { isCommand: boolean },
): Promise<void> {
  const { db, clock } = services;
  await inTransaction(db, async (tx) => {
    if (await receivedBefore(tx, services, person.workspace_id, `event:${eventId}`)) return;
    const read = isCommand ? "" : await readBy(tx, person.workspace_id, text);
    const open = read === "" ? [] : await openCheckIns({ clock }, tx, person);
    const isKept = open.some(({ context }) => takesWords(context.questions));
    if (isKept)
      await rows(tx, "typed_words", person.workspace_id).insert({
        person_id: person.id,
        ts,
        text: read,
        at: clock.now(),
      });
    await enqueue(tx, services, guideKind, {
      workspaceId: person.workspace_id,
      key: deliveryKeys.guide(ts, person.id),
      subject: { personId: person.id, ...(isKept && { ts }) },
      to: { personId: person.id },
      notBefore: clock.now(),
    });
  });
}

export async function forgetTypedWords(
  { db, clock }: { db: Db; clock: Pick<Clock, "now"> },
  workspaceId: string,
): Promise<void> {
  await deleteWordsTypedUntil(db, workspaceId, addMs(clock.now(), -WORDS_MEMORY_MS));
}

async function readBy(tx: Tx, workspaceId: string, text: string): Promise<string> {
  const mentioned = await peopleBySlackIds(tx, workspaceId, mentionedIn(text));
  return readMessageText(text, (id) => mentioned.find((person) => person.slack_user_id === id)?.name);
}
