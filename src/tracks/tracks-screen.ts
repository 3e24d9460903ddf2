/** `/drumbeat tracks`: the running tracks of a program, the steps of each, and starting, stopping and saving one. */

import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { ActorContext } from "../people/actors.ts";
import { namesOf, type Person, readerAt, readerOf } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, list, type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { programToChange } from "../programs/programs.ts";
import { itemIds } from "../register/ids.ts";
import { listItemsFor } from "../register/item-rights.ts";
import { titleLine } from "../register/items-in-words.ts";
import { actions, button, confirmation, escapeMrkdwn, option, section, shorten } from "../slack/blocks.ts";
import { menu, optionalMenu, optionalPerson } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { shownBelow } from "../slack/forms/view-below.ts";
import { ELEMENT_LIMITS } from "../slack/limits.ts";
import { type Listening, onPress, onPressOf, type Press } from "../slack/listening.ts";
import { modal } from "../slack/modal.ts";
import { pageOf } from "../slack/screen-pages.ts";
import { choiceAmong, whoField } from "./in-hand.ts";
import { isPartOf } from "./parts.ts";
import { planTexts } from "./plan-texts.ts";
import { startTrack, stopTrack } from "./start-and-stop.ts";
import { titleIn } from "./step-messages.ts";
import { groupsOf, type TrackTemplate } from "./template.ts";
import { listStartable } from "./templates.ts";
import { trackTexts } from "./texts.ts";
import { getTrack, isLate, listTracks, notBefore, stepsOf, type Track, type TrackStep } from "./tracks.ts";
import { whoDoAll } from "./who-does.ts";
import { type Waiting, whoWaits } from "./who-waits.ts";
import { actButton } from "./work/action-ids.ts";
import { type ProgramSeen, programMenu, programSeen, roleNames, rolesOf } from "./working-roles.ts";

export const tracksIds = {
  show: "tracks.show",
  start: "tracks.start",
  /** Which template, in the form in which one is started. */
  template: "tracks.template",
  stop: "tracks.stop",
  picture: "track-picture",
  program: "tracks.program",
  /** With the id of a track. */
  plan: "tracks.plan",
  planned: "tracks.planned",
} as const;

const ON_PAGE = 15;
const LONGEST_NAME = 80;
const LONGEST_LINE = 600;
/** So many of the steps that one waits for are named. */
const MOST_AWAITED = 2;

/** Where in the screen; without a track in the list of them. */
const placeSchema = z.object({ programId: z.string(), trackId: z.string().nullable(), page: z.int().min(0) });
type Place = z.infer<typeof placeSchema>;

const startForm = new Form({
  id: "tracks.start_form",
  state: z.string(),
  fields: z.object({ template: menu(), who: optionalMenu(), person: optionalPerson(), milestone: optionalMenu() }),
});

/** `names`: of all who have a part in them, by their ids; of working roles by their keys. */
export interface TracksRead extends ProgramSeen {
  tracks: { track: Track; steps: TrackStep[]; waiting: ReadonlyMap<TrackStep, readonly Waiting[]> }[];
  names: ReadonlyMap<string, string>;
  today: LocalDate;
}

function listBlocks(reader: Reader, read: TracksRead, place: Place): KnownBlock[] {
  const texts = textsFor(trackTexts, reader).running;
  const { program, tracks, mayChange } = read;
  const start = button(tracksIds.start, texts.start, { value: program.id, primary: tracks.length === 0 });
  const { shown, below } = pageOf(reader, tracks, { size: ON_PAGE, page: place.page, turn: turnIn(place) });
  return [
    section(`*${escapeMrkdwn(shorten(program.title, LONGEST_NAME))}*`, programMenu(tracksIds.program, read)),
    ...(tracks.length === 0 ? [section(read.part === null ? texts.none : texts.noneOfYours)] : []),
    ...(mayChange ? [actions("tracks.acts", start)] : []),
    ...shown.map((each) =>
      section(headOf(reader, read, each), turnIn({ ...place, trackId: each.track.id })(0, texts.open)),
    ),
    ...below,
  ];
}

function trackBlocks(reader: Reader, read: TracksRead, place: Place, opened: TracksRead["tracks"][number]) {
  const texts = textsFor(trackTexts, reader).running;
  const { track, steps, waiting } = opened;
  const stages = { ready: 1, waiting: 2, done: 3 };
  const rank = (step: TrackStep) => `${stages[stageOf(step)]} ${stageOf(step) === "ready" ? step.dueOn : ""}`;
  const sorted = steps.toSorted((a, b) => rank(a).localeCompare(rank(b)));
  const confirm = confirmation({
    title: texts.stopTitle,
    text: texts.stopText,
    confirm: texts.stop,
    deny: textsFor(trackTexts, reader).cancel,
  });
  const picture = button(tracksIds.picture, textsFor(trackTexts, reader).picture.show, { value: track.id });
  const acts = [
    button(tracksIds.plan, textsFor(planTexts, reader).open, { value: track.id }),
    actButton(reader, "template", track.id),
    button(tracksIds.stop, texts.stop, { value: track.id, danger: true, confirm }),
  ];
  return [
    section(headOf(reader, read, opened)),
    actions("tracks.acts", turnIn({ ...place, trackId: null })(0, texts.all), picture, ...(read.mayChange ? acts : [])),
    ...sorted.map((step) => {
      const { item_id: value } = step.stands;
      const others = (waiting.get(step) ?? []).filter(({ byId }) => byId !== step.ownerId);
      const waits = waitersOf(reader, read, others);
      const line = shorten([...lineOf(reader, read, step, steps), waits].filter(Boolean).join(" · "), LONGEST_LINE);
      const title = escapeMrkdwn(titleIn(reader, step));
      const head = stageOf(step) === "ready" ? `*${title}*` : title;
      return section(
        `${head}\n${escapeMrkdwn(line)}`,
        value === null ? undefined : button(itemIds.open, texts.open, { value }),
      );
    }),
  ];
}

function waitersOf(reader: Reader, { names }: TracksRead, waiting: readonly Waiting[]): string {
  const waiters = new Set(waiting.flatMap(({ byId }) => names.get(byId) ?? []));
  return waiters.size === 0 ? "" : textsFor(trackTexts, reader).running.waits(list(reader, [...waiters]), waiters.size);
}

function turnIn(place: Place) {
  return (page: number, label: string) =>
    button(`${tracksIds.show}:${place.trackId ?? "all"}:${page}`, label, { value: JSON.stringify({ ...place, page }) });
}

function headOf(reader: Reader, { names, today }: TracksRead, { track, steps }: TracksRead["tracks"][number]): string {
  const count = (is: (step: TrackStep) => boolean) => steps.filter(is).length;
  const counts = textsFor(trackTexts, reader).running.counts(
    count((step) => stageOf(step) === "done"),
    steps.length,
    count((step) => stageOf(step) === "ready"),
    count((step) => isLate(step, today)),
  );
  const about = names.get(track.about_id ?? "");
  const name = shorten(textsFor(track.definition.name, reader), LONGEST_NAME);
  return `*${escapeMrkdwn(about ? `${name} · ${about}` : name)}*\n${counts}`;
}

/** A gate that waits for approval is not done yet. */
export function stageOf({ stands }: TrackStep): "ready" | "waiting" | "done" {
  if (stands.done_at !== null) return "done";
  return stands.item_id === null ? "waiting" : "ready";
}

/** Whose it is, and until when or what it waits for. */
export function lineOf(
  reader: Reader,
  { names, today }: Pick<TracksRead, "names" | "today">,
  step: TrackStep,
  steps: readonly TrackStep[],
): (string | undefined)[] {
  const { running: texts, home } = textsFor(trackTexts, reader);
  const { state, stands } = step;
  if (stageOf(step) === "waiting") {
    const firstDay = notBefore(stands);
    const missing = groupsOf(step).flatMap((group) => {
      const needed = steps.filter(({ key }) => group.includes(key));
      const isDone = needed.some((each) => stageOf(each) === "done");
      return isDone ? [] : needed.map((each) => textsFor(each.title, reader)).join(" / ");
    });
    const shown = missing.slice(0, MOST_AWAITED);
    const more = missing.length - shown.length;
    return [
      names.get(step.role),
      missing.length === 0 ? "" : texts.after([...shown, ...(more > 0 ? [home.more(more)] : [])]),
      firstDay === null ? "" : texts.notBefore(shortDate(reader, firstDay)),
    ];
  }
  const owner = names.get(step.ownerId ?? "");
  if (stands.done_at === null && state !== "open") {
    const until = step.approveBy === null ? "" : shortDate(reader, step.approveBy);
    return [owner, texts.gate(names.get(step.askedOf ?? "") ?? "", until)];
  }
  if (state === "dropped") return [owner, texts.dropped];
  if (stands.done_at !== null) return [owner, texts.done(shortDate(reader, localDateOf(stands.done_at, reader.zone)))];
  const due = step.dueOn === null ? "" : shortDate(reader, step.dueOn);
  return [owner, due && (isLate(step, today) ? texts.late(due) : texts.due(due))];
}

/** Throws PROGRAM_NOT_YOURS. */
async function startView(
  services: Services,
  actor: Person,
  programId: string,
  filled: { template?: string; milestone?: string | null } = {},
): Promise<ModalView> {
  const program = await programToChange(services, services.db, actor, programId);
  const reader = readerOf(actor);
  const texts = textsFor(trackTexts, reader).running;
  const templates = await listStartable(services.db, actor.workspace_id);
  const open = { programIds: [programId], types: ["milestone" as const], states: ["open" as const] };
  const milestones = await listItemsFor(services, actor, open, ELEMENT_LIMITS.selectOptions);
  const title = texts.start.replace("…", "");
  const options = templates.map((each) => option(each.key, shorten(textsFor(each.name, reader), LONGEST_NAME)));
  const ofMilestones = milestones.map((item) => option(item.id, titleLine(item)));
  const isAnyShared = (await rolesOf(services.db, program)).some(({ holders }) => holders.length > 1);
  const template = templates.find(({ key }) => key === filled.template);
  const choice = template ? await choiceAtStart({ ...services, actor }, programId, template) : null;
  return startForm.view({
    state: programId,
    title,
    submit: title,
    fields: {
      template: {
        label: texts.template,
        options,
        initial: template?.key,
        ...(isAnyShared && { actionId: tracksIds.template }),
      },
      who: choice && { ...whoField(actor, choice, "begins"), turn: filled.template ?? "" },
      person: { label: texts.person },
      milestone:
        milestones.length === 0 ? null : { label: texts.milestone, options: ofMilestones, initial: filled.milestone },
    },
  });
}

/** Of what begins at once. */
function choiceAtStart(ctx: ActorContext, programId: string, { steps }: TrackTemplate) {
  const { actor, clock } = ctx;
  const track = { workspace_id: actor.workspace_id, program_id: programId, about_id: null, started_by: actor.id };
  const first = steps.filter((step) => groupsOf(step).length === 0 && step.wait === undefined);
  return choiceAmong(ctx, { ...track, workRequest: null }, { steps: first }, readerAt(actor, clock.now()));
}

export async function tracksViewFor(
  services: Services,
  actor: Person,
  wanted: string | null,
  { trackId, page }: Pick<Place, "trackId" | "page"> = { trackId: null, page: 0 },
): Promise<ModalView> {
  const reader = readerOf(actor);
  const { running, close } = textsFor(trackTexts, reader);
  const read = await readTracks(services, actor, wanted);
  const place = { programId: read.program.id, trackId, page };
  const opened = read.tracks.find(({ track }) => track.id === trackId);
  const blocks = opened ? trackBlocks(reader, read, place, opened) : listBlocks(reader, read, place);
  return modal({ title: running.title, close: close, blocks });
}

type Reads = Pick<Services, "db" | "events"> & { clock: Pick<Services["clock"], "now"> };

/** Throws ROLES_NOT_YOURS. */
export async function readTracks(services: Reads, actor: Person, wanted: string | null): Promise<TracksRead> {
  const { db, clock } = services;
  const { workspace_id: workspaceId, zone } = actor;
  const seen = await programSeen({ ...services, actor }, wanted, { isForParts: true });
  const all = await listTracks(db, workspaceId, { program_id: seen.program.id, state: "running" });
  // Work requests have a screen of their own.
  const ofProgram = all.filter(({ workRequest }) => workRequest === null);
  const everyStep = await stepsOf(db, workspaceId, ofProgram);
  const running = ofProgram.filter((track) => isTheirs(actor, seen, track, everyStep));
  const steps = everyStep.filter(({ track }) => running.includes(track));
  const tracks = await withWaiting(db, { seen, running, steps, now: clock.now() });
  const ids = [
    ...steps.flatMap(({ ownerId, askedOf }) => [ownerId, askedOf]),
    ...running.map(({ about_id: id }) => id),
    ...tracks.flatMap(({ waiting }) => [...waiting.values()].flat().map(({ byId }) => byId)),
  ];
  const people = await namesOf(db, workspaceId, ids);
  const roles = await rolesOf(db, seen.program);
  return {
    ...seen,
    tracks,
    names: new Map([...roleNames(actor, roles), ...people]),
    today: localDateOf(clock.now(), zone),
  };
}

/** Whoever has no seat sees the tracks in which they have a part. */
function isTheirs({ id }: Person, { part }: ProgramSeen, track: Track, steps: readonly TrackStep[]): boolean {
  if (part === null || track.about_id === id) return true;
  return steps.some((step) => step.track === track && isPartOf(part, step));
}

/** Of the steps under way, who waits for each. */
async function withWaiting(
  db: Db,
  { seen, running, steps, now }: { seen: ProgramSeen; running: readonly Track[]; steps: TrackStep[]; now: Instant },
): Promise<TracksRead["tracks"]> {
  const { workspace_id: workspaceId, id: programId } = seen.program;
  const chain = await whoDoAll(db, workspaceId, [programId], now);
  return running.map((track) => {
    const own = steps.filter((step) => step.track.id === track.id);
    const underWay = own.filter((step) => stageOf(step) === "ready");
    return { track, steps: own, waiting: new Map(underWay.map((step) => [step, whoWaits(step, own, chain)])) };
  });
}

export function listenToTracks(listening: Listening<Person>, services: Services): void {
  const update = async ({ client, view: open }: Pick<Press<Person>, "client" | "view">, view: ModalView) => {
    if (open) await client.views.update({ view_id: open.id, hash: open.hash, view });
  };
  onPressOf(listening, new RegExp(`^${tracksIds.show}:`), placeSchema, async (press) =>
    update(press, await tracksViewFor(services, press.actor, press.value.programId, press.value)),
  );
  onPress(listening, tracksIds.program, async (press) =>
    update(press, await tracksViewFor(services, press.actor, press.value)),
  );
  onPress(listening, tracksIds.stop, async (press) => {
    const { actor, value: trackId } = press;
    await stopTrack({ ...services, actor }, { trackId });
    const track = await getTrack(services.db, actor.workspace_id, trackId);
    await update(press, await tracksViewFor(services, actor, track.program_id));
  });

  onPress(listening, tracksIds.start, async ({ actor, value, open }) => open(await startView(services, actor, value)));
  onPress(listening, tracksIds.template, async ({ actor, view: open, client }) => {
    if (!open) return;
    const { state, filled } = startForm.opened(open);
    await update({ client, view: open }, await startView(services, actor, state, filled));
  });
  startForm.listenToShown(listening, async ({ actor, state: programId, filled, client, belowId }) => {
    const template = (await listStartable(services.db, actor.workspace_id)).find(({ key }) => key === filled.template);
    if (!template) return { errors: { template: textsFor(trackTexts, actor).required } };
    const person = template.isAboutPerson ? filled.person : null;
    const about = person ? await listening.actorOf(person, client) : null;
    const chosen = { milestoneId: filled.milestone ?? null, preferredId: filled.who ?? null };
    const from = { programId, template, about, ...chosen };
    const refusal = await refusalOf(languageOf(actor.locale), () => startTrack({ ...services, actor }, from));
    const lastShown = "milestone" in filled ? "milestone" : "template";
    if (refusal !== null) return { errors: { [template.isAboutPerson ? "person" : lastShown]: refusal } };
    return shownBelow({ client, belowId }, await tracksViewFor(services, actor, programId));
  });
}
