/** `/drumbeat tracks`: the running tracks of a program, the steps of each, and starting, stopping and saving one. */

import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { NamedCommand } from "../app/capability.ts";
import { type Person, peopleByIds, readerOf } from "../people/people.ts";
import { DrumbeatError, refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { daysBetween, type LocalDate, localDateOf } from "../platform/time.ts";
import { programList } from "../programs/program-list.ts";
import type { ProgramButton } from "../programs/program-menu.ts";
import { listProgramsFor, programToChange } from "../programs/programs.ts";
import { programTexts } from "../programs/texts.ts";
import { listItemsFor } from "../register/grounds.ts";
import { itemIds } from "../register/ids.ts";
import { titleLine } from "../register/words.ts";
import { actions, button, escapeMrkdwn, isPresent, option, plain, section, shorten } from "../slack/blocks.ts";
import { optionalMenu, optionalPerson, text } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { shownBelow } from "../slack/forms/view-below.ts";
import { ELEMENT_LIMITS } from "../slack/limits.ts";
import { type Listening, onPress, onPressOf, type Press } from "../slack/listening.ts";
import { pageOf } from "../slack/pages.ts";
import { type ProgramSeen, programSeen, rolesOf } from "./roles.ts";
import { startTrack, stopTrack } from "./start.ts";
import { nameIn, titleIn } from "./step-messages.ts";
import { groupsOf, waitsForMilestone } from "./template.ts";
import { listStartable, saveAsTemplate } from "./templates.ts";
import { trackTexts } from "./texts.ts";
import { trackPictureTexts } from "./texts-home.ts";
import { runningTexts } from "./texts-tracks.ts";
import { listTracks, stepsOf, type Track, type TrackStep, trackById } from "./tracks.ts";
import { listHolders } from "./who-does.ts";

export const tracksIds = {
  show: "tracks.show",
  start: "tracks.start",
  template: "tracks.template",
  stop: "tracks.stop",
  save: "tracks.save",
  picture: "track.picture",
} as const;

const ON_PAGE = 15;
const ENOUGH_HOLDERS = 3;
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
  required: (reader) => textsFor(runningTexts, reader).required,
});

/** `names`: of owners and of those whom tracks are about, by their ids; of working roles by their keys. */
export interface TracksRead extends ProgramSeen {
  tracks: { track: Track; steps: TrackStep[] }[];
  names: ReadonlyMap<string, string>;
  /** Roles of so many holders that how long their steps wait says nothing of a person. */
  shared: ReadonlySet<string>;
  today: LocalDate;
}

/** `notice`: what the last press did. */
export function tracksView(reader: Reader, read: TracksRead, place: Place, notice: string | null = null): ModalView {
  const texts = textsFor(runningTexts, reader);
  const opened = read.tracks.find(({ track }) => track.id === place.trackId);
  const blocks: (KnownBlock | false)[] = opened
    ? trackBlocks(reader, read, place, opened)
    : listBlocks(reader, read, place);
  return {
    type: "modal",
    title: plain(texts.title),
    close: plain(textsFor(trackTexts, reader).close),
    blocks: [notice !== null && section(notice), ...blocks].filter(isPresent),
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
  const { shown, below } = pageOf(reader, sorted, { size: ON_PAGE, page: place.page, turn: turnIn(place) });
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
    ...shown.map((step) => {
      const { item_id: value } = step.stands;
      const line = shorten(lineOf(reader, read, step, steps).filter(Boolean).join(" · "), LONGEST_LINE);
      const title = escapeMrkdwn(titleIn(reader, step));
      const head = stageOf(step) === "ready" ? `*${title}*` : title;
      return section(
        `${head}\n${escapeMrkdwn(line)}`,
        value === null ? undefined : button(itemIds.open, texts.open, { value }),
      );
    }),
    ...below,
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
  const name = shorten(nameIn(reader, track.definition), LONGEST_NAME);
  return `*${escapeMrkdwn(about ? `${name} · ${about}` : name)}*\n${counts}`;
}

/** Where things wait longest, in one line: a step, and a role with enough holders; empty where nothing waits. */
export function waitsIn(reader: Reader, { names, shared, today }: TracksRead, steps: readonly TrackStep[]): string[] {
  const texts = textsFor(trackPictureTexts, reader);
  const waits = steps.flatMap(({ role, stands: { ready_at: from, done_at: until }, ...step }) => {
    const to = until === null ? today : localDateOf(until, reader.zone);
    const title = escapeMrkdwn(titleIn(reader, step));
    return from === null
      ? []
      : [{ role, title, isOver: until !== null, days: daysBetween(localDateOf(from, reader.zone), to) }];
  });
  const ofRoles = [...Map.groupBy(waits, ({ role }) => role)].map(([role, theirs]) => {
    const days = Math.round(theirs.reduce((sum, each) => sum + each.days, 0) / theirs.length);
    return { role, title: escapeMrkdwn(names.get(role) ?? role), days };
  });
  const longest = (some: { title: string; days: number }[]) => some.toSorted((a, b) => b.days - a.days)[0];
  const step = longest(waits.filter(({ isOver, days }) => !isOver && days > 0));
  const role = longest(ofRoles.filter((each) => shared.has(each.role) && each.days > 0));
  const atRole = role ? [texts.waitsAtRole(role.title, role.days)] : [];
  return step ? [[texts.waits(step.title, step.days), ...atRole].join("; ")] : [];
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
      return isDone ? [] : needed.map((each) => titleIn(reader, each)).join(" / ");
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
  const options = templates.map((each) => option(each.key, shorten(nameIn(reader, each), LONGEST_NAME)));
  const asksForMilestone = template && waitsForMilestone(template) && milestones.length > 0;
  return startForm.view({
    ...{ state: programId, title: texts.startTitle, submit: texts.startSubmit },
    close: textsFor(trackTexts, reader).cancel,
    fields: {
      template: {
        ...{ label: texts.template, isRequired: true, actionId: tracksIds.template },
        ...{ options: options.slice(0, ELEMENT_LIMITS.selectOptions), initial: template?.key },
        hint: template?.purpose[languageOf(reader.locale)],
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
      if (wanted === null && (await listProgramsFor(services.db, actor, services)).length === 0)
        return programList(services, actor, 0);
      await client.views.open({ trigger_id: triggerId, view: await viewFor(services, actor, wanted) });
      return null;
    },
  };
}

/** Beside the menu of a program. */
export const tracksButton: ProgramButton = {
  command: "tracks",
  label: (reader) => textsFor(runningTexts, reader).title,
};

async function viewFor(
  services: Services,
  actor: Person,
  wanted: string | null,
  { trackId = null, page = 0, notice = null }: { trackId?: string | null; page?: number; notice?: string | null } = {},
): Promise<ModalView> {
  const read = await readTracks(services, actor, wanted);
  return tracksView(readerOf(actor), read, { programId: read.program.id, trackId, page }, notice);
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
  const held = Map.groupBy(await listHolders(db, workspaceId, [seen.program.id]), ({ key }) => key);
  return {
    ...seen,
    tracks: running.map((track) => ({ track, steps: steps.filter((step) => step.track.id === track.id) })),
    shared: new Set([...held].flatMap(([key, holders]) => (holders.length >= ENOUGH_HOLDERS ? [key] : []))),
    names: new Map([
      ...Object.entries(textsFor(programTexts, actor).role),
      ...people.map(({ id, name }) => [id, name] as const),
      ...(await rolesOf(db, seen.program)).map(
        ({ key, description }) => [key, description.name[languageOf(actor.locale)]] as const,
      ),
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
    if (!template) return { errors: { template: textsFor(runningTexts, actor).required } };
    const about = filled.person ? await listening.actorOf(filled.person, client) : null;
    try {
      const from = { programId, template, about, milestoneId: filled.milestone ?? null };
      await startTrack({ ...services, actor }, from);
    } catch (error) {
      if (!(error instanceof DrumbeatError) || !/^(TRACK_NEEDS|PARTICIPANT)_/.test(error.code)) throw error;
      const field = error.code === "TRACK_NEEDS_MILESTONE" ? "milestone" : "person";
      return { errors: { [field in filled ? field : "template"]: error.sentence(languageOf(actor.locale)) } };
    }
    return shownBelow({ client, belowId }, await viewFor(services, actor, programId));
  });

  onPress(listening, tracksIds.save, async ({ actor, value: state, open }) => {
    const [texts, shared] = [textsFor(runningTexts, actor), textsFor(trackTexts, actor)];
    const { saveTitle: title, saveName: label } = texts;
    await open(saveForm.view({ state, title, submit: shared.save, close: shared.cancel, fields: { name: { label } } }));
  });
  saveForm.listen(listening, async ({ actor, state: trackId, filled, client, belowId }) => {
    const name = filled.name.trim();
    const saving = () => saveAsTemplate({ ...services, actor }, { trackId, name });
    const refusal = await refusalOf(languageOf(actor.locale), saving);
    if (refusal !== null) return { errors: { name: refusal } };
    const track = await trackById(services.db, actor.workspace_id, trackId);
    const notice = textsFor(runningTexts, actor).saved(escapeMrkdwn(name));
    return shownBelow({ client, belowId }, await viewFor(services, actor, track.program_id, { trackId, notice }));
  });
}
