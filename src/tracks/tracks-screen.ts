/** `/drumbeat tracks`: the running tracks of a program, the steps of each, and starting, stopping and saving one. */

import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { NamedCommand } from "../app/capability.ts";
import { type Person, peopleByIds, readerOf } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { daysBetween, type LocalDate, localDateOf } from "../platform/time.ts";
import { programToChange } from "../programs/programs.ts";
import { listItemsFor } from "../register/grounds.ts";
import { itemIds } from "../register/ids.ts";
import { titleLine } from "../register/words.ts";
import { partTexts } from "../reports/texts-part.ts";
import { actions, button, escapeMrkdwn, isPresent, option, plain, section, shorten } from "../slack/blocks.ts";
import { optionalMenu, optionalPerson, text } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { shownBelow } from "../slack/forms/view-below.ts";
import { ELEMENT_LIMITS } from "../slack/limits.ts";
import { doneView, type Listening, onPress, onPressOf, type Press } from "../slack/listening.ts";
import { pageOf } from "../slack/pages.ts";
import { refusedAt } from "./refused.ts";
import { isShared, type ProgramSeen, programSeen, roleNames, rolesWithHolders } from "./roles.ts";
import { startTrack, stopTrack } from "./start.ts";
import { titleIn } from "./step-messages.ts";
import { groupsOf, waitsForMilestone } from "./template.ts";
import { listStartable, saveAsTemplate } from "./templates.ts";
import { trackTexts } from "./texts.ts";
import { trackPictureTexts } from "./texts-home.ts";
import { runningTexts } from "./texts-tracks.ts";
import { listTracks, stepsOf, type Track, type TrackStep, trackById } from "./tracks.ts";

export const tracksIds = {
  show: "tracks.show",
  start: "tracks.start",
  template: "tracks.template",
  stop: "tracks.stop",
  save: "tracks.save",
  picture: "track.picture",
} as const;

const ON_PAGE = 15;
const LONGEST_NAME = 80;
const LONGEST_LINE = 600;

/** Where in the screen; without a track in the list of them. */
const placeSchema = z.object({ programId: z.string(), trackId: z.string().nullable(), page: z.int().min(0) });
type Place = z.infer<typeof placeSchema>;

// The state is the id of the program.
const startForm = new Form({
  id: "tracks.start_form",
  state: z.string(),
  fields: z.object({ template: optionalMenu(), person: optionalPerson(), milestone: optionalMenu() }),
});

// The state is the id of the track.
const saveForm = new Form({
  id: "tracks.save_form",
  state: z.string(),
  fields: z.object({ name: text({ max: LONGEST_NAME }) }),
  required: (reader) => textsFor(trackTexts, reader).required,
});

/** `names`: of owners and of those whom tracks are about, by their ids; of working roles by their keys. */
export interface TracksRead extends ProgramSeen {
  tracks: { track: Track; steps: TrackStep[] }[];
  names: ReadonlyMap<string, string>;
  /** The keys of roles that so many hold that what is said of one says nothing of a person. */
  shared: ReadonlySet<string>;
  today: LocalDate;
}

export function tracksView(reader: Reader, read: TracksRead, place: Place): ModalView {
  const texts = textsFor(runningTexts, reader);
  const opened = read.tracks.find(({ track }) => track.id === place.trackId);
  const blocks: (KnownBlock | false)[] = opened
    ? trackBlocks(reader, read, place, opened)
    : listBlocks(reader, read, place);
  return {
    type: "modal",
    title: plain(texts.title),
    close: plain(textsFor(trackTexts, reader).close),
    blocks: blocks.filter(isPresent),
  };
}

function listBlocks(reader: Reader, read: TracksRead, place: Place): (KnownBlock | false)[] {
  const texts = textsFor(runningTexts, reader);
  const { program, tracks, mayChange } = read;
  const { shown, below } = pageOf(reader, tracks, { size: ON_PAGE, page: place.page, turn: turnIn(place) });
  return [
    section(`*${escapeMrkdwn(shorten(program.title, LONGEST_NAME))}*`),
    tracks.length === 0 && section(texts.none),
    mayChange &&
      actions("tracks.acts", button(tracksIds.start, texts.start, { value: program.id, primary: tracks.length === 0 })),
    ...shown.map((each) =>
      section(headOf(reader, read, each), turnIn({ ...place, trackId: each.track.id })(0, texts.open)),
    ),
    ...below,
  ];
}

function trackBlocks(reader: Reader, read: TracksRead, place: Place, opened: TracksRead["tracks"][number]) {
  const texts = textsFor(runningTexts, reader);
  const { track, steps } = opened;
  const stages = { ready: 1, waiting: 2, done: 3 };
  const rank = (step: TrackStep) => `${stages[stageOf(step)]} ${stageOf(step) === "ready" ? step.dueOn : ""}`;
  const sorted = steps.toSorted((a, b) => rank(a).localeCompare(rank(b)));
  const confirm = {
    ...{ title: plain(texts.stopTitle), text: plain(texts.stopText) },
    ...{ confirm: plain(texts.stop), deny: plain(textsFor(trackTexts, reader).cancel) },
  };
  const picture = button(tracksIds.picture, textsFor(trackPictureTexts, reader).show, { value: track.id });
  const acts = [
    button(tracksIds.save, texts.save, { value: track.id }),
    button(tracksIds.stop, texts.stop, { value: track.id, danger: true, confirm }),
  ];
  return [
    section([headOf(reader, read, opened), ...waitsIn(reader, read, steps)].join("\n")),
    actions("tracks.acts", turnIn({ ...place, trackId: null })(0, texts.all), picture, ...(read.mayChange ? acts : [])),
    ...sorted.map((step) => {
      const { item_id: value } = step.stands;
      const line = shorten(lineOf(reader, read, step, steps).filter(Boolean).join(" · "), LONGEST_LINE);
      const title = escapeMrkdwn(titleIn(reader, step));
      const head = stageOf(step) === "ready" ? `*${title}*` : title;
      return section(
        `${head}\n${escapeMrkdwn(line)}`,
        value === null ? undefined : button(itemIds.open, texts.open, { value }),
      );
    }),
  ];
}

function turnIn(place: Place) {
  return (page: number, label: string) =>
    button(`${tracksIds.show}:${place.trackId ?? "all"}:${page}`, label, { value: JSON.stringify({ ...place, page }) });
}

function headOf(reader: Reader, { names, today }: TracksRead, { track, steps }: TracksRead["tracks"][number]): string {
  const count = (is: (step: TrackStep) => boolean) => steps.filter(is).length;
  const counts = textsFor(runningTexts, reader).counts(
    count((step) => stageOf(step) === "done"),
    steps.length,
    count((step) => stageOf(step) === "ready"),
    count((step) => isLate(step, today)),
  );
  const about = names.get(track.about_id ?? "");
  const name = shorten(textsFor(track.definition.name, reader), LONGEST_NAME);
  return `*${escapeMrkdwn(about ? `${name} · ${about}` : name)}*\n${counts}`;
}

/** Where things wait longest: a step, with its role where so many hold it that it says nothing of one; empty where nothing waits. */
export function waitsIn(reader: Reader, { names, shared, today }: TracksRead, steps: readonly TrackStep[]): string[] {
  const open = steps.filter((step) => stageOf(step) === "ready");
  const [longest] = open.toSorted((a, b) => (a.stands.ready_at ?? "").localeCompare(b.stands.ready_at ?? ""));
  const days = longest ? daysBetween(localDateOf(longest.stands.ready_at ?? "", reader.zone), today) : 0;
  if (!longest || days === 0) return [];
  const role = shared.has(longest.role) ? names.get(longest.role) : undefined;
  return [escapeMrkdwn(textsFor(partTexts, reader).waits({ text: titleIn(reader, longest), role, days }))];
}

/** A gate that waits for approval is not done yet. */
export function stageOf({ stands }: TrackStep): "ready" | "waiting" | "done" {
  return stands.done_at !== null ? "done" : stands.item_id === null ? "waiting" : "ready";
}

export function isLate({ state, dueOn }: TrackStep, today: LocalDate): boolean {
  return state === "open" && dueOn !== null && dueOn < today;
}

/** Whose it is, and until when or what it waits for. */
export function lineOf(
  reader: Reader,
  { names, today }: Pick<TracksRead, "names" | "today">,
  step: TrackStep,
  steps: readonly TrackStep[],
): (string | undefined)[] {
  const texts = textsFor(runningTexts, reader);
  const { state, stands } = step;
  if (stageOf(step) === "waiting") {
    const missing = groupsOf(step).flatMap((group) => {
      const needed = steps.filter(({ key }) => group.includes(key));
      const isDone = needed.some((each) => stageOf(each) === "done");
      return isDone ? [] : needed.map((each) => textsFor(each.title, reader)).join(" / ");
    });
    return [
      names.get(step.role),
      missing.length === 0 ? "" : texts.after(missing),
      stands.wait_until === null ? "" : texts.notBefore(shortDate(reader, stands.wait_until)),
    ];
  }
  const owner = names.get(step.ownerId ?? "");
  if (state === "dropped") return [owner, texts.dropped];
  if (stands.done_at !== null) return [owner, texts.done(shortDate(reader, localDateOf(stands.done_at, reader.zone)))];
  if (state !== "open") return [owner, texts.gate];
  const due = step.dueOn === null ? "" : shortDate(reader, step.dueOn);
  return [owner, due && (isLate(step, today) ? texts.late(due) : texts.due(due))];
}

/** Whom it is for and which milestone it leads to are asked where the chosen template needs it. */
function startView(reader: Reader, { programId, templates, milestones, template }: Choice): ModalView {
  const texts = textsFor(runningTexts, reader);
  const options = templates.map((each) => option(each.key, shorten(textsFor(each.name, reader), LONGEST_NAME)));
  const asksForMilestone = template && waitsForMilestone(template) && milestones.length > 0;
  return startForm.view({
    ...{ state: programId, title: texts.startTitle, submit: texts.startSubmit },
    close: textsFor(trackTexts, reader).cancel,
    fields: {
      template: {
        ...{ label: texts.template, isRequired: true, actionId: tracksIds.template },
        ...{ options: options.slice(0, ELEMENT_LIMITS.selectOptions), initial: template?.key },
        hint: template && textsFor(template.purpose, reader),
      },
      person: template?.isAboutPerson ? { label: texts.person, isRequired: true } : null,
      milestone: asksForMilestone
        ? {
            ...{ label: texts.milestone, isRequired: true },
            options: milestones.map((item) => option(item.id, titleLine(item))),
          }
        : null,
    },
  });
}

export function tracksCommand(services: Services): NamedCommand<Person> {
  return {
    word: "tracks",
    otherWords: { en: ["track"], fr: [] },
    help: (reader) => textsFor(runningTexts, reader).help,
    label: (reader) => textsFor(runningTexts, reader).title,
    async handle({ actor, words: [wanted = null], client, triggerId }) {
      await client.views.open({ trigger_id: triggerId, view: await viewFor(services, actor, wanted) });
      return null;
    },
  };
}

async function viewFor(
  services: Services,
  actor: Person,
  wanted: string | null,
  { trackId, page }: Pick<Place, "trackId" | "page"> = { trackId: null, page: 0 },
): Promise<ModalView> {
  const read = await readTracks(services, actor, wanted);
  return tracksView(readerOf(actor), read, { programId: read.program.id, trackId, page });
}

type Reads = Pick<Services, "db" | "events"> & { clock: Pick<Services["clock"], "now"> };

/** Throws ROLES_NOT_YOURS. */
export async function readTracks(services: Reads, actor: Person, wanted: string | null): Promise<TracksRead> {
  const { db, clock } = services;
  const { workspace_id: workspaceId, zone } = actor;
  const seen = await programSeen({ ...services, actor }, wanted);
  const all = await listTracks(db, workspaceId, { program_id: seen.program.id, state: "running" });
  // Work requests have a screen of their own.
  const running = all.filter(({ request }) => request === null);
  const steps = await stepsOf(db, workspaceId, running);
  const ids = [...steps.map(({ ownerId }) => ownerId), ...running.map(({ about_id: id }) => id)];
  const people = await peopleByIds(db, workspaceId, [...new Set(ids.filter((id) => id !== null))]);
  const roles = await rolesWithHolders(db, seen.program);
  return {
    ...seen,
    tracks: running.map((track) => ({ track, steps: steps.filter((step) => step.track.id === track.id) })),
    shared: new Set(roles.filter(isShared).map(({ role }) => role.key)),
    names: new Map([
      ...roleNames(
        actor,
        roles.map(({ role }) => role),
      ),
      ...people.map(({ id, name }) => [id, name] as const),
    ]),
    today: localDateOf(clock.now(), zone),
  };
}

type Choice = Awaited<ReturnType<typeof choiceFor>>;

/** Throws PROGRAM_NOT_YOURS. */
async function choiceFor(services: Services, actor: Person, programId: string, key: string | null = null) {
  await programToChange(services, services.db, actor, programId);
  const templates = await listStartable(services.db, actor.workspace_id);
  const open = { programIds: [programId], types: ["milestone" as const], states: ["open" as const] };
  const milestones = await listItemsFor(services, actor, open, ELEMENT_LIMITS.selectOptions);
  return { programId, templates, milestones, template: templates.find((each) => each.key === key) };
}

export function listenToTracks(listening: Listening<Person>, services: Services): void {
  const update = async ({ client, view: open }: Pick<Press<Person>, "client" | "view">, view: ModalView) => {
    if (open) await client.views.update({ view_id: open.id, hash: open.hash, view });
  };
  onPressOf(listening, new RegExp(`^${tracksIds.show}:`), placeSchema, async (press) =>
    update(press, await viewFor(services, press.actor, press.value.programId, press.value)),
  );
  onPress(listening, tracksIds.stop, async (press) => {
    const { actor, value: trackId } = press;
    await stopTrack({ ...services, actor }, { trackId });
    const track = await trackById(services.db, actor.workspace_id, trackId);
    await update(press, await viewFor(services, actor, track.program_id));
  });

  onPress(listening, tracksIds.start, async ({ actor, value, open }) =>
    open(startView(readerOf(actor), await choiceFor(services, actor, value))),
  );
  onPress(listening, tracksIds.template, async (press) => {
    if (!press.view) return;
    const { state: programId, filled } = startForm.opened(press.view);
    const choice = await choiceFor(services, press.actor, programId, filled.template);
    await update(press, startView(readerOf(press.actor), choice));
  });
  startForm.listenToShown(listening, async ({ actor, state: programId, filled, client, belowId }) => {
    const { template } = await choiceFor(services, actor, programId, filled.template);
    if (!template) return { errors: { template: textsFor(trackTexts, actor).required } };
    const about = filled.person ? await listening.actorOf(filled.person, client) : null;
    const from = { programId, template, about, milestoneId: filled.milestone ?? null };
    const milestone = "milestone" in filled ? "milestone" : "template";
    const fields = { TRACK_NEEDS_MILESTONE: milestone, TRACK_NEEDS: "person", PARTICIPANT: "person" };
    const refused = await refusedAt(actor, fields, () => startTrack({ ...services, actor }, from));
    if (refused) return refused;
    return shownBelow({ client, belowId }, await viewFor(services, actor, programId));
  });

  onPress(listening, tracksIds.save, async ({ actor, value: state, open }) => {
    const [texts, shared] = [textsFor(runningTexts, actor), textsFor(trackTexts, actor)];
    const { saveTitle: title, saveName: label } = texts;
    await open(saveForm.view({ state, title, submit: shared.save, close: shared.cancel, fields: { name: { label } } }));
  });
  saveForm.listen(listening, async ({ actor, state: trackId, filled }) => {
    const name = filled.name.trim();
    const saving = () => saveAsTemplate({ ...services, actor }, { trackId, name });
    const refused = await refusedAt(actor, { TEMPLATE_EXISTS: "name" }, saving);
    return refused ?? { show: doneView(readerOf(actor), textsFor(runningTexts, actor).saved(name)) };
  });
}
