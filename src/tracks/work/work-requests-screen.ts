/** `/drumbeat work`: what one has asked for, and what a program is asked for in the order of its lead; each opens. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { type Person, readerAt } from "../../people/people.ts";
import { may } from "../../people/rights.ts";
import type { Services } from "../../platform/services.ts";
import { type Reader, shortDate, textsFor, withoutFullStop } from "../../platform/texts/language.ts";
import { addMs, DAY, daysBetween, localDateOf } from "../../platform/time.ts";
import { listProgramsFor } from "../../programs/programs.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  header,
  menu,
  option,
  section,
  sectionsOf,
} from "../../slack/blocks.ts";
import { modal } from "../../slack/modal.ts";
import { pageOf } from "../../slack/screen-pages.ts";
import { trackTexts } from "../texts.ts";
import { lineOf } from "../tracks-screen.ts";
import { actButton, type WorkAct, workIds } from "./action-ids.ts";
import { answerLines } from "./brief.ts";
import { timesBlocks } from "./cycle-times-screen.ts";
import {
  listMine,
  listUnderWay,
  type WorkRequest,
  type WorkRequestSeen,
  withSteps,
  workRequestFor,
} from "./request-queries.ts";
import { listOffered } from "./request-types.ts";
import { because, headOf, type Looking, lookingAt, stateLines } from "./state-in-words.ts";
import { workTexts } from "./texts.ts";
import { startLine, tooLateLine } from "./timing-in-words.ts";

const ON_PAGE = 10;
/** What has ended stands in the list of whoever asked for so long. */
const ENDED_SHOWN_MS = 30 * DAY;

/** With a request that one; else the list, of this program for whoever leads it, or its times by step. */
export const placeSchema = z.object({
  programId: z.string().nullable().default(null),
  page: z.int().min(0).default(0),
  workRequestId: z.string().nullable().default(null),
  isTimes: z.boolean().default(false),
});
export type Place = z.infer<typeof placeSchema>;

export async function workView(services: Services, actor: Person, given: Partial<Place> = {}): Promise<ModalView> {
  const place = placeSchema.parse(given);
  const reader = readerAt(actor, services.clock.now());
  return modal({
    private_metadata: JSON.stringify(place),
    title: textsFor(workTexts, reader).title,
    close: textsFor(trackTexts, reader).close,
    blocks: await blocksAt(services, actor, reader, place),
  });
}

async function blocksAt(services: Services, actor: Person, reader: Reader, place: Place): Promise<KnownBlock[]> {
  if (place.isTimes) return timesBlocks({ ...services, actor }, reader, place.programId ?? "");
  return place.workRequestId === null
    ? listBlocks(services, actor, reader, place)
    : workRequestBlocks(services, actor, reader, place);
}

async function listBlocks(services: Services, actor: Person, reader: Reader, place: Place): Promise<KnownBlock[]> {
  const { db, clock } = services;
  const texts = textsFor(workTexts, reader);
  const led = (await listProgramsFor(db, actor, services)).filter(
    ({ program, standings }) => program.state === "active" && may(standings, "change-program"),
  );
  const program = (led.find((each) => each.program.id === place.programId) ?? led[0])?.program;

  const mine = await listMine(db, actor, addMs(clock.now(), -ENDED_SHOWN_MS));
  const underWay = program ? await listUnderWay(db, program) : [];
  const workRequests = await withSteps(db, actor.workspace_id, [...mine, ...underWay]);
  const own = workRequests
    .slice(0, mine.length)
    .map((workRequest) => ({ workRequest, head: texts.list.mine, isMine: true }));
  const all = [...own, ...boardOf(reader, workRequests.slice(mine.length))];

  const turn = (page: number, label: string) =>
    button(`${workIds.page}:${page}`, label, { value: JSON.stringify({ ...place, page }) });
  const timesButton = (programId: string) =>
    button(`${workIds.page}:times`, texts.times.title, { value: JSON.stringify({ programId, isTimes: true }) });
  const { shown, below } = pageOf(reader, all, { size: ON_PAGE, page: place.page, turn });
  const seen = shown.map(({ workRequest }) => workRequest);
  const looking = await lookingAt(db, { reader, readerId: actor.id, now: clock.now() }, seen);

  const isOffered = (await listOffered(db, actor.workspace_id)).length > 0;
  const titles = led.map((each) => option(each.program.id, each.program.title));
  const switching = titles.length > 1 ? menu(workIds.program, titles, program?.title ?? "") : undefined;
  const acts = [
    ...(isOffered ? [button(workIds.ask, texts.ask, { value: "", primary: mine.length === 0 })] : []),
    ...(program ? [actButton(reader, "take", program.id), timesButton(program.id)] : []),
    ...(switching ? [switching] : []),
  ];

  return [
    ...(mine.length === 0 ? [section(isOffered ? texts.list.none : texts.list.nowhere)] : []),
    ...(acts.length > 0 ? [actions("work.acts", ...acts)] : []),
    ...shown.flatMap(({ workRequest, head, isMine }, index) => [
      ...(head === shown[index - 1]?.head ? [] : [header(head)]),
      ...(isMine ? [mineRow(looking, workRequest)] : boardRow(looking, workRequest)),
    ]),
    ...below,
  ];
}

/** By the step that each has reached, in the order of the steps; within one as the lead ordered them. */
function boardOf(reader: Reader, workRequests: readonly WorkRequest[]) {
  const headed = workRequests.map((workRequest) => {
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
      isMine: false,
    }));
}

function mineRow(looking: Looking, workRequest: WorkRequest): KnownBlock {
  const { open } = textsFor(workTexts, looking.reader);
  const text = `${headOf(workRequest)}\n${stateLines(looking, workRequest).join(" ")}`;
  return section(text, button(workIds.open, open, { value: workRequest.id }));
}

/** Whose it is, its term and its age; what is to be put in order with what weighs, and with what moves it. */
function boardRow(looking: Looking, workRequest: WorkRequest): KnownBlock[] {
  const { reader, today } = looking;
  const { id, steps, held_until: held } = workRequest;
  const texts = textsFor(workTexts, reader);
  const [step] = workRequest.current;
  const isOpen = step?.state === "open" && held === null;
  const state = isOpen
    ? openState(looking, workRequest, lineOf(reader, looking, step, steps))
    : stateLines(looking, workRequest).slice(0, 1);
  const age = texts.list.age(daysBetween(localDateOf(workRequest.asked_at, reader.zone), today));
  const weighed = answerLines(reader, workRequest, ({ isWeighed, kind }) => isWeighed || kind === "date").join(" · ");
  const text = [
    `*${workRequest.code}* ${escapeMrkdwn(workRequest.title)}`,
    [...state, age].filter(Boolean).join(" · "),
    ...(workRequest.isToOrder && weighed !== "" ? [weighed] : []),
  ];
  const open = button(workIds.open, texts.open, { value: id });
  const row = section(text.join("\n"), open);
  const acts: WorkAct[] = [...(held === null ? (["start"] as const) : []), "up", "top"];
  const buttons = acts.map((act) => actButton(reader, act, id, { primary: act === "start" }));
  return workRequest.isToOrder ? [row, actions(`work.order:${id}`, ...buttons)] : [row];
}

/** Of what is to be put in order the day by which it is begun stands in the place of its owner's own. */
function openState(looking: Looking, workRequest: WorkRequest, [owner, due]: (string | undefined)[]) {
  if (!workRequest.isToOrder) return [owner, due, withoutFullStop(tooLateLine(looking, workRequest))];
  return [owner, withoutFullStop(startLine(looking, workRequest)) || due];
}

async function workRequestBlocks(
  services: Services,
  actor: Person,
  reader: Reader,
  place: Place,
): Promise<KnownBlock[]> {
  const { db, clock } = services;
  const texts = textsFor(workTexts, reader);
  const seen = await workRequestFor({ ...services, actor }, place.workRequestId ?? "");
  const { workRequest } = seen;
  const looking = await lookingAt(db, { reader, readerId: actor.id, now: clock.now() }, [workRequest]);
  const date = shortDate(reader, localDateOf(workRequest.asked_at, reader.zone));
  const asked = [
    texts.list.asked(escapeMrkdwn(looking.names.get(workRequest.requester_id) ?? ""), date),
    ...(workRequest.permalink === null ? [] : [`<${workRequest.permalink}|${texts.list.message}>`]),
  ];
  return [
    section(headOf(workRequest)),
    context(asked.join(" · ")),
    ...sectionsOf(answerLines(reader, workRequest, () => true)),
    section(stateLines(looking, workRequest).join("\n")),
    ...because(looking, workRequest),
    actions(
      "work.acts",
      button(workIds.list, texts.list.all, { value: workRequest.program_id }),
      ...(seen.isRequester && workRequest.isIncomplete
        ? [button(workIds.add, texts.add, { value: workRequest.id, primary: true })]
        : []),
      ...actsOn(seen).map((act) => actButton(reader, act, workRequest.id, { primary: act === "start" })),
    ),
  ];
}

function actsOn({ workRequest, isRequester, isLead }: WorkRequestSeen): WorkAct[] {
  const { held_until: held, outcome } = workRequest;
  const isNext = workRequest.isToOrder && held === null;
  const acts: [WorkAct, boolean][] = [
    ["start", isLead && isNext],
    ["capacity", isLead && isNext],
    ["decline", isLead && isNext],
    ["resume", isLead && held !== null],
    ["hold", isLead && held === null],
    ["split", isLead],
    ["withdraw", isLead || isRequester],
  ];
  return acts.flatMap(([act, isOffered]) => (isOffered && outcome === null ? [act] : []));
}
