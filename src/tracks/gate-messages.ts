/** What is asked of whoever approves a step before others go on. */
import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import { findApproval, lastApproval, moveApproval } from "../approvals/approvals.ts";
import { countedNouns } from "../delivery/counted-nouns.ts";
import { type MessageKind, readerToday, type SendContext } from "../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import { getPerson } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { type Reader, shortDate, textsFor, withFullStop } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { workingDaysFrom } from "../platform/working-days.ts";
import { itemIn } from "../register/item-rights.ts";
import type { Item } from "../register/items.ts";
import { daysOfPerson } from "../register/requests/answer-by.ts";
import { actions, button, escapeMrkdwn, quote, section } from "../slack/blocks.ts";
import { stepIds } from "./step-action-ids.ts";
import { stepTakenBack } from "./step-closed-in-words.ts";
import { gateKeysOf, stepKeysOf, titleIn, waitingFor } from "./step-messages.ts";
import { trackTexts } from "./texts.ts";
import { stepOfItem } from "./tracks.ts";
import { APPROVAL_TERM } from "./who-does.ts";
import { briefBlocks } from "./work/brief.ts";

const gateSubject = z.strictObject({
  programId: z.string(),
  itemId: z.string(),
  approvalId: z.string(),
  personId: z.string(),
});
type GateSubject = z.infer<typeof gateSubject>;

export async function sendApproval(
  services: Services,
  tx: Tx,
  { item, approvalId, askedOf }: { item: Item; approvalId: string; askedOf: string },
): Promise<void> {
  await enqueue(tx, services, stepGateKind, {
    workspaceId: item.workspace_id,
    key: `${gateKeysOf(item.id)}${approvalId}`,
    subject: { programId: item.program_id, itemId: item.id, approvalId, personId: askedOf },
    to: { personId: askedOf },
    notBefore: services.clock.now(),
  });
}

/** The last day of whoever is asked now: two working days of theirs after it reaches them. */
export async function approveByFrom(
  db: Db | Tx,
  { workspaceId, personId }: { workspaceId: string; personId: string },
  now: Instant,
): Promise<LocalDate> {
  const { reached, isWorkingDay, isAway } = await daysOfPerson(db, workspaceId, personId, now);
  return workingDaysFrom(reached, APPROVAL_TERM, (day) => isWorkingDay(day) && !isAway(day));
}

/** Others wait for it: it goes at once. */
export const stepGateKind: MessageKind<GateSubject> = {
  kind: "track-gate",
  subject: gateSubject,
  about: ({ itemId, programId }) => ({ item: itemId, program: programId }),
  priority: 20,
  contact: "prompt",
  lane: "now",
  many: {
    words: countedNouns({
      en: ["step to approve", "steps to approve"],
      fr: ["étape à approuver", "étapes à approuver"],
    }),
    isLeft: async (send, subject) => (await gateNow(send, subject)).state === "asked",
  },
  stillWanted: async (send, subject) => (await gateNow(send, subject)).state === "asked",
  async message(send, subject) {
    const { state, by, found, item, note } = await gateNow(send, subject);
    const step = found?.step;
    const reader = readerToday(send);
    const texts = textsFor(trackTexts, reader).step.gate;
    const known = step ?? (await stepTakenBack(send, item))?.step;
    const title = escapeMrkdwn(known ? titleIn(reader, known) : (item?.title ?? ""));
    if (state !== "asked" || !found || !step || !item) {
      const answer = state === "approved" || state === "refused" ? texts[state] : texts.over;
      const text = `${title}\n${answer}`;
      return { text, blocks: [section(text)] };
    }

    const day = step.approveBy === null ? "" : shortDate(reader, step.approveBy);
    const text = texts.asks(escapeMrkdwn(by), title, { isDropped: item.state === "dropped", day });
    const waiting = await waitingFor(send, reader, found, subject.personId);
    const checks = step.checks.map((check) => `✓ ${escapeMrkdwn(textsFor(check, reader))}`).join("\n");
    const blocks: KnownBlock[] = [
      section([text, ...waiting.map((sentence) => escapeMrkdwn(withFullStop(sentence)))].join(" ")),
      ...(step.track.workRequest ? await briefBlocks(send, reader, step.track.workRequest.id) : []),
      ...(checks === "" ? [] : [section(checks)]),
      ...(note === "" ? [] : [quote({ text: note })]),
      approvalActs(reader, item.id),
    ];
    return { text, blocks };
  },
  why: async ({ reader }) => [textsFor(trackTexts, reader).step.gate.why],
  since: {},
  async sent(tx, { itemId, personId, approvalId }, { workspaceId, at, isUpdate, stamps }) {
    const asked = await findApproval(tx, workspaceId, approvalId);
    if (isUpdate || asked?.state !== "asked" || (asked.answer_by ?? "") >= localDateOf(at, "UTC")) return;
    // Its days begin once Slack has taken it.
    const day = await approveByFrom(tx, { workspaceId, personId }, at);
    await moveApproval(tx, { workspaceId, kind: "step", id: itemId }, day);
    await enqueueUpdate(tx, stamps, { workspaceId, keysFrom: stepKeysOf(itemId) });
  },
};

export function approvalActs(reader: Reader, itemId: string): KnownBlock {
  const texts = textsFor(trackTexts, reader).step.gate;
  return actions(
    `step-gate:${itemId}`,
    button(stepIds.approve, texts.approve, { value: itemId, primary: true }),
    button(stepIds.refuse, texts.refuse, { value: itemId }),
  );
}

/** How it stands, who did the step, and what they wrote. */
async function gateNow({ db, workspaceId }: SendContext, { programId, itemId, approvalId }: GateSubject) {
  const item = await itemIn(db, { workspace_id: workspaceId, program_id: programId }, itemId);
  const found = (await stepOfItem(db, workspaceId, itemId)) ?? undefined;

  const last = await lastApproval(db, { workspaceId, kind: "step", id: itemId });
  // Another was asked since, or its step is gone.
  const state = last?.id === approvalId && item ? last.state : "withdrawn";

  const endings = { item_id: itemId, event: ["done", "dropped"] as const };
  const ended = (await rows(db, "item_event", workspaceId).list(endings, ["revision"])).at(-1);
  const by = ended?.actor_id ? (await getPerson(db, workspaceId, ended.actor_id)).name : "";
  return { state, by, item, found, note: ended?.note ?? "" };
}
