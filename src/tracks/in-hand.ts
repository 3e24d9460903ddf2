/** Who of several that hold a role gets its step: chosen in a form, which says what each has in hand. */
import type { PlainTextOption } from "@slack/types";
import { absencesOn } from "../people/absences.ts";
import type { ActorContext } from "../people/actors.ts";
import { type Person, peopleByIds } from "../people/people.ts";
import { rows } from "../platform/rows.ts";
import { type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { option, shorten } from "../slack/blocks.ts";
import { isReady, type Step } from "./template.ts";
import { trackTexts } from "./texts.ts";
import { type StepInTrack, stepsAfter, type Track, type TrackStep } from "./tracks.ts";
import { whoDoAll } from "./who-does.ts";

type Program = Pick<Track, "workspace_id" | "program_id">;

/** A step whose role several hold. */
export interface Choice<Chosen extends Step = Step> {
  step: Chosen;
  /** Who holds it, whoever has least in hand first. */
  options: PlainTextOption[];
}

/**
 * Whoever holds a role, with what each has in hand in this program, and until when they are away: who has least first, of several
 * in the order given. `except`: the item of a step that is being finished.
 */
export async function inHand(
  { db, clock }: Pick<ActorContext, "db" | "clock">,
  { workspace_id: workspaceId, program_id: programId }: Program,
  { holders, except = null }: { holders: readonly Pick<Person, "id" | "name">[]; except?: string | null },
  reader: Reader,
): Promise<PlainTextOption[]> {
  const { inHand: texts, away: awayText } = textsFor(trackTexts, reader).ask;
  const ids = holders.map(({ id }) => id);
  const open = await rows(db, "item", workspaceId).list(
    { program_id: programId, type: ["step", "action"], state: "open", owner_id: ids },
    ["due_on"],
  );
  const left = open.filter(({ id }) => id !== except);
  const byOwner = Map.groupBy(left, ({ owner_id: id }) => id ?? "");
  const away = await absencesOn(db, workspaceId, ids, localDateOf(clock.now(), reader.zone));
  return holders
    .map(({ id, name }) => ({ id, name, items: byOwner.get(id) ?? [] }))
    .toSorted((a, b) => a.items.length - b.items.length)
    .map(({ id, name, items }) => {
      const next = items.find(({ due_on: on }) => on !== null)?.due_on;
      const until = away.get(id);
      const facts = [
        texts(items.length, next ? shortDate(reader, next) : ""),
        ...(until === undefined ? [] : [awayText(shortDate(reader, until))]),
      ];
      return option(id, name, facts.join(" · "));
    });
}

/** Of those who hold the role of a step, who gets it: whoever has least in hand stands there. */
export function whoField(actor: Person, { step, options }: Choice, label: "goesOn" | "begins") {
  const { ask } = textsFor(trackTexts, actor);
  const title = shorten(textsFor(step.title, actor), LONGEST_STEP_IN_LABEL);
  return { label: ask[label](title), hint: ask.severalHold, options, initial: options[0]?.value };
}

const LONGEST_STEP_IN_LABEL = 80;

type Choosing = Pick<ActorContext, "db" | "clock">;
type Beginning = Pick<Track, "workspace_id" | "program_id" | "about_id" | "started_by" | "workRequest"> & {
  id?: string;
};

/** The first of these steps whose role several hold; null: there is none. `except`: as `inHand` has it. */
export async function choiceAmong<Chosen extends Step>(
  ctx: Choosing,
  track: Beginning,
  { steps, except = null }: { steps: readonly Chosen[]; except?: string | null },
  reader: Reader,
): Promise<Choice<Chosen> | null> {
  if (steps.length === 0) return null;
  const chain = await whoDoAll(ctx.db, track.workspace_id, [track.program_id], ctx.clock.now());
  for (const step of steps) {
    const holding = new Set(chain.holding(track, step.role));
    const inTurn = chain.doing(track, step.role, step.term).ids.filter((id) => holding.has(id));
    const held = [...new Set([...inTurn, ...holding])];
    const people = held.length < 2 ? [] : await peopleByIds(ctx.db, track.workspace_id, held);
    const present = people.filter(({ is_deactivated: hasLeft }) => hasLeft === 0);
    if (present.length < 2) continue;
    return { step, options: await inHand(ctx, track, { holders: present, except }, reader) };
  }
  return null;
}

/** Of what begins as soon as this step is done: an approval or a day comes first for others. */
export async function choiceAfter(
  ctx: Choosing,
  { step, all }: StepInTrack,
  reader: Reader,
): Promise<Choice<TrackStep> | null> {
  const steps = beginningAfter({ step, all });
  return choiceAmong(ctx, step.track, { steps, except: step.stands.item_id }, reader);
}

function beginningAfter({ step, all }: StepInTrack): TrackStep[] {
  if (step.gate) return [];
  const done = all.flatMap(({ key, stands }) => (stands.done_at === null ? [] : [key]));
  const isBeginning = ({ stands, wait, ...each }: TrackStep) =>
    stands.item_id === null &&
    stands.done_at === null &&
    stands.wait_until === null &&
    wait === undefined &&
    isReady(each, new Set([...done, step.key]));
  return stepsAfter(step, all).filter(isBeginning);
}
