/** All that somebody sees of one program on its screen, by what they are in it. */
import type { ActionsBlockElement, Button, KnownBlock } from "@slack/types";
import { cadencesOf, nameOf } from "../../cadences/cadences.ts";
import type { Coming } from "../../cadences/recurrence/rule-in-words.ts";
import { roundsOnCards } from "../../check-ins/home/sections.ts";
import { nextOf } from "../../check-ins/rounds/next-asked.ts";
import { type Person, readerAt } from "../../people/people.ts";
import { may, type Standing } from "../../people/rights.ts";
import { errorTable } from "../../platform/errors.ts";
import { Slot } from "../../platform/events.ts";
import type { Services } from "../../platform/services.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { committeeOf } from "../../programs/committee.ts";
import { type DecisionLimits, decisionLimitsOf } from "../../programs/decision-limits.ts";
import { programsWithPart } from "../../programs/events.ts";
import { restsUntil } from "../../programs/pausing.ts";
import { programActs, programButtons, programMenu } from "../../programs/program-menu-and-buttons.ts";
import { type Program, programCalled, programOf, standingsOf } from "../../programs/programs.ts";
import { SEAT_ROLES, seatDay, seatsByProgram } from "../../programs/seats.ts";
import type { SeatRole } from "../../programs/table.ts";
import { titleFor, type Visitor, visitorOf } from "../../programs/visitor-of-home.ts";
import { isGoal } from "../../register/codes-and-transitions.ts";
import { itemIds } from "../../register/ids.ts";
import { requestsAtHand } from "../../register/items-at-hand.ts";
import { type ListedItem, listRecord } from "../../register/list/list.ts";
import { formButton } from "../../register/requests/cards.ts";
import { isOpenBlocker } from "../../register/requests/next-owner.ts";
import type { Disclosure } from "../../register/table.ts";
import { registerTexts } from "../../register/texts.ts";
import { button, plainSection, shorten } from "../../slack/blocks.ts";
import type { ReportPlace } from "../action-ids.ts";
import { inputFor, mayReadReports, type ReportedTo, reportIn } from "../compile/reports-for-reader.ts";
import { ROLES } from "../digest/digest-reading.ts";
import { mayAskLead } from "../digest/questions.ts";
import type { ScreenInput } from "../digest/screen.ts";
import { HIDDEN_FROM_ABOVE, HIDDEN_FROM_TEAM } from "../facts/readable-facts.ts";
import { goalsOnScreen } from "./goals-on-screen.ts";
import { type OpenedPortfolio, openedPortfolio } from "./one-portfolio.ts";
import { workTexts } from "./texts.ts";

const failure = errorTable({
  PROGRAM_NOT_SHOWN: {
    en: ({ program }) => workTexts.en.program.notShown(programCalled.en(program)),
    fr: ({ program }) => workTexts.fr.program.notShown(programCalled.fr(program)),
  },
});

export interface OpenedProgram {
  id: string;
  title: string;
  isClosed: boolean;
  /** Null: as of now; a past day, or a digest: nothing but the report as it had been sent. */
  digestId: string | null;
  /** Null: not theirs to read, or none had been sent by that day. */
  reported: { program: ReportedTo; input: ScreenInput } | null;
  mayRead: boolean;
  mayAskLead: boolean;
  mayReadRegister: boolean;
  requests: ListedItem[];
  /** Of each open request that they may read, what they can do about it, by the id of the item. */
  requestButtons: ReadonlyMap<string, Button>;
  /** Blockers first, then as the register has them. */
  items: ListedItem[];
  milestones: ListedItem[];
  /** What no report for this person has; none of the others is among them. */
  restricted: ListedItem[];
  /** `chair`: who of a committee was chosen to take it. */
  people: { role: SeatRole; names: string[]; chair?: string | undefined }[];
  /** Up to what its lead and its sponsor decide; null: of a portfolio. */
  limits: DecisionLimits | null;
  maySetLimits: boolean;
  checkIns: { name: string; next: Coming | null }[];
  /** Of a portfolio what it covers and who decides; null: it is a program of work. */
  portfolio: OpenedPortfolio | null;
  /** What capabilities above show of it. */
  sections: KnownBlock[];
  acts: ActionsBlockElement[];
}

/** What capabilities above show of a program on its screen, below its items. */
export const programSections = new Slot<
  (services: Services, person: Person, programId: string) => Promise<KnownBlock[]>
>();

/** Throws PROGRAM_NOT_SHOWN to whoever is nothing in the program, and has no part in it. */
export async function openedProgram(services: Services, person: Person, place: ReportPlace): Promise<OpenedProgram> {
  const { db } = services;
  const { programId, digestId } = place;
  const partly = digestId === null ? await openedForPart(services, person, programId) : null;
  if (partly) return partly;
  const { program, standings } = await programShown(services, person, programId);
  if (program.kind === "portfolio") return openedAsPortfolio(services, person, { program, standings });
  const reader = readerAt(person, services.clock.now());
  const reported = await reportIn(services, person, { program, standings }, digestId);
  const input = reported && (await inputFor(services, person, reported, roleOfReader(standings)));
  const open = await openItems(services, person, programId);
  const visitor = await visitorOf(services, person);
  const requestButtons = await buttonsOfRequests(services, visitor, open);
  const shown = {
    id: program.id,
    title: program.title,
    isClosed: program.state === "closed",
    digestId,
    reported: reported && input ? { program: reported, input } : null,
    mayRead: mayReadReports(standings),
    mayAskLead: mayAskLead(program, standings),
    mayReadRegister: may(standings, "read-record"),
    requestButtons,
    limits: decisionLimitsOf(program),
    maySetLimits: digestId === null && program.state === "active" && may(standings, "set-limits"),
    portfolio: null,
  };
  if (digestId !== null) {
    const nothing = { requests: [], items: [], milestones: [], restricted: [], people: [], checkIns: [] };
    return { ...shown, ...nothing, sections: [], acts: [] };
  }
  const cadences = (await cadencesOf(db, person.workspace_id, [programId])).filter(({ state }) => state === "active");
  const next = await nextOf(services, person, cadences);
  const { choices, buttons } = await actsOnCard(services, visitor, programId);
  return {
    ...shown,
    ...itemsShown(services, person, open, shown.mayRead ? HIDDEN_FROM_ABOVE : HIDDEN_FROM_TEAM),
    people: await peopleShown(services, program),
    checkIns: cadences.map((cadence) => ({ name: nameOf(cadence, reader), next: next(cadence.id) })),
    sections: await sectionsOf(services, person, programId),
    acts: [
      ...buttons,
      ...programActs(
        reader,
        {
          id: programId,
          isClosed: shown.isClosed,
          isPaused: restsUntil(program) !== null,
          checkIns: cadences.length,
          mayChange: may(standings, "change-program"),
        },
        {
          menu: programMenu.itemsIn(services),
          buttons: programButtons.itemsIn(services),
          choices,
        },
      ),
    ],
  };
}

/** To whoever has a part in it without a seat: what it is for, who is in it, and what is theirs; null: it is not that way. */
async function openedForPart(services: Services, person: Person, programId: string): Promise<OpenedProgram | null> {
  const { db } = services;
  if ((await standingsOf(db, person, programId, services)).length > 0) return null;
  const program = (await programsWithPart.of(services, db, { person })).find(({ id }) => id === programId);
  if (!program) return null;
  const open = await openItems(services, person, programId);
  return {
    id: program.id,
    title: program.title,
    isClosed: false,
    digestId: null,
    reported: null,
    mayRead: false,
    mayAskLead: false,
    mayReadRegister: false,
    requestButtons: await buttonsOfRequests(services, await visitorOf(services, person), open),
    ...itemsShown(services, person, open, []),
    people: await peopleShown(services, program),
    limits: null,
    maySetLimits: false,
    checkIns: [],
    portfolio: null,
    sections: program.purpose === "" ? [] : [plainSection(shorten(program.purpose, LONGEST_PURPOSE))],
    acts: [],
  };
}

const LONGEST_PURPOSE = 1000;

/** Nothing is reported of a portfolio itself. */
async function openedAsPortfolio(
  services: Services,
  person: Person,
  { program, standings }: { program: Program; standings: Standing[] },
): Promise<OpenedProgram> {
  const portfolio = await openedPortfolio(services, person, { program, standings });
  const open = await openItems(services, person, program.id);
  return {
    id: program.id,
    title: program.title,
    isClosed: portfolio.isClosed,
    digestId: null,
    reported: null,
    mayRead: false,
    mayAskLead: false,
    mayReadRegister: may(standings, "read-record"),
    requestButtons: await buttonsOfRequests(services, await visitorOf(services, person), open),
    ...itemsShown(services, person, open, HIDDEN_FROM_ABOVE),
    portfolio,
    people: [],
    limits: null,
    maySetLimits: false,
    checkIns: [],
    sections: await goalsOnScreen(services, person, program.id),
    acts: portfolio.acts,
  };
}

/** Throws PROGRAM_NOT_SHOWN. */
export async function programShown(
  services: Services,
  person: Person,
  programId: string,
): Promise<{ program: Program; standings: Standing[] }> {
  const { db } = services;
  const program = await programOf(db, person.workspace_id, programId);
  const standings = await standingsOf(db, person, programId, services);
  if (standings.length > 0) return { program, standings };
  throw failure("PROGRAM_NOT_SHOWN", { program: await titleFor(services, db, person, program) });
}

/** Who reads by a portfolio, reads as its committee. */
function roleOfReader(standings: readonly Standing[]): ScreenInput["reader"]["role"] {
  const role = ROLES.find((each) => standings.includes(each));
  return role ?? (standings.includes("body") ? "steering" : "office");
}

async function openItems(services: Services, person: Person, programId: string): Promise<ListedItem[]> {
  const filter = { isMine: false, programId, type: null, state: "open" as const };
  const { listed } = await listRecord({ ...services, actor: person }, filter);
  return listed.filter(({ item }) => item.state !== "active");
}

/** The form to decide, reply or vote where that is theirs to do, else the request itself. */
async function buttonsOfRequests(
  services: Services,
  visitor: Visitor,
  open: readonly ListedItem[],
): Promise<ReadonlyMap<string, Button>> {
  const requests = open.filter(({ item }) => item.type === "request");
  if (requests.length === 0) return new Map();
  const { person, reader } = visitor;
  const { toDecide, toReply, toVote } = await requestsAtHand(services, visitor);
  const viewers = [
    ...toDecide.map((request) => ({ request, as: "decider" as const })),
    ...toReply.map((request) => ({ request, as: "requester" as const })),
    ...toVote.map((request) => ({ request, as: "voter" as const })),
  ];
  const forms = new Map(
    viewers.map(({ request, as }) => [request.id, formButton(reader, request, { readerId: person.id, as })]),
  );
  const { open: label } = textsFor(registerTexts, reader).button;
  return new Map(requests.map(({ item: { id } }) => [id, forms.get(id) ?? button(itemIds.open, label, { value: id })]));
}

/** As many as the report counts, and apart from them those that it leaves out. */
function itemsShown(services: Services, person: Person, all: readonly ListedItem[], left: readonly Disclosure[]) {
  const open = all.filter(({ item }) => !left.includes(item.disclosure));
  const due = ({ item }: ListedItem) => item.due_on ?? "9999";
  const isStepInTime = (one: ListedItem) =>
    one.item.type === "step" && due(one) >= localDateOf(services.clock.now(), person.zone);
  const isListedApart = ({ item }: ListedItem) => item.type === "request" || item.type === "milestone" || isGoal(item);
  const rest = open.filter((one) => !isListedApart(one) && !isStepInTime(one));
  return {
    restricted: all.filter(({ item }) => left.includes(item.disclosure)),
    requests: open.filter(({ item }) => item.type === "request"),
    items: [...rest.filter(({ item }) => isOpenBlocker(item)), ...rest.filter(({ item }) => !isOpenBlocker(item))],
    milestones: open
      .filter(({ item }) => item.type === "milestone")
      .toSorted((item, other) => (due(item) < due(other) ? -1 : 1)),
  };
}

async function peopleShown({ db, clock }: Services, program: Program): Promise<OpenedProgram["people"]> {
  const { workspace_id: workspaceId, id } = program;
  const seats = (await seatsByProgram(db, workspaceId, [id], seatDay(clock.now()))).get(id) ?? [];
  const members = seats.filter(({ role }) => role === "steering");
  const { chair_id: chairId } = await committeeOf(db, workspaceId, id);
  const chair = members.find((seat) => seat.person_id === chairId)?.name;
  return SEAT_ROLES.map((role) => ({
    role,
    names: [...new Set(seats.filter((seat) => seat.role === role).map(({ name }) => name))],
    ...(role === "steering" && { chair }),
  })).filter(({ role, names }) => names.length > 0 || role === "lead");
}

async function sectionsOf(services: Services, person: Person, programId: string): Promise<KnownBlock[]> {
  const blocks: KnownBlock[] = [];
  for (const section of programSections.itemsIn(services)) blocks.push(...(await section(services, person, programId)));
  return blocks;
}

/** What its check-ins offer; they are asked about this program alone. */
async function actsOnCard(services: Services, visitor: Visitor, programId: string) {
  const own = { ...visitor, programs: visitor.programs.filter(({ id }) => id === programId) };
  return (await roundsOnCards(services, own))(programId) ?? { choices: [], buttons: [] };
}
