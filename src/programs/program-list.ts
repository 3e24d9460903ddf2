/** The programs one sees, as `/drumbeat program` and Home list them, and what is pressed there. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { NamedCommand } from "../app/capability.ts";
import { isAdmin, type Person, readerOf } from "../people/people.ts";
import { may } from "../people/rights.ts";
import { adminNames } from "../people/settings.ts";
import type { Db } from "../platform/database.ts";
import type { LookupContext } from "../platform/events.ts";
import type { Services } from "../platform/services.ts";
import { dayInWords, list, type Reader, shortDate, textsFor, whomToAsk } from "../platform/texts/language.ts";
import { addMs, DAY, type LocalDate, localDateOf } from "../platform/time.ts";
import { actions, button, context, escapeMrkdwn, lineOf, section, shorten, words } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import { Form } from "../slack/forms/form.ts";
import type { HomeSection } from "../slack/home.ts";
import { doneView, type Listening, onPress } from "../slack/listening.ts";
import type { Message } from "../slack/message.ts";
import { closeProgram, reopenProgram } from "./changes.ts";
import { labelOfCoverage } from "./coverage.ts";
import { mayCreateProgram, refuseUnlessMayCreate } from "./creating.ts";
import { checkInsCounted, openIn } from "./events.ts";
import { openEdit } from "./form-presses.ts";
import { labelsInWords, labelsOf } from "./labels.ts";
import { goOnNow, restsUntil } from "./pausing.ts";
import { BLANK_PROGRAM, programFormFor } from "./program-form.ts";
import {
  type AddedActs,
  programActs,
  programActsMenu,
  programButtons,
  programIds,
  programMenu,
} from "./program-menu-and-buttons.ts";
import {
  hasPrograms,
  listPrograms,
  listProgramsFor,
  type Program,
  placeToChange,
  type VisibleProgram,
} from "./programs.ts";
import { programsCovered } from "./programs-covered.ts";
import { listSeatsOfPerson, seatDay, seatsByProgram } from "./seats.ts";
import { listedSeats, seatsView } from "./seats-screen.ts";
import { programTexts } from "./texts.ts";
import type { Visitor } from "./visitor-of-home.ts";

/** `/drumbeat program` lists one's programs, `/drumbeat program new` creates one. */
export function programCommands(services: Services): NamedCommand<Person>[] {
  const { db } = services;
  return [
    {
      word: "program",
      otherWords: {
        en: ["project", "new", "create", "start", "setup", "set up", "team", "who", "sponsor"],
        fr: ["projet", "créer", "commencer", "démarrer", "équipe", "qui", "responsables"],
      },
      secondWords: { words: { new: ["nouveau", "nouvelle", "créer", "create", "add", "ajouter"], page: ["page"] } },
      help: (reader) => textsFor(programTexts, reader).commands.program,
      label: (reader) => textsFor(programTexts, reader).commands.programLabel,
      async handle({ actor, words, triggerId, client }) {
        if (words[0] !== "new") return programList(services, actor, words[0] === "page" ? Number(words[1]) - 1 : 0);
        await refuseUnlessMayCreate(db, actor);
        const state = { programId: null, expanded: false, turn: 0 };
        const program = { ...BLANK_PROGRAM, lead: actor.slack_user_id };
        const view = await programFormFor(services, actor, state, { program });
        await client.views.open({ trigger_id: triggerId, view });
        return null;
      },
    },
  ];
}

type Reads = LookupContext & { db: Db };

/** The programs of this person, of an admin all, a page of them. */
export async function programList(services: Reads, actor: Person, page: number): Promise<Message> {
  const { db } = services;
  const visible = await listProgramsFor(db, actor, services);
  if (visible.length === 0) return firstStep(db, actor);
  const mayCreate = await mayCreateProgram(db, actor);
  const listed = await listedPrograms(services, actor, visible);
  return programsMessage(readerOf(actor), listed, {
    page: Number.isInteger(page) && page > 0 ? page : 0,
    mayCreate,
    menu: programMenu.itemsIn(services),
    buttons: programButtons.itemsIn(services),
  });
}

async function listedPrograms(
  services: Reads,
  actor: Person,
  visible: readonly VisibleProgram[],
): Promise<ListedProgram[]> {
  const { db } = services;
  const ids = visible.map(({ program }) => program.id);
  const checkIns = await checkInsCounted.of(services, db, { workspaceId: actor.workspace_id, programIds: ids });
  const seats = await seatsByProgram(db, actor.workspace_id, ids, seatDay(services.clock.now()));
  return visible.map(({ program, standings }) => {
    const namesOf = (role: string) =>
      (seats.get(program.id) ?? []).flatMap((seat) => (seat.role === role ? seat.name : []));
    return {
      id: program.id,
      title: program.title,
      purpose: program.purpose,
      isClosed: program.state === "closed",
      pausedUntil: restsUntil(program),
      leads: namesOf("lead"),
      sponsors: namesOf("sponsor"),
      team: namesOf("team").length,
      checkIns: checkIns.get(program.id) ?? 0,
      labels: labelsInWords(readerOf(actor), labelsOf(program)),
      hasChannelProblem: program.channel_problem !== null,
      mayChange: may(standings, "change-program"),
    };
  });
}

/** The first step to take, for somebody who has no program: in a workspace without any, how it all begins. */
export async function firstStep(db: Db, person: Person): Promise<Message> {
  const reader = readerOf(person);
  if (!(await mayCreateProgram(db, person)))
    return firstStepMessage(reader, { kind: "must-ask", admins: await adminNames(db, person.workspace_id) });
  if (!(await hasPrograms(db, person.workspace_id))) return firstStepMessage(reader, { kind: "may-create" });
  return firstStepMessage(reader, { kind: "stranger", made: await madeBy(db, person) });
}

const MOST_MADE = 3;

/** The running programs whose roles this person gave, the newest first. */
async function madeBy(db: Db, { workspace_id: workspaceId, id }: Person): Promise<string[]> {
  const programs = await db
    .selectFrom("program")
    .select("title")
    .where("workspace_id", "=", workspaceId)
    .where("kind", "=", "program")
    .where("state", "=", "active")
    .where("id", "in", (where) =>
      where.selectFrom("seat").select("program_id").where("workspace_id", "=", workspaceId).where("named_by", "=", id),
    )
    .orderBy("created_at", "desc")
    .limit(MOST_MADE)
    .execute();
  return programs.map(({ title }) => title);
}

/** What somebody sees who has nothing yet: what Drumbeat is, the first step and one button. */
export function firstStepMessage(
  reader: Reader,
  who:
    | { kind: "may-create" }
    | { kind: "stranger"; made?: readonly string[] }
    | { kind: "must-ask"; admins: readonly string[] },
): Message {
  const texts = textsFor(programTexts, reader).first;
  if (who.kind === "must-ask") {
    const line = lineOf(texts.ask(whomToAsk(reader, who.admins)));
    return { text: line, blocks: [section(line)] };
  }
  const create = actions("first", commandButton(texts.create, "program new", { primary: true }));
  if (who.kind === "stranger") {
    const { made = [] } = who;
    const titles = made.map((title) => escapeMrkdwn(shorten(title, LONGEST_TITLE)));
    const line = lineOf(titles.length === 0 ? texts.none : texts.made(list(reader, titles)));
    return { text: line, blocks: [section(line), create] };
  }
  return { text: texts.text, blocks: [section(texts.text), section(texts.step), create] };
}

export function createSection({ db }: Pick<Services, "db">): HomeSection<Visitor> {
  return async ({ person, reader, programs }) => {
    if (programs.length === 0 || !(await mayCreateProgram(db, person))) return [];
    return [[actions("program.create", commandButton(textsFor(programTexts, reader).list.create, "program new"))]];
  };
}

/** To somebody who sits in no program: which of theirs were closed lately; to an admin every program with who leads it. */
export function unseatedSection(services: Reads): HomeSection<Visitor> {
  return async ({ person, reader, now, programs }) => {
    if (programs.length > 0) return [];
    const all = await listPrograms(services.db, person.workspace_id);
    if (isAdmin(person) && all.length > 0) return [(await programList(services, person, 0)).blocks];
    const seats = await listSeatsOfPerson(services.db, person.workspace_id, person.id);
    const texts = textsFor(programTexts, reader).first;
    return all.flatMap(({ id, title, closed_at: at }) => {
      if (!at || addMs(at, 30 * DAY) <= now || !seats.some((seat) => seat.program_id === id)) return [];
      return [[words([{ text: texts.closed(title, shortDate(reader, localDateOf(at, reader.zone))) }])]];
    });
  };
}

export interface ListedProgram {
  id: string;
  title: string;
  purpose: string;
  isClosed: boolean;
  pausedUntil: LocalDate | null;
  leads: string[];
  sponsors: string[];
  team: number;
  checkIns: number;
  labels: readonly string[];
  hasChannelProblem: boolean;
  mayChange: boolean;
}

export const PROGRAMS_ON_PAGE = 10;

const LONGEST_TITLE = 200;

/** Of labels: a message of ten programs has room for no more. */
const LONGEST_LINE = 200;

/** One primary action each. `page` counts from 0. */
export function programsMessage(
  reader: Reader,
  programs: readonly ListedProgram[],
  { page, mayCreate, ...added }: { page: number; mayCreate: boolean } & AddedActs,
): Message {
  const texts = textsFor(programTexts, reader).list;
  const start = page * PROGRAMS_ON_PAGE;
  const rest = programs.length - start - PROGRAMS_ON_PAGE;
  const buttons = [
    ...(rest > 0 ? [commandButton(texts.more(rest), `program page ${page + 2}`)] : []),
    ...(mayCreate ? [commandButton(texts.create, "program new")] : []),
  ];
  return {
    text: texts.fallback(programs.length),
    blocks: [
      section(`*${textsFor(programTexts, reader).commands.programLabel}*`),
      ...programs.slice(start, start + PROGRAMS_ON_PAGE).flatMap((program) => programBlocks(reader, program, added)),
      ...(buttons.length > 0 ? [actions("programs", ...buttons)] : []),
    ],
  };
}

function programBlocks(reader: Reader, program: ListedProgram, added: AddedActs): KnownBlock[] {
  const all = textsFor(programTexts, reader);
  const texts = all.list;
  const people = texts.people(list(reader, program.leads), list(reader, program.sponsors), program.team);
  const state = program.checkIns === 0 ? texts.noCheckIn : texts.checkIns(program.checkIns);
  const problem = program.hasChannelProblem && all.channelProblem;
  const paused = program.pausedUntil && texts.paused(dayInWords(reader, program.pausedUntil));
  const running = program.isClosed ? [] : [paused, state];
  const lines = [people, ...running, problem && `⚠ ${problem}`].filter(Boolean).join(" · ");
  return [
    words(
      [{ text: shorten(program.title, 200), bold: true }, { text: program.isClosed ? ` (${texts.closed})` : "" }],
      ...(program.purpose ? [[{ text: shorten(program.purpose, 300) }]] : []),
      ...(program.labels.length > 0 ? [[{ text: shorten(program.labels.join(" · "), LONGEST_LINE) }]] : []),
    ),
    context(lineOf(lines)),
    ...(program.mayChange
      ? [
          actions(
            `program:${program.id}`,
            ...programActs(reader, { ...program, isPaused: program.pausedUntil !== null }, added),
          ),
        ]
      : []),
  ];
}

/** What is done with a program from where it is listed. */
export function listenToPrograms(listening: Listening<Person>, services: Services): void {
  const { db } = services;
  onPress(listening, programIds.edit, (press) => openEdit(services, press, press.value));
  programActsMenu.listen(listening, async (press, choice, programId) => {
    if (choice === "edit") return openEdit(services, press, programId);
    const added = programMenu.itemsIn(services).find((act) => act.choice === choice);
    if (added) return added.act(services, press, programId);
    const reader = readerOf(press.actor);
    if (choice === "go-on") {
      const { title } = await goOnNow({ ...services, actor: press.actor }, { programId });
      return press.open(doneView(reader, textsFor(programTexts, reader).list.goesOn(shorten(title, LONGEST_TITLE))));
    }
    const program = await placeToChange(services, db, press.actor, programId);
    if (choice === "seats") return press.open(seatsView(reader, program, await listedSeats(services, program)));
    const counted = { workspaceId: program.workspace_id, programIds: [programId] };
    const checkIns = (await checkInsCounted.of(services, db, counted)).get(programId) ?? 0;
    await press.open(closeView(reader, program, checkIns, await openIn.of(services, db, program)));
  });

  closeForm.listen(listening, async ({ actor, state: programId }) => {
    const program = await closeProgram({ ...services, actor }, { programId });
    return { show: closedView(readerOf(actor), program) };
  });

  onPress(listening, programIds.reopen, async ({ actor, value: programId, reply }) => {
    const program = await reopenProgram({ ...services, actor }, { programId });
    const { workspace_id: workspaceId, kind } = program;
    const covered = kind === "portfolio" ? await programsCovered(db, workspaceId, labelOfCoverage(program)) : null;
    await reply(reopenedMessage(readerOf(actor), { title: program.title, covered: covered?.length ?? null }));
  });
}

/** Closes one program; its state is the program's id. */
export const closeForm = new Form({
  id: "program.close_form",
  state: z.string(),
  fields: z.strictObject({}),
});

/** `open`: how many items are open in it. */
export function closeView(
  reader: Reader,
  program: Pick<Program, "id" | "title" | "kind">,
  cadences: number,
  open: number,
): ModalView {
  const texts = textsFor(programTexts, reader).closing;
  const title = escapeMrkdwn(shorten(program.title, 200));
  const isOfWork = program.kind === "program";
  return closeForm.view({
    state: program.id,
    title: isOfWork ? texts.title : texts.portfolioTitle,
    submit: isOfWork ? texts.submit : texts.portfolioTitle,
    close: texts.cancel,
    above: [
      section(isOfWork ? texts.what(title, cadences) : texts.portfolio(title)),
      ...(open > 0 ? [section(texts.open(open))] : []),
    ],
    fields: {},
  });
}

export function closedView(reader: Reader, { id, title, kind }: Pick<Program, "id" | "title" | "kind">): ModalView {
  const texts = textsFor(programTexts, reader).closing;
  const shown = shorten(title, 200);
  const done = doneView(reader, kind === "program" ? texts.closed(shown) : texts.portfolioClosed(shown));
  const reopen = actions(`program:${id}`, button(programIds.reopen, texts.reopen, { value: id }));
  return { ...done, blocks: [...done.blocks, reopen] };
}

/** `covered`: how many programs a portfolio covers; null: it is of work. */
export function reopenedMessage(
  reader: Reader,
  { title, covered }: { title: string; covered: number | null },
): Message {
  const texts = textsFor(programTexts, reader).closing;
  const line = lineOf(covered === null ? texts.reopened(title) : texts.portfolioReopened(title, covered));
  return { text: line, blocks: [section(line)] };
}
