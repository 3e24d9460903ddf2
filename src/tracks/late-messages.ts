/** What is due or late of a step or its approval: to whoever does it, then to whoever answers for it; and words between them. */
import type { Button, KnownBlock } from "@slack/types";
import { z } from "zod";
import { countedNouns } from "../delivery/counted-nouns.ts";
import { type MessageKind, readerToday, type SendContext } from "../delivery/message-kind.ts";
import { absencesOn } from "../people/absences.ts";
import { namesOf } from "../people/people.ts";
import { rows } from "../platform/rows.ts";
import { type Reader, shortDate, textsFor, withoutFullStop } from "../platform/texts/language.ts";
import { addLocalDays, type LocalDate } from "../platform/time.ts";
import { isRunning, programOf } from "../programs/programs.ts";
import { itemIn } from "../register/item-rights.ts";
import type { Item } from "../register/items.ts";
import { daysOfPerson } from "../register/requests/answer-by.ts";
import { actions, button, escapeMrkdwn, quote, section } from "../slack/blocks.ts";
import type { Message } from "../slack/message.ts";
import { lateTexts } from "./late-texts.ts";
import { stepIds } from "./step-action-ids.ts";
import { stepTakenBack } from "./step-closed-in-words.ts";
import { saidBy, titleIn, waitersFor } from "./step-messages.ts";
import { trackTexts } from "./texts.ts";
import { dueOf, isAtGate, stepOfItem, type TrackStep } from "./tracks.ts";
import { actButton, workIds } from "./work/action-ids.ts";
import { changeLines, SHORT_ANSWER } from "./work/answers-in-words.ts";
import { getWorkRequest } from "./work/request-queries.ts";

/**
 * `due`: to whoever does it, on its day. `late`: to whoever answers for it, the day after. `lead`: to those who lead, after five
 * working days. `asked`: words to whoever does it; `not-same`: those of whoever asked for the work; `stuck`: their words. `instead`:
 * words to whoever does it, who is away, to whoever stands in. `change`: what is asked to be changed of the request. `nobody`: to
 * those who can name somebody.
 */
const ABOUT = ["due", "late", "lead", "asked", "not-same", "stuck", "instead", "change", "nobody"] as const;
/** With words, at once. */
const WITH_WORDS: readonly About[] = ["asked", "not-same", "stuck", "instead", "change"];
export type About = (typeof ABOUT)[number];

const lateSubject = z.strictObject({
  programId: z.string(),
  itemId: z.string(),
  personId: z.string(),
  about: z.enum(ABOUT),
  /** Who does or approves it; null: nobody. */
  ofId: z.string().nullable(),
  /** Its last day; null: whatever it is. */
  on: z.string().nullable(),
  /** Of the event that has the words. */
  revision: z.int().optional(),
});
type LateSubject = z.infer<typeof lateSubject>;

export const lateStepKind: MessageKind<LateSubject> = {
  kind: "track-step-late",
  subject: lateSubject,
  about: ({ itemId, programId, ofId }) => ({ item: itemId, program: programId, person: ofId }),
  priority: 35,
  contact: ({ about }) => (about === "late" || about === "lead" ? "notice" : "prompt"),
  lane: ({ about }) => (WITH_WORDS.includes(about) ? "now" : "morning"),
  many: {
    words: countedNouns({
      en: ["step due or late, yours or another’s", "steps due or late, yours or others’"],
      fr: [
        "étape à échéance ou en retard, à vous ou à d’autres",
        "étapes à échéance ou en retard, à vous ou à d’autres",
      ],
    }),
    isLeft: async (send, subject) => (await lateNow(send, subject)).became === null,
  },
  async stillWanted(send, subject) {
    if (!(await isRunning(send.db, send.workspaceId, subject.programId))) return false;
    return (await lateNow(send, subject)).became === null;
  },
  message: lateMessage,
  line: async (send, subject) => (await lateMessage(send, subject)).blocks,
  why: async ({ reader }, { about }) => [textsFor(lateTexts, reader).why[about]],
  since: {},
};

async function lateMessage(send: SendContext, subject: LateSubject): Promise<Message> {
  const { programId, itemId } = subject;
  const reader = readerToday(send);
  const { became, found, item, hasMoved = false } = await lateNow(send, subject);
  const step = found?.step;
  const program = escapeMrkdwn((await programOf(send.db, send.workspaceId, programId)).title);
  const known = step ?? (await stepTakenBack(send, item))?.step;
  const title = escapeMrkdwn(withoutFullStop(known ? titleIn(reader, known) : (item?.title ?? "")));
  if (became !== null || !found || !step) {
    const text = `${program} · ${title}\n${became ?? ""}`;
    if (!hasMoved || !step) return { text, blocks: [section(text)] };
    // Whoever does it has it still.
    const isTheirs = subject.about === "due";
    const acts = isTheirs ? [actions(`step-late:${itemId}`, ...buttonsOf(reader, "due", step, itemId))] : [];
    return { text, blocks: [section(text), ...(await whyMoved(send, reader, itemId)), ...acts] };
  }

  if (subject.about === "change") return changeMessage(send, subject, { program, title, step });
  const said = await wordsOf(send, subject);
  const about = await sentence(send, subject, { step, title, byId: said.byId });
  const waiting = said.words === "" ? await waitersFor(send, reader, found, subject.personId) : "";
  const text = [about, waiting].filter(Boolean).join(" ");
  return {
    text: [text, escapeMrkdwn(said.words)].filter(Boolean).join(" "),
    blocks: [
      section(`${program} · ${text}`),
      ...(said.words === "" ? [] : [quote({ text: said.words })]),
      actions(`step-late:${itemId}`, ...buttonsOf(reader, subject.about, step, itemId)),
    ],
  };
}

/** What its requester asks to be changed, a line a field, to be confirmed or not where it is read. */
async function changeMessage(
  send: SendContext,
  { itemId, personId, ofId }: LateSubject,
  { program, title, step }: { program: string; title: string; step: TrackStep },
): Promise<Message> {
  const reader = readerToday(send);
  const workRequest = await getWorkRequest(send.db, send.workspaceId, step.track.workRequest?.id ?? "");
  const names = await namesOf(send.db, send.workspaceId, [workRequest.requester_id, ofId]);
  const nameOf = (id: string | null) => escapeMrkdwn(names.get(id ?? "") ?? "");
  const texts = textsFor(lateTexts, reader);
  const shown = { name: nameOf(workRequest.requester_id), title };
  const asked = personId === ofId ? texts.change(shown) : texts.changeOfOther({ ...shown, owner: nameOf(ofId) });
  const head = `${program} · ${asked}`;
  const text = [head, ...changeLines(reader, workRequest, SHORT_ANSWER)].join("\n");
  const { id } = workRequest;
  return {
    text,
    blocks: [
      section(text),
      actions(
        `step-late:${itemId}`,
        actButton(reader, "confirm", id, { primary: true }),
        actButton(reader, "leave", id),
        button(workIds.open, textsFor(trackTexts, reader).running.open, { value: id }),
      ),
    ],
  };
}

interface LateNow {
  item: Item | undefined;
  /** The step among the others of its track; null: it is of none any more. */
  found: Awaited<ReturnType<typeof stepOfItem>>;
  /** What has become of it; null: it is as the message says. */
  became: string | null;
  /** It has another date. */
  hasMoved?: boolean;
}

async function lateNow(send: SendContext, { programId, itemId, ofId, on, about }: LateSubject): Promise<LateNow> {
  const { db, workspaceId, reader } = send;
  const texts = textsFor(trackTexts, reader).step;
  const item = await itemIn(db, { workspace_id: workspaceId, program_id: programId }, itemId);
  const found = await stepOfItem(db, workspaceId, itemId);
  const step = found?.step;
  if (!item || !step || step.track.state === "stopped") return { item, found, became: texts.gate.over };
  if (step.state !== "open" && !isAtGate(step))
    return { item, found, became: step.state === "dropped" ? texts.dropped : texts.done };

  const due = dueOf(step);
  if (due.personId !== ofId) {
    const name = (await namesOf(db, workspaceId, [due.personId])).get(due.personId ?? "");
    return { item, found, became: name === undefined ? texts.gate.over : texts.nowWith(escapeMrkdwn(name)) };
  }
  if (about === "change" && !(await isChangeAsked(send, step)))
    return { item, found, became: textsFor(lateTexts, reader).changeOver };
  if (on === null || due.on === on) return { item, found, became: null };
  const moved = textsFor(lateTexts, reader).moved(due.on === null ? "" : shortDate(reader, due.on));
  return { item, found, became: moved, hasMoved: true };
}

/** Of its last move who made it, and why. */
async function whyMoved({ db, workspaceId }: SendContext, reader: Reader, itemId: string): Promise<KnownBlock[]> {
  const moves = await rows(db, "item_event", workspaceId).list({ item_id: itemId, event: "moved-date" }, ["revision"]);
  const { note = null, actor_id: byId = null } = moves.at(-1) ?? {};
  if (note === null) return [];
  return [saidBy(reader, (await namesOf(db, workspaceId, [byId])).get(byId ?? ""), note)];
}

async function isChangeAsked(
  { db, workspaceId }: SendContext,
  { track: { workRequest } }: TrackStep,
): Promise<boolean> {
  if (workRequest === null) return false;
  return Object.keys((await getWorkRequest(db, workspaceId, workRequest.id)).proposed).length > 0;
}

/** Who wrote to the reader, and what; nobody, where the message has no words. */
async function wordsOf({ db, workspaceId }: SendContext, { itemId, revision }: LateSubject) {
  if (revision === undefined) return { byId: null, words: "" };
  const event = await rows(db, "item_event", workspaceId).find({ item_id: itemId, revision });
  return { byId: event?.actor_id ?? null, words: event?.note ?? "" };
}

async function sentence(
  send: SendContext,
  { about, ofId, on }: LateSubject,
  { step, title, byId }: { step: TrackStep; title: string; byId: string | null },
): Promise<string> {
  const reader = readerToday(send);
  const texts = textsFor(lateTexts, reader);
  const day = on ?? dueOf(step).on;
  const shown = { title, day: day === null ? "" : shortDate(reader, day), isGate: step.state !== "open" };
  if (about === "due") {
    if (day === reader.today) return texts.dueToday(shown);
    return (day ?? "") < reader.today ? texts.wasDue(shown) : texts.dueOn(shown);
  }

  const names = await namesOf(send.db, send.workspaceId, [ofId, byId]);
  const nameOf = (id: string | null) => escapeMrkdwn(names.get(id ?? "") ?? "");
  if (about === "asked" || about === "not-same" || about === "stuck")
    return texts[about]({ ...shown, name: nameOf(byId) });

  const name = nameOf(ofId);
  const until = await awayUntil(send, ofId);
  const away = until === null ? "" : ` ${texts.away({ name, day: shortDate(reader, until) })}`;
  if (about === "instead") return `${texts.instead({ title, name: nameOf(byId) })}${away}`;
  if (about === "nobody") return `${texts.nobody(shown)}${away}`;
  const days = await workingDaysLate(send, { personId: ofId, on: day });
  return `${texts.late({ ...shown, name, days })}${away}`;
}

/** The last day on which they are away now; null: they are there. */
async function awayUntil(send: SendContext, personId: string | null): Promise<LocalDate | null> {
  if (personId === null) return null;
  const { today } = readerToday(send);
  return (await absencesOn(send.db, send.workspaceId, [personId], today)).get(personId) ?? null;
}

async function workingDaysLate(
  send: SendContext,
  { personId, on }: { personId: string | null; on: LocalDate | null },
): Promise<number> {
  if (personId === null || on === null) return 0;
  const { today } = readerToday(send);
  const { isWorkingDay } = await daysOfPerson(send.db, send.workspaceId, personId, send.now);
  let count = 0;
  for (let day = addLocalDays(on, 1); day <= today; day = addLocalDays(day, 1)) if (isWorkingDay(day)) count += 1;
  return Math.max(1, count);
}

function buttonsOf(reader: Reader, about: About, step: TrackStep, value: string): Button[] {
  const texts = textsFor(lateTexts, reader).act;
  const { act, gate } = textsFor(trackTexts, reader).step;
  if (about === "nobody") return [button(stepIds.give, texts.name, { value, primary: true })];

  const move = button(stepIds.move, texts.move, { value });
  if (about === "late" || about === "lead" || about === "stuck" || about === "instead")
    return [move, button(stepIds.give, texts.give, { value }), button(stepIds.ask, texts.ask, { value })];
  if (step.state !== "open")
    return [
      button(stepIds.approve, gate.approve, { value, primary: true }),
      button(stepIds.refuse, gate.refuse, { value }),
      button(stepIds.stuck, texts.stuck, { value }),
    ];
  return [
    button(stepIds.done, act.done, { value, primary: true }),
    move,
    button(stepIds.stuck, texts.stuck, { value }),
  ];
}
