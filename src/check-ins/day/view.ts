/** Several daily check-ins in one form: a heading for each, under which stand its questions. */
import type { KnownBlock, ModalView, SectionBlock } from "@slack/types";
import { z } from "zod";
import type { Line, SendContext } from "../../delivery/message-kind.ts";
import { isRestricted } from "../../people/disclosure.ts";
import { type Person, readerOf } from "../../people/people.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import { list, type Reader, textsFor } from "../../platform/texts/language.ts";
import { ownInForm } from "../../register/items-in-check-in.ts";
import { actions, button, context, escapeMrkdwn, section, shortenEscaped, words } from "../../slack/blocks.ts";
import { modal } from "../../slack/modal.ts";
import { Menu } from "../../slack/overflow-menu.ts";
import { dueWords, promptIdsIn, unchangedButton } from "../blocks.ts";
import { questionBlocks } from "../form/form.ts";
import { ROOM_FOR_PLAN, splitAtMore } from "../form/more-and-plan.ts";
import { fieldsStored, ownOpenItems, plannedSteps, timeNotes } from "../form/view.ts";
import { hasPlanToKeep, type OpenCheckIn, type OpenForm, roundView, whoReads } from "../rounds/context.ts";
import { checkInTexts } from "../texts.ts";
import { blockAt, promptsSharingForm } from "./prompts-sharing-form.ts";

/**
 * By the place of the program in the form. `planned`: the steps of its last plan as they are offered to tick;
 * `isAnswered`: its fields held an answer, which is not taken back by emptying them.
 */
export const dayStateSchema = z
  .array(z.strictObject({ promptId: z.string(), planned: z.array(z.string()), isAnswered: z.boolean() }))
  .min(1);
export type DayState = z.infer<typeof dayStateSchema>;

/** `notes`: what is said above all of them. */
export async function dayView(
  services: { db: Db; clock: Pick<Clock, "now"> },
  person: Person,
  forms: readonly OpenForm[],
  notes: readonly string[],
): Promise<ModalView> {
  const { db, clock } = services;
  const reader = readerOf(person);
  const { day: texts, form: formTexts } = textsFor(checkInTexts, reader);
  const asked = { personId: person.id, now: clock.now() };

  const readBy = await Promise.all(forms.map(({ context }) => whoReads(db, reader, context, asked)));
  const isReadAlike = new Set(readBy).size === 1;
  const isLeft = forms.some(({ current }) => !current);
  const state = forms.map((form) => ({
    promptId: form.prompt.id,
    planned: plannedSteps(form, roomForPlan(forms)),
    isAnswered: form.current !== undefined,
  }));

  const about: KnownBlock[] = [];
  for (const [place, form] of forms.entries()) {
    const { questions } = form.context;
    const { cadence, program, round } = roundView(form.context, reader);
    const fields = fieldsStored(questions, { prefill: "current", ...form });
    const { toTick, steps } = ownInForm(reader, await ownOpenItems(db, person, form));
    const notesHere = [round, ...timeNotes(form, reader, clock.now()), isReadAlike ? null : readBy[place]];
    const { planned = [] } = state[place] ?? {};
    const asked = questionBlocks(
      { reader, state: { planned }, questions, fields, mayBeLeft: true, steps },
      splitAtMore(questions).first,
    );

    about.push(
      words([{ text: `${cadence} · ${program}`, bold: true }]),
      context(notesHere.flatMap((note) => (note ? [escapeMrkdwn(note)] : [])).join(" · ")),
      ...[...(toTick ? [toTick] : []), ...asked].map((block) => placed(place, block)),
    );
  }

  const above = [...notes, ...(isReadAlike ? readBy.slice(0, 1) : []), ...(isLeft ? [texts.leaveEmpty] : [])];
  return modal({
    callback_id: dayIds.form,
    title: texts.title,
    submit: formTexts.submit,
    close: formTexts.close,
    private_metadata: JSON.stringify(
      state.map((own, place) => (isStored(forms[place]) ? own : { ...own, planned: [] })) satisfies DayState,
    ),
    blocks: [...above.map((note) => context(escapeMrkdwn(note))), ...about],
  });
}

/** How many steps are offered of each. */
export function roomForPlan(forms: readonly unknown[]): number {
  return Math.floor(ROOM_FOR_PLAN / forms.length);
}

/** What Slack keeps beside a view holds no restricted words. */
function isStored(form: OpenForm | undefined): boolean {
  return form !== undefined && !isRestricted(form.context.cadence);
}

function placed(place: number, block: KnownBlock): KnownBlock {
  return block.block_id === undefined ? block : { ...block, block_id: blockAt(place, block.block_id) };
}

export const dayIds = { open: "check_in.open_day", form: "check_in.day_form" } as const;

/** Of all that share a form now; it carries the id of the first, since an option has room for no more. */
export const dayMenu = new Menu("check_in.day_menu", z.enum(["later", "skip", "away"]));

const LONGEST_TITLE = 150;

interface DayPrompt {
  promptId: string;
  program: string;
  /** Its day, and by when it is asked. */
  state: string;
}

/** On Home: with the button that opens their form. */
export function dayLine(reader: Reader, prompts: readonly DayPrompt[]): SectionBlock {
  const { checkIn } = textsFor(checkInTexts, reader).prompt;
  const value = promptIdsIn(prompts.map(({ promptId }) => promptId));
  return section(textOf(reader, prompts), button(dayIds.open, checkIn, { value, primary: true }));
}

/** `hasPlan`: each of them has one that one click could leave as it is. */
export function openLine(reader: Reader, prompts: readonly DayPrompt[], hasPlan: boolean): KnownBlock[] {
  const texts = textsFor(checkInTexts, reader).prompt;
  const ids = prompts.map(({ promptId }) => promptId);
  const [first = ""] = ids;
  return [
    section(textOf(reader, prompts)),
    actions(
      `day:${first}`,
      button(dayIds.open, texts.checkIn, { value: promptIdsIn(ids), primary: true }),
      ...(hasPlan ? [unchangedButton(reader, ids)] : []),
      dayMenu.overflow(first, { later: texts.later, skip: texts.skip, away: texts.away }),
    ),
  ];
}

function textOf(reader: Reader, prompts: readonly DayPrompt[]): string {
  const texts = textsFor(checkInTexts, reader).day;
  const programs = list(
    reader,
    prompts.map(({ program }) => shown(program)),
  );
  const states = new Set(prompts.map(({ state }) => state));
  const lines =
    states.size === 1
      ? [...states].map(escapeMrkdwn)
      : prompts.map(({ program, state }) => texts.ofProgram(shown(program), escapeMrkdwn(state)));
  return [`*${texts.title}* · ${texts.oneForm(programs)}`, ...lines].join("\n");
}

function shown(text: string): string {
  return escapeMrkdwn(shortenEscaped(text, LONGEST_TITLE));
}

/** A line for those that are asked and share a form, at the place of the first of them; for each other one what `lineOf` makes. */
export async function linesOfDay(
  send: Pick<SendContext, "db" | "reader" | "now">,
  members: readonly OpenCheckIn[],
  { isOpen, lineOf }: { isOpen: (member: OpenCheckIn) => boolean; lineOf: (member: OpenCheckIn) => Promise<Line> },
): Promise<Line[]> {
  const together = promptsSharingForm(members.filter(isOpen));
  const lines: Line[] = [];
  for (const member of members)
    if (!together.includes(member)) lines.push(await lineOf(member));
    else if (member === together[0]) lines.push(await openLineOf(send, together));
  return lines;
}

/** What *Check in now* offers before each alone; nothing where fewer than two share a form. */
export async function dayToChoose(
  { db, clock }: { db: Db; clock: Pick<Clock, "now"> },
  person: Person,
  open: readonly OpenCheckIn[],
): Promise<KnownBlock[]> {
  const own = open.filter(({ prompt }) => prompt.person_id === person.id && prompt.state !== "skipped");
  const together = promptsSharingForm(own);
  return together.length === 0 ? [] : openLineOf({ db, reader: readerOf(person), now: clock.now() }, together);
}

async function openLineOf(
  { db, reader, now }: Pick<SendContext, "db" | "reader" | "now">,
  group: readonly OpenCheckIn[],
): Promise<KnownBlock[]> {
  const prompts = group.map(({ prompt, context }) => {
    const { program, round } = roundView(context, reader);
    return { promptId: prompt.id, program, state: `${round} · ${dueWords(reader, prompt, now)}` };
  });
  for (const { prompt, context } of group)
    if (!(await hasPlanToKeep(db, prompt, context))) return openLine(reader, prompts, false);
  return openLine(reader, prompts, true);
}
