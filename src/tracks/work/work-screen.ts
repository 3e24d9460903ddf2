/** `/drumbeat work`: what one has asked for, and what a program is asked for in the order of its lead; each opens. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { type Person, readerAt } from "../../people/people.ts";
import { may } from "../../people/rights.ts";
import type { Services } from "../../platform/services.ts";
import { languageOf, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { addMs, DAY, localDateOf } from "../../platform/time.ts";
import { listProgramsFor } from "../../programs/programs.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  header,
  menu,
  option,
  plain,
  section,
  shorten,
} from "../../slack/blocks.ts";
import { COMPOSITION_LIMITS } from "../../slack/limits.ts";
import { pageOf } from "../../slack/pages.ts";
import { roleNames, rolesOf } from "../roles.ts";
import type { IntakeField } from "../template.ts";
import { trackTexts } from "../texts.ts";
import { stepTexts } from "../texts-steps.ts";
import { lineOf } from "../tracks-screen.ts";
import { actButton } from "./act-button.ts";
import { type WorkAct, workIds } from "./ids.ts";
import { answerIn } from "./intake-form.ts";
import {
  fieldsOf,
  followed,
  listMine,
  listUnderWay,
  type RequestSeen,
  requestFor,
  stepAt,
  type WorkRequest,
  withSteps,
} from "./reading.ts";
import { because, type Looking, lookingAt, stateLines, stepName, usualLine } from "./state.ts";
import { workTexts } from "./texts.ts";
import { listOffered } from "./types.ts";

const ON_PAGE = 10;
/** What has ended stands in the list of whoever asked for so long. */
const ENDED_SHOWN_MS = 30 * DAY;

/** With a request that one; else the list, of this program for whoever leads it. */
export const placeSchema = z.object({
  programId: z.string().nullable().default(null),
  page: z.int().min(0).default(0),
  requestId: z.string().nullable().default(null),
});
export type Place = z.infer<typeof placeSchema>;

export async function workView(services: Services, actor: Person, given: Partial<Place> = {}): Promise<ModalView> {
  const place = placeSchema.parse(given);
  const reader = readerAt(actor, services.clock.now());
  return {
    type: "modal",
    private_metadata: JSON.stringify(place),
    title: plain(textsFor(workTexts, reader).title),
    close: plain(textsFor(trackTexts, reader).close),
    blocks: await (place.requestId === null ? listBlocks : requestBlocks)(services, actor, reader, place),
  };
}

async function listBlocks(services: Services, actor: Person, reader: Reader, place: Place): Promise<KnownBlock[]> {
  const { db, clock } = services;
  const texts = textsFor(workTexts, reader);
  const all = await listProgramsFor(db, actor, services);
  const led = all.filter(({ program, standings }) => program.state === "active" && may(standings, "change-program"));
  const program = (led.find((each) => each.program.id === place.programId) ?? led[0])?.program;
  const mine = await listMine(db, actor, addMs(clock.now(), -ENDED_SHOWN_MS));
  const underWay = program ? await listUnderWay(db, program) : [];
  const turn = (page: number, label: string) =>
    button(`${workIds.page}:${page}`, label, { value: JSON.stringify({ ...place, page }) });
  const { shown, below } = pageOf(reader, [...mine, ...underWay], { size: ON_PAGE, page: place.page, turn });
  const requests = await withSteps(db, actor.workspace_id, shown);
  // What the lead of a program asked for there stands in both lists.
  const ownCount = shown.filter((row) => mine.includes(row)).length;
  const [own, others] = [requests.slice(0, ownCount), requests.slice(ownCount)];
  const merged = await Promise.all(own.map((each) => followed(db, each)));
  const looking = await lookingAt(db, { reader, readerId: actor.id, now: clock.now() }, [...requests, ...merged]);
  const isOffered = (await listOffered(db, actor.workspace_id)).length > 0;
  const titles = led.map((each) => option(each.program.id, each.program.title));
  const switching = titles.length > 1 ? menu(workIds.program, titles, program?.title ?? "") : undefined;
  const acts = [
    ...(isOffered ? [button(workIds.ask, texts.ask, { value: "", primary: mine.length === 0 })] : []),
    ...(program ? [actButton(reader, "take", program.id)] : []),
    ...(switching ? [switching] : []),
  ];
  return [
    ...(mine.length === 0 ? [section(isOffered ? texts.list.none : texts.list.nowhere)] : []),
    ...(acts.length > 0 ? [actions("work.acts", ...acts)] : []),
    ...(own.length > 0 ? [header(texts.list.mine)] : []),
    ...own.map((request, index) => mineRow(looking, request, merged[index] ?? null)),
    ...(program && others.length > 0 ? [header(texts.list.underWay(program.title, underWay.length))] : []),
    ...others.flatMap((request) => programRow(looking, request)),
    ...below,
  ];
}

function mineRow(looking: Looking, request: WorkRequest, into: WorkRequest | null): KnownBlock {
  const head = `*${request.code}* ${escapeMrkdwn(request.title)} · ${escapeMrkdwn(request.program.title)}`;
  const open = textsFor(workTexts, looking.reader).open;
  const text = `${head}\n${stateLines(looking, request, into).join(" ")}`;
  return section(text, button(workIds.open, open, { value: into?.id ?? request.id }));
}

function programRow(looking: Looking, request: WorkRequest): KnownBlock[] {
  const { reader } = looking;
  const { id, rank, held_until: held } = request;
  const weighed = answerLines(reader, request, ({ isWeighed, kind }) => isWeighed || kind === "date").join(" · ");
  const text = [`*${request.code}* ${escapeMrkdwn(request.title)}`, stateLines(looking, request).join(" "), weighed];
  const row = section(
    shorten(text.filter(Boolean).join("\n"), COMPOSITION_LIMITS.text),
    button(workIds.open, textsFor(workTexts, reader).open, { value: id }),
  );
  const acts: WorkAct[] = [...(held === null ? (["start"] as const) : []), "up", "down", "top"];
  const buttons = acts.map((act) => actButton(reader, act, id, { primary: act === "start" }));
  return rank === null ? [row] : [row, actions(`work.order:${id}`, ...buttons)];
}

async function requestBlocks(services: Services, actor: Person, reader: Reader, place: Place): Promise<KnownBlock[]> {
  const { db, clock } = services;
  const texts = textsFor(workTexts, reader);
  const seen = await requestFor({ ...services, actor }, place.requestId ?? "");
  const { request } = seen;
  const looking = await lookingAt(db, { reader, readerId: actor.id, now: clock.now() }, [request]);
  const roles = await rolesOf(db, { workspace_id: actor.workspace_id, id: request.program_id });
  const names = new Map([...roleNames(reader, roles), ...looking.names]);
  const steps = request.steps.map((step) => {
    const line = lineOf(reader, { names, today: looking.today }, step, request.steps).filter(Boolean).join(" · ");
    return `*${stepName(reader, step)}* · ${escapeMrkdwn(line)}`;
  });
  const date = shortDate(reader, localDateOf(request.asked_at, reader.zone));
  const asked = [
    texts.list.asked(escapeMrkdwn(names.get(request.requester_id) ?? ""), date),
    ...(request.permalink === null ? [] : [`<${request.permalink}|${texts.list.message}>`]),
  ];
  const usual = await usualLine(db, looking, request);
  return [
    section(`*${escapeMrkdwn(request.title)}* · ${request.code} · ${escapeMrkdwn(request.program.title)}`),
    context(asked.join(" · ")),
    section(shorten(answerLines(reader, request, () => true).join("\n"), COMPOSITION_LIMITS.text)),
    section(stateLines(looking, request).join("\n")),
    ...because(looking, request),
    section(steps.join("\n")),
    ...(usual === "" ? [] : [context(usual)]),
    actions(
      "work.acts",
      button(workIds.list, texts.list.all, { value: request.program_id }),
      ...(seen.isRequester && request.missing !== null
        ? [button(workIds.add, texts.add, { value: request.id, primary: true })]
        : []),
      ...actsOn(seen).map((act) => actButton(reader, act, request.id, { primary: act === "start" })),
    ),
  ];
}

function actsOn({ request, isRequester, isLead }: RequestSeen): WorkAct[] {
  const { held_until: held, missing, outcome } = request;
  const isToOrder = stepAt(request, "prioritisation")?.state === "open";
  const acts: [WorkAct, boolean][] = [
    ["start", isLead && isToOrder],
    ["capacity", isLead && isToOrder],
    ["resume", isLead && held !== null],
    ["hold", isLead && held === null && missing === null],
    ["split", isLead],
    ["withdraw", isLead || isRequester],
  ];
  return acts.flatMap(([act, isOffered]) => (isOffered && outcome === null ? [act] : []));
}

/** *Goal*: as it was answered; the title stands above. */
function answerLines(reader: Reader, request: WorkRequest, isWanted: (field: IntakeField) => boolean): string[] {
  const { named } = textsFor(stepTexts, reader);
  return fieldsOf(request).flatMap((field) => {
    const answer = request.answers[field.key];
    if (!answer || answer === request.title || !isWanted(field)) return [];
    return [named(escapeMrkdwn(field.label[languageOf(reader.locale)]), escapeMrkdwn(answerIn(reader, field, answer)))];
  });
}
