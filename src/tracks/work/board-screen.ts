/** The list of work requests: what one has asked for, then those of a program by step, or by month once they have ended. */
import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import { namesOf, type Person } from "../../people/people.ts";
import type { Services } from "../../platform/services.ts";
import { monthAndYear, type Reader, shortDate, textsFor, withoutFullStop } from "../../platform/texts/language.ts";
import { daysBetween, localDateOf } from "../../platform/time.ts";
import { actions, button, context, escapeMrkdwn, header, menu, option, section, select } from "../../slack/blocks.ts";
import { pageOf } from "../../slack/screen-pages.ts";
import { lineOf } from "../tracks-screen.ts";
import { actButton, actMenu, type WorkAct, workIds } from "./action-ids.ts";
import { answerLines, changeLines, SHORT_ANSWER } from "./answers-in-words.ts";
import { type Board, type BoardFilter, listFoundWorkRequests, ME, monthOf, peopleOf, readBoard } from "./board.ts";
import { boardTexts } from "./board-texts.ts";
import type { Place } from "./place.ts";
import type { WorkRequest } from "./request-queries.ts";
import { listOffered } from "./request-types.ts";
import { because, headOf, type Looking, lookingAt, stateLines } from "./state-in-words.ts";
import { workTexts } from "./texts.ts";
import { startLine, tooLateLine } from "./timing-in-words.ts";
import { validationOf } from "./validate.ts";

const ON_PAGE = 10;

/** `led`: one of a program that the reader leads. */
type RowKind = "own" | "board" | "led" | "ended";

/** A request below its heading. */
interface Row {
  workRequest: WorkRequest;
  head: string;
  kind: RowKind;
}

interface Showing {
  services: Services;
  actor: Person;
  reader: Reader;
  place: Place;
}

export async function listBlocks(showing: Showing): Promise<KnownBlock[]> {
  const { services, actor, reader, place } = showing;
  const { db } = services;
  const texts = textsFor(workTexts, reader);
  const board = await readBoard({ ...services, actor }, place);
  const { isEnded } = place.filter;
  const rows = isEnded ? endedRows(reader, [...board.own, ...board.listed]) : rowsUnderWay(reader, board);

  const offered = await listOffered(db, actor.workspace_id);
  const isOffered = offered.length > 0;
  const hasNone = board.all.length === 0 && !isEnded;
  return [
    ...(hasNone ? [section(isOffered ? texts.list.none : texts.list.nowhere)] : []),
    ...actsOf(showing, board, new Set(offered.map(({ program }) => program.id))),
    ...(await filtersOf(showing, board)),
    ...(rows.length === 0 && !hasNone ? [section(emptyLine(reader, place, board))] : []),
    ...(await pageBlocks(showing, rows)),
    ...(isEnded ? [context(textsFor(boardTexts, reader).search)] : []),
  ];
}

/** What was found in all programs. */
export async function foundBlocks(showing: Showing): Promise<KnownBlock[]> {
  const { services, actor, reader, place } = showing;
  const words = place.query ?? "";
  const found = await listFoundWorkRequests({ ...services, actor }, words);
  const { list } = textsFor(workTexts, reader);
  const texts = textsFor(boardTexts, reader);
  const rows = found.map((workRequest): Row => {
    const isEnded = workRequest.outcome !== null;
    return { workRequest, head: isEnded ? texts.ended : texts.underWay, kind: isEnded ? "ended" : "own" };
  });
  return [
    section(escapeMrkdwn(texts.found(words, found.length))),
    actions("work.acts", button(workIds.list, list.all, { value: "" })),
    ...(await pageBlocks(showing, rows)),
  ];
}

function emptyLine(reader: Reader, { filter }: Place, { all }: Board): string {
  const texts = textsFor(boardTexts, reader);
  if (all.length > 0) return texts.noMatch;
  return filter.isEnded ? texts.noneEnded : texts.none;
}

/** What is done for the whole list. `taking`: the programs that take requests. */
function actsOf({ reader, actor, place }: Showing, board: Board, taking: ReadonlySet<string>): KnownBlock[] {
  const { shown, own, programs, listed, all } = board;
  const texts = textsFor(workTexts, reader);
  const { picture } = textsFor(boardTexts, reader);
  const id = shown?.program.id ?? "";
  const titles = programs.map(({ program }) => option(program.id, program.title));
  const switching = titles.length > 1 ? menu(workIds.program, titles, shown?.program.title ?? "") : undefined;
  const isValidating = all.some((workRequest) => validationOf(workRequest, actor.id) !== undefined);
  const isToTake = shown?.isLed === true && !taking.has(id);
  const isToAskFirst = own.length === 0 && !isValidating && !isToTake;
  const furtherActs =
    shown?.isLed &&
    !isToTake &&
    actMenu(reader, [
      { act: "take", id },
      { act: "times", id },
    ]);
  const acts = [
    ...(isValidating && !place.filter.isEnded ? [actButton(reader, "validate", id, { primary: true })] : []),
    ...(taking.size > 0 ? [button(workIds.ask, texts.ask, { value: "", primary: isToAskFirst })] : []),
    ...(isToTake ? [actButton(reader, "take", id, { primary: true })] : []),
    ...(listed.length > 0 && !place.filter.isEnded ? [button(workIds.picture, picture.show, { value: id })] : []),
    ...(furtherActs ? [furtherActs] : []),
    ...(switching ? [switching] : []),
  ];
  return acts.length === 0 ? [] : [actions("work.acts", ...acts)];
}

/** Menus of what there is more than one of. */
async function filtersOf({ services, actor, reader, place }: Showing, board: Board): Promise<KnownBlock[]> {
  const { filter } = place;
  const texts = textsFor(boardTexts, reader);
  const { all, shown } = board;
  if (all.length === 0 && !shown && !filter.isEnded) return [];

  const names = await namesOf(services.db, actor.workspace_id, all.flatMap(peopleOf));
  const others = [...names].filter(([id]) => id !== actor.id).toSorted(([, a], [, b]) => a.localeCompare(b));
  const types = all.map(({ track }) => [track.definition.key, textsFor(track.definition.name, reader)] as const);
  const choices: [keyof BoardFilter, string, (readonly [string, string])[]][] = [
    ["type", texts.types, [...new Map(types)]],
    ["person", texts.everybody, [[ME, texts.you], ...others]],
    filter.isEnded ? ["month", texts.months, monthsOf(reader, all)] : ["step", texts.steps, stepsIn(reader, all)],
  ];
  const state = [option(UNDER_WAY, texts.underWay), option(ENDED, texts.ended)];
  return [
    actions(
      "work.filters",
      select(`${workIds.filter}:isEnded`, state, { initial: filter.isEnded ? ENDED : UNDER_WAY }),
      ...choices.flatMap(([name, any, found]) => {
        const chosen = filter[name];
        if (found.length < 2 && chosen === null) return [];
        const options = [[ALL, any] as const, ...found].map(([value, label]) => option(value, label));
        return [select(`${workIds.filter}:${name}`, options, { initial: chosen === null ? ALL : String(chosen) })];
      }),
    ),
  ];
}

/** As the menus have it. */
const UNDER_WAY = "open";
const ENDED = "ended";
const ALL = "all";

const pressedFilter = z.enum(["isEnded", "type", "person", "step", "month"]);

/** The place with the filter as it was chosen in a menu; what was narrowed down by the state before is left out. */
export function filtered(place: Place, { id, value }: { id: string; value: string }): Place {
  const name = pressedFilter.parse(id.split(":").at(-1));
  const { filter } = place;
  if (name === "isEnded")
    return { ...place, page: 0, filter: { ...filter, isEnded: value === ENDED, step: null, month: null } };
  return { ...place, page: 0, filter: { ...filter, [name]: value === ALL ? null : value } };
}

/** The latest first. */
function monthsOf(reader: Reader, ended: readonly WorkRequest[]): [string, string][] {
  const months = ended.map(({ ended_at: at }) => monthOf(at ?? "", reader.zone));
  const sorted = [...new Set(months)].toSorted().reverse();
  return sorted.map((month) => [month, monthAndYear(reader, `${month}-01`)]);
}

/** In the order of the steps. */
function stepsIn(reader: Reader, workRequests: readonly WorkRequest[]): [string, string][] {
  const reached = new Set(workRequests.map((workRequest) => workRequest.reached?.key));
  const steps = workRequests.flatMap((workRequest) => workRequest.steps).filter(({ key }) => reached.has(key));
  return [...new Map(steps.map(({ key, title }) => [key, textsFor(title, reader)]))];
}

async function pageBlocks({ services, actor, reader, place }: Showing, rows: readonly Row[]): Promise<KnownBlock[]> {
  const turn = (page: number, label: string) =>
    button(`${workIds.page}:${page}`, label, { value: JSON.stringify({ ...place, page }) });
  const { shown, below } = pageOf(reader, rows, { size: ON_PAGE, page: place.page, turn });
  const seen = shown.map(({ workRequest }) => workRequest);
  const now = services.clock.now();
  const looking = await lookingAt(services.db, { reader, readerId: actor.id, now }, seen);
  return [
    ...shown.flatMap(({ workRequest, head, kind }, index) => [
      ...(head === shown[index - 1]?.head ? [] : [header(head)]),
      ...rowBlocks(looking, workRequest, kind),
    ]),
    ...below,
  ];
}

function rowBlocks(looking: Looking, workRequest: WorkRequest, kind: RowKind): KnownBlock[] {
  switch (kind) {
    case "own":
      return [ownRow(looking, workRequest)];
    case "ended":
      return endedRow(looking, workRequest);
    case "led":
    case "board":
      return boardRow(looking, workRequest, kind === "led");
  }
}

/** What the reader asked for stands once: in the list of a program that they lead where they order it, else among their own. */
function rowsUnderWay(reader: Reader, { own, listed, ...board }: Board): Row[] {
  const isLed = board.shown?.isLed ?? false;
  const idsOf = (workRequests: readonly WorkRequest[]) => new Set(workRequests.map(({ id }) => id));
  const ownIds = idsOf(own);
  const listedIds = idsOf(listed);
  const mine = isLed ? own.filter(({ id }) => !listedIds.has(id)) : own;
  const others = isLed ? listed : listed.filter(({ id }) => !ownIds.has(id));
  const { mine: head } = textsFor(workTexts, reader).list;
  return [...ownRows(head, mine), ...boardRows(reader, { ...board, listed: others })];
}

function ownRows(head: string, own: readonly WorkRequest[]): Row[] {
  return own.map((workRequest) => ({ workRequest, head, kind: "own" }));
}

/** By the step that each has reached, in the order of the steps; within one as the lead ordered them. */
function boardRows(reader: Reader, { listed, shown }: Pick<Board, "listed" | "shown">): Row[] {
  const kind = shown?.isLed ? "led" : "board";
  const headed = listed.map((workRequest) => {
    const { reached: step } = workRequest;
    const head = `${workRequest.program.title} · ${step ? textsFor(step.title, reader) : ""}`;
    return { workRequest, head, place: workRequest.steps.findIndex(({ key }) => key === step?.key) };
  });
  const groups = Map.groupBy(headed, ({ head }) => head);
  return headed
    .toSorted((a, b) => a.place - b.place || a.head.localeCompare(b.head))
    .map(({ workRequest, head }) => ({
      workRequest,
      head: `${head} · ${groups.get(head)?.length ?? 0}`,
      kind,
    }));
}

/** By month, the latest first; each once. */
function endedRows(reader: Reader, workRequests: readonly WorkRequest[]): Row[] {
  const all = [...new Map(workRequests.map((each) => [each.id, each])).values()];
  const headed = all
    .toSorted((a, b) => (b.ended_at ?? "").localeCompare(a.ended_at ?? ""))
    .map((workRequest) => {
      const head = monthAndYear(reader, localDateOf(workRequest.ended_at ?? "", reader.zone));
      return { workRequest, head };
    });
  const groups = Map.groupBy(headed, ({ head }) => head);
  return headed.map(({ workRequest, head }) => ({
    workRequest,
    head: `${head} · ${groups.get(head)?.length ?? 0}`,
    kind: "ended",
  }));
}

function ownRow(looking: Looking, workRequest: WorkRequest): KnownBlock {
  const { open } = textsFor(workTexts, looking.reader);
  const text = `${headOf(workRequest)}\n${stateLines(looking, workRequest).join(" ")}`;
  return section(text, button(workIds.open, open, { value: workRequest.id }));
}

/** With its result, or why it ended. */
function endedRow(looking: Looking, workRequest: WorkRequest): KnownBlock[] {
  const { reader, names } = looking;
  const { open, list } = textsFor(workTexts, reader);
  const name = escapeMrkdwn(names.get(workRequest.requester_id) ?? "");
  const asked = list.asked(name, shortDate(reader, localDateOf(workRequest.asked_at, reader.zone)));
  const text = `${headOf(workRequest)}\n${stateLines(looking, workRequest).join(" ")}\n${asked}`;
  return [section(text, button(workIds.open, open, { value: workRequest.id })), ...because(looking, workRequest)];
}

/** Whose it is, its term and its age; what is to be put in order with what weighs, and with what moves it. */
function boardRow(looking: Looking, workRequest: WorkRequest, isLed: boolean): KnownBlock[] {
  const { reader, today } = looking;
  const { id, steps, held_until: held } = workRequest;
  const texts = textsFor(workTexts, reader);
  const [step] = workRequest.current;
  const isOpen = step?.state === "open" && held === null;
  const state = isOpen
    ? openState(looking, workRequest, lineOf(reader, looking, step, steps))
    : stateLines(looking, workRequest).slice(0, 1).map(withoutFullStop);
  const age = texts.list.age(daysBetween(localDateOf(workRequest.asked_at, reader.zone), today));
  const weighed = answerLines(reader, workRequest, ({ isWeighed, kind }) => isWeighed || kind === "date").join(" · ");
  const text = [
    `*${workRequest.code}* ${escapeMrkdwn(workRequest.title)}`,
    [...state, age, Object.keys(workRequest.proposed).length > 0 ? texts.change.marked : ""]
      .filter(Boolean)
      .join(" · "),
    ...(workRequest.isToOrder && weighed !== "" ? [weighed] : []),
    ...changeLines(reader, workRequest, SHORT_ANSWER),
  ];
  const row = section(text.join("\n"), button(workIds.open, texts.open, { value: id }));
  if (!workRequest.isToOrder || !isLed) return [row];
  const acts: WorkAct[] = [...(held === null ? (["start"] as const) : []), "up", "top"];
  const buttons = acts.map((act) => actButton(reader, act, id, { primary: act === "start" }));
  return [row, actions(`work.order:${id}`, ...buttons)];
}

/** Of what is to be put in order the day by which it is begun stands in the place of its owner's own. */
function openState(looking: Looking, workRequest: WorkRequest, [owner, due]: (string | undefined)[]) {
  if (!workRequest.isToOrder) return [owner, due, withoutFullStop(tooLateLine(looking, workRequest))];
  return [owner, withoutFullStop(startLine(looking, workRequest)) || due];
}
