/** *Change the plan…*: one change at a time; its effect on the end is shown, then it is saved. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { ActorContext } from "../people/actors.ts";
import { namesOf, type Person, readerAt } from "../people/people.ts";
import { DrumbeatError } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { daysBetween } from "../platform/time.ts";
import { context, escapeMrkdwn, option, section, shorten } from "../slack/blocks.ts";
import { menu, number, radioOf, text } from "../slack/forms/field-kinds.ts";
import { Form, type ShownFields } from "../slack/forms/form.ts";
import { shownBelow } from "../slack/forms/view-below.ts";
import { COMPOSITION_LIMITS } from "../slack/limits.ts";
import { type Listening, onPress, type SubmitResult } from "../slack/listening.ts";
import {
  changePlan,
  changesSince,
  effectOf,
  isBegun,
  type Plan,
  type PlanEffect,
  planToChange,
} from "./change-plan.ts";
import type { PlanChange, PlanDifference } from "./plan-changes.ts";
import { planTexts } from "./plan-texts.ts";
import { titleIn } from "./step-messages.ts";
import { LONGEST_TERM, PERSON_ROLES, REQUESTER, SEAT_ROLES } from "./template.ts";
import { trackTexts } from "./texts.ts";
import type { TrackStep } from "./tracks.ts";
import { tracksIds, tracksViewFor } from "./tracks-screen.ts";
import { workView } from "./work/work-requests-screen.ts";
import { roleNames, rolesOf } from "./working-roles.ts";

const KINDS = ["add", "change", "leave-out"] as const;
type Kind = (typeof KINDS)[number];

const LONGEST_TITLE = 200;
/** A role that the plan does not name yet may be one more, up to so many. */
const MOST_ROLES = 20;

const fields = z.object({
  what: radioOf(KINDS),
  step: menu(),
  title: text({ max: LONGEST_TITLE }),
  role: menu(),
  term: number({ min: 1, max: LONGEST_TERM }),
});
type Shown = ShownFields<typeof fields.shape>;

const stateSchema = z.strictObject({
  trackId: z.string(),
  /** The version of the plan that is shown. */
  seen: z.string(),
  /** The change whose effect is shown; empty: none. */
  previewed: z.string(),
});
type State = z.infer<typeof stateSchema>;

const planForm = new Form({ id: "tracks.plan_form", state: stateSchema, fields });

interface PlanView {
  plan: Plan;
  roles: [string, string][];
  shown: Shown;
  state: Pick<State, "previewed" | "seen">;
  above: readonly KnownBlock[];
}

function planView(reader: Reader, { plan, roles, shown, state, above }: PlanView): ModalView {
  const texts = textsFor(planTexts, reader);
  const { save } = textsFor(trackTexts, reader);
  const kind = shown.what ?? "add";
  const offered = plan.steps.filter((step) => isOffered(step, kind));
  const chosen = offered.find(({ key }) => key === shown.step) ?? offered.at(kind === "add" ? -1 : 0);
  const stepOption = (step: TrackStep) =>
    option(step.key, shorten(titleIn(reader, step), COMPOSITION_LIMITS.optionText));
  const roleOptions = roles.map(([key, name]) => option(key, shorten(name, COMPOSITION_LIMITS.optionText)));
  const turn = `${kind}-${chosen?.key ?? ""}`;
  const isShown = chosen !== undefined && kind !== "leave-out";
  const role = shown.role ?? chosen?.role;
  const term = shown.term ?? (kind === "change" ? chosen?.term : undefined);
  return planForm.view({
    state: { trackId: plan.track.id, ...state },
    title: texts.open,
    submit: state.previewed === "" ? texts.see : save,
    above,
    fields: {
      what: {
        label: texts.what,
        options: KINDS.map((each) => option(each, texts.kinds[each])),
        initial: kind,
        actionId: tracksIds.planned,
      },
      step: chosen
        ? {
            label: texts.step[kind],
            hint: texts.hint[kind],
            options: offered.map(stepOption),
            initial: chosen.key,
            actionId: tracksIds.planned,
            turn: kind,
          }
        : null,
      title: isShown && kind === "add" ? { label: texts.title, initial: shown.title } : null,
      role: isShown ? { label: texts.role, options: roleOptions, initial: role, turn } : null,
      term: isShown
        ? { label: texts.term, hint: texts.termHint, initial: term === undefined ? undefined : String(term), turn }
        : null,
    },
    below: chosen ? [] : [context(texts.none[kind])],
  });
}

function isOffered(step: TrackStep, kind: Kind): boolean {
  if (kind === "change") return !isBegun(step);
  return kind === "add" || (step.stands.done_at === null && !step.stage);
}

/** Roles that a step of this track may have, by their keys, with their names. */
async function rolesFor({ db, actor }: ActorContext, { track }: Plan): Promise<[string, string][]> {
  const { definition, workspace_id: workspaceId, program_id: id } = track;
  const ofProgram = await rolesOf(db, { workspace_id: workspaceId, id });
  const room = Math.max(0, MOST_ROLES - definition.roles.length);
  const further = ofProgram.map(({ key }) => key).filter((key) => !definition.roles.includes(key));
  const persons = definition.steps.map(({ role }) => role).filter((role) => PERSONS.includes(role));
  const keys = new Set<string>([...definition.roles, ...further.slice(0, room), ...SEAT_ROLES, ...persons]);
  const names = new Map(roleNames(actor, ofProgram));
  const { unnamed } = textsFor(trackTexts, actor).raci;
  const personNames = new Map<string, string>(Object.entries(unnamed));
  return [...keys].map((key) => [key, names.get(key) ?? personNames.get(key) ?? key]);
}

const PERSONS: readonly string[] = [...PERSON_ROLES, REQUESTER];

/** Undefined: something is missing. */
function changeIn({ what, step, title, role, term }: Shown): PlanChange | undefined {
  if (what === undefined || step === undefined) return undefined;
  if (what === "leave-out") return { kind: what, key: step };
  if (role === undefined || term === undefined) return undefined;
  if (what === "change") return { kind: what, key: step, role, term };
  return title === undefined ? undefined : { kind: what, after: step, title, role, term };
}

function missingIn(actor: Person, { what, step, title, role, term }: Shown): Record<string, string> {
  const texts = textsFor(trackTexts, actor);
  const { termHint } = textsFor(planTexts, actor);
  if (step === undefined) return { what: textsFor(planTexts, actor).none[what ?? "add"] };
  return {
    ...(what === "add" && title === undefined && { title: texts.required }),
    ...(role === undefined && { role: texts.required }),
    ...(term === undefined && { term: termHint }),
  };
}

function effectBlocks(reader: Reader, { end, endBefore, passed }: PlanEffect): KnownBlock[] {
  const texts = textsFor(planTexts, reader);
  const day = shortDate(reader, end);
  const moved = texts.moves(day, shortDate(reader, endBefore), daysBetween(endBefore, end));
  const lines = [end === endBefore ? texts.stays(day) : moved];
  if (passed) {
    const on = shortDate(reader, passed.on);
    lines.push(passed.title === "" ? texts.pastNeeded(on) : texts.pastMilestone(escapeMrkdwn(passed.title), on));
  }
  return [section(lines.map((line, place) => (place === 0 ? `*${line}*` : `⚠ ${line}`)).join("\n"))];
}

function inWords(reader: Reader, change: PlanDifference, roles: ReadonlyMap<string, string>): string {
  const texts = textsFor(planTexts, reader);
  const title = textsFor(change.title, reader);
  switch (change.kind) {
    case "added":
      return texts.added(title);
    case "left-out":
      return texts.leftOut(title);
    case "role":
      return texts.otherRole(title, roles.get(change.role) ?? change.role);
    case "term":
      return texts.otherTerm(title, change.term);
  }
}

type Given = Pick<PlanView, "shown" | "above"> & Partial<PlanView["state"]>;

async function viewOf(
  ctx: ActorContext,
  plan: Plan,
  { shown, above, previewed = "", seen }: Given,
): Promise<ModalView> {
  const roles = await rolesFor(ctx, plan);
  const state = { previewed, seen: seen ?? plan.track.template_id };
  return planView(readerAt(ctx.actor, ctx.clock.now()), { plan, roles, shown, state, above });
}

/** Throws what refuses the plan of a track to somebody, or ended. */
export async function viewOfPlan(ctx: ActorContext, trackId: string): Promise<ModalView> {
  return viewOf(ctx, await planToChange(ctx, trackId), { shown: {}, above: [] });
}

export function listenToPlans(listening: Listening<Person>, services: Services): void {
  /** What others have changed since that version was shown; empty: nothing. */
  const meanwhile = async (actor: Person, { track }: Plan, seen: string) => {
    const since = await changesSince(services.db, track, seen);
    const reader = readerAt(actor, services.clock.now());
    return since ? meanwhileBlocks({ ...services, actor }, reader, track, since) : [];
  };

  onPress(listening, tracksIds.plan, async ({ actor, value, open }) =>
    open(await viewOfPlan({ ...services, actor }, value)),
  );
  onPress(listening, tracksIds.planned, async ({ actor, view: open, client }) => {
    if (!open) return;
    const { state, filled } = planForm.opened(open);
    const plan = await planToChange({ ...services, actor }, state.trackId);
    // Role and term are those of the step that is chosen now.
    const { role: _, term: __, ...shown } = filled;
    const above = await meanwhile(actor, plan, state.seen);
    const view = await viewOf({ ...services, actor }, plan, { shown, above, seen: state.seen });
    await client.views.update({ view_id: open.id, hash: open.hash, view });
  });

  planForm.listenToShown(listening, async ({ actor, state, filled, client, belowId }) => {
    const ctx = { ...services, actor };
    const plan = await planToChange(ctx, state.trackId);
    const change = changeIn(filled);
    if (!change) return { errors: missingIn(actor, filled) };
    const { track } = plan;
    const reader = readerAt(actor, services.clock.now());
    const again = async (above: readonly KnownBlock[], shownEffectOf = ""): Promise<SubmitResult> => ({
      show: await viewOf(ctx, plan, { shown: filled, previewed: shownEffectOf, above }),
    });

    const changed = await meanwhile(actor, plan, state.seen);
    if (changed.length > 0) return again(changed);
    const previewed = JSON.stringify(change);
    try {
      if (state.previewed !== previewed)
        return await again(effectBlocks(reader, await effectOf(ctx, { trackId: track.id, change })), previewed);
      await changePlan(ctx, { trackId: track.id, seen: state.seen, change });
    } catch (error) {
      if (!(error instanceof DrumbeatError)) throw error;
      return {
        errors: { [error.code === "PLAN_OWN_GATE" ? "role" : "step"]: error.sentence(languageOf(actor.locale)) },
      };
    }
    const below = track.workRequest
      ? await workView(services, actor, { workRequestId: track.workRequest.id })
      : await tracksViewFor(services, actor, track.program_id, { trackId: track.id, page: 0 });
    return shownBelow({ client, belowId }, below);
  });
}

async function meanwhileBlocks(
  { db, actor }: ActorContext,
  reader: Reader,
  track: Plan["track"],
  { byId, changes }: { byId: string; changes: readonly PlanDifference[] },
): Promise<KnownBlock[]> {
  const { workspace_id: workspaceId, program_id: id } = track;
  const texts = textsFor(planTexts, reader);
  const roles = new Map(roleNames(actor, await rolesOf(db, { workspace_id: workspaceId, id })));
  const name = (await namesOf(db, workspaceId, [byId])).get(byId) ?? "";
  const words = changes.map((change) => inWords(reader, change, roles));
  const said = texts.meanwhile(name, words.length === 0 ? [texts.otherwise] : words);
  return [section(`⚠ ${escapeMrkdwn(said)}`)];
}
