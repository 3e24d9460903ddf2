/** What *Check in now* has for somebody. */
import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import { type Cadence, cadenceByKey } from "../cadences/cadences.ts";
import { listAskedNext, listCadencesAsking, type Participant } from "../cadences/participants.ts";
import { earlyOpensFrom, type Occurrence, occurrences, openingOf } from "../cadences/recurrence/occurrences.ts";
import type { Rule } from "../cadences/recurrence/rule.ts";
import { USUAL_MORNING } from "../delivery/lanes.ts";
import type { ActorContext } from "../people/actors.ts";
import { type Person, peopleByIds } from "../people/people.ts";
import { withMornings } from "../people/preferences.ts";
import type { Clock, Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { addLocalDays, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { namedPrograms } from "../programs/named-programs.ts";
import { actions, button, section } from "../slack/blocks.ts";
import type { Message } from "../slack/message.ts";
import { isStillAsked, ownerOf } from "./answerable.ts";
import { awayTexts } from "./away/texts.ts";
import { promptIds, type RoundView, title } from "./blocks.ts";
import { findRoundContext, type OpenCheckIn, roundView } from "./rounds/context.ts";
import { findPromptOf, listDelegatedPrompts, listOpenPrompts, type Prompt } from "./rounds/prompts.ts";
import { findLastRound, statesOfRounds } from "./rounds/rounds.ts";
import { beginRound, PEOPLE_AT_ONCE } from "./rounds/start-and-close.ts";
import { checkInTexts } from "./texts.ts";

/** The words for how often a check-in comes. */
const HOW_OFTEN: ReadonlyMap<string, Rule["every"]> = new Map([
  ["daily", "day"],
  ["weekly", "week"],
  ["monthly", "month"],
  ["quarterly", "quarter"],
  ["annual", "year"],
]);

/** By the key of one cadence, or by how often they come: `weekly`. */
function isWanted({ key, rule }: Pick<Cadence, "key" | "rule">, wanted: string): boolean {
  return key === wanted || rule.every === HOW_OFTEN.get(wanted);
}

/** Whether there is a cadence that it may mean. */
export async function isKnownCheckIn(db: Db, workspaceId: string, wanted: string): Promise<boolean> {
  return HOW_OFTEN.has(wanted) || (await cadenceByKey(db, workspaceId, wanted)) !== undefined;
}

type Now = { clock: Pick<Clock, "now"> };

export type CheckInChoice =
  /** Those for somebody who is away have another person's id. */
  | { kind: "open"; prompts: OpenCheckIn[] }
  | { kind: "not-yet"; cadence: Cadence; opensAt: Instant }
  | { kind: "nothing" };

/** What is asked of this person now, for themselves and for those who are away, the first due first. */
export async function openCheckIns(services: Now, db: Db | Tx, person: Person): Promise<OpenCheckIn[]> {
  const open = await listAnswerable(services, db, person);
  const asked = open.filter(({ prompt }) => prompt.state !== "answered" && prompt.state !== "skipped");
  return asked.toSorted((one, other) => (one.prompt.due_at < other.prompt.due_at ? -1 : 1));
}

async function listAnswerable(services: Now, db: Db | Tx, person: Person, wanted?: string): Promise<OpenCheckIn[]> {
  const now = services.clock.now();
  const open = [];
  const own = await listOpenPrompts(db, person.workspace_id, person.id, now);
  for (const prompt of [...own, ...(await listDelegatedPrompts(db, person.workspace_id, person.id, now))]) {
    const context = await findRoundContext(db, person.workspace_id, prompt.round_id);
    const isMeant =
      context && context.program.state !== "closed" && (wanted === undefined || isWanted(context.cadence, wanted));
    if (isMeant && (await isStillAsked(services, db, await ownerOf(db, person, prompt), prompt, context)))
      open.push({ prompt, context });
  }
  return open;
}

/** As they are named to this person: those of somebody who is away with their name. */
export async function viewsToChoose(
  db: Db | Tx,
  person: Person,
  reader: Reader,
  open: readonly OpenCheckIn[],
): Promise<(RoundView & { promptId: string })[]> {
  const owners = await peopleByIds(
    db,
    person.workspace_id,
    open.map(({ prompt }) => prompt.person_id),
  );
  return open.map(({ prompt, context }) => {
    const view = { ...roundView(context, reader), promptId: prompt.id };
    const owner = owners.find(({ id }) => id === prompt.person_id && id !== person.id);
    if (!owner) return view;
    return { ...view, program: textsFor(awayTexts, reader).asked.forName(view.program, owner.name) };
  });
}

/**
 * What *Check in now* answers: what is open; with nothing open the next round, made at once, when less than half a
 * period away; else the last round, late; with neither, when the first one can be answered.
 * Of a closed program nothing. `wanted` narrows it to the regular rounds of one cadence, by its key, or of those that come as often.
 */
export async function chooseCheckIn(
  ctx: ActorContext,
  { wanted }: { wanted?: string | undefined } = {},
): Promise<CheckInChoice> {
  const { db, clock, actor: person } = ctx;
  const now = clock.now();
  const open = await listAnswerable(ctx, db, person, wanted);
  const unanswered = open.filter(({ prompt }) => prompt.state !== "answered");
  if (unanswered.length > 0) return { kind: "open", prompts: unanswered };
  if (wanted !== undefined && open.length > 0) return { kind: "open", prompts: open };
  const programs = await namedPrograms(db, person.workspace_id);
  const asking = (await listCadencesAsking(db, person, ctx)).filter(
    (cadence) =>
      programs.get(cadence.program_id)?.closed === null && (wanted === undefined || isWanted(cadence, wanted)),
  );
  const [answering = { ...person, morning: USUAL_MORNING }] = await withMornings(db, person.workspace_id, [person]);
  const early = await Promise.all(asking.map((cadence) => nextFor(db, cadence, answering, now)));
  const soon = early.filter((next) => next !== null).sort((one, other) => (one.opensAt < other.opensAt ? -1 : 1));
  const next = soon.find(({ from }) => from <= now);
  if (next) {
    const prompt = await inTransaction(db, (tx) => answerEarly({ ...ctx, db: tx }, next));
    const context = prompt && (await findRoundContext(db, person.workspace_id, prompt.round_id));
    if (prompt && context) return { kind: "open", prompts: [{ prompt, context }] };
  }
  const late = await lastPromptOf(db, asking, person);
  if (late) return { kind: "open", prompts: [late] };
  if (open.length > 0) return { kind: "open", prompts: open };
  return soon[0] ? { kind: "not-yet", cadence: soon[0].cadence, opensAt: soon[0].from } : { kind: "nothing" };
}

/** The next occurrence of a cadence for a person, when it opens, and from when it may be answered early. */
async function nextFor(db: Db, cadence: Cadence, person: Participant, now: Instant) {
  const after = addLocalDays(localDateOf(now, person.zone), -2);
  const through = cadence.planned_through ?? "";
  for (const occurrence of occurrences(cadence.timing, { after })) {
    // Planned without a round: its period was asked by the rule as it was before.
    if (occurrence.key <= through && !(await statesOfRounds(db, cadence, occurrence.key)).has(occurrence.key)) continue;
    const opensAt = openingOf(cadence.timing, occurrence, person);
    if (opensAt > now)
      return { cadence, occurrence, opensAt, from: earlyOpensFrom(cadence.timing, occurrence, person) };
  }
  return null;
}

async function answerEarly(
  ctx: ActorContext<Tx>,
  { cadence, occurrence }: { cadence: Cadence; occurrence: Occurrence },
): Promise<Prompt | undefined> {
  const { db: tx, actor: person } = ctx;
  const all = await listAskedNext(tx, cadence, ctx);
  // Of a large audience the others are asked when it opens.
  const people = [...all.filter(({ id }) => id === person.id), ...all.filter(({ id }) => id !== person.id)];
  const { round } = await beginRound(ctx, tx, { cadence, occurrence, people, most: PEOPLE_AT_ONCE });
  return findPromptOf(tx, person.workspace_id, round.id, person.id);
}

async function lastPromptOf(db: Db, cadences: readonly Cadence[], person: Person) {
  for (const cadence of cadences) {
    const round = await findLastRound(db, person.workspace_id, cadence.id);
    const prompt = round && (await findPromptOf(db, person.workspace_id, round.id, person.id));
    const context = prompt && (await findRoundContext(db, person.workspace_id, prompt.round_id));
    if (prompt && context) return { prompt, context };
  }
  return null;
}

/** What *Check in with these words* carries; `ts`: of the message that they stand in. */
export const openWithSchema = z.strictObject({ promptId: z.string(), ts: z.string() });

/**
 * One line and one button for each check-in: how typed words are answered, and which one is meant by a command. `ts`: of the
 * message whose words go into it; `first`: what is offered before them.
 */
export function choiceMessage(
  reader: Reader,
  line: string,
  prompts: (RoundView & { promptId: string })[],
  { ts, first = [] }: { ts?: string | undefined; first?: readonly KnownBlock[] } = {},
): Message {
  const texts = textsFor(checkInTexts, reader).prompt;
  const buttonFor = (promptId: string) =>
    ts === undefined
      ? button(promptIds.open, texts.checkIn, { value: promptId, primary: true })
      : button(promptIds.openWith, texts.checkInWith, {
          value: JSON.stringify({ promptId, ts } satisfies z.infer<typeof openWithSchema>),
          primary: true,
        });
  return {
    text: line,
    blocks: [
      section(line),
      ...first,
      ...prompts
        .slice(0, 20)
        .flatMap((prompt) => [title(prompt), actions(`prompt:${prompt.promptId}`, buttonFor(prompt.promptId))]),
    ],
  };
}
