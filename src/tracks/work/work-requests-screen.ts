/** `/drumbeat work`: the list of work requests, one of them, or the times by step of a program. */
import type { Button, KnownBlock, ModalView } from "@slack/types";
import { type Person, readerAt } from "../../people/people.ts";
import type { Services } from "../../platform/services.ts";
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { actions, button, context, escapeMrkdwn, header, section, sectionsOf, shorten } from "../../slack/blocks.ts";
import { modal } from "../../slack/modal.ts";
import { saidBy } from "../step-messages.ts";
import { trackTexts } from "../texts.ts";
import { actButton, actMenu, type WorkAct, workIds } from "./action-ids.ts";
import { answerLines, changeLines } from "./answers-in-words.ts";
import { foundBlocks, listBlocks } from "./board-screen.ts";
import { timesBlocks } from "./cycle-times-screen.ts";
import { type Comment, listComments } from "./list-comments.ts";
import { type Place, placeSchema } from "./place.ts";
import { type WorkRequestSeen, workRequestFor } from "./request-queries.ts";
import { because, changeWaits, headOf, type Looking, lookingAt, stateLines } from "./state-in-words.ts";
import { workTexts } from "./texts.ts";

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
  if (place.workRequestId !== null) return workRequestBlocks(services, actor, reader, place.workRequestId);
  const showing = { services, actor, reader, place };
  return place.query === null ? listBlocks(showing) : foundBlocks(showing);
}

async function workRequestBlocks(services: Services, actor: Person, reader: Reader, id: string): Promise<KnownBlock[]> {
  const { db, clock } = services;
  const texts = textsFor(workTexts, reader);
  const seen = await workRequestFor({ ...services, actor }, id);
  const { workRequest } = seen;
  const looking = await lookingAt(db, { reader, readerId: actor.id, now: clock.now() }, [workRequest]);
  const date = shortDate(reader, localDateOf(workRequest.asked_at, reader.zone));
  const asked = [
    texts.list.asked(escapeMrkdwn(looking.names.get(workRequest.requester_id) ?? ""), date),
    ...(workRequest.permalink === null ? [] : [`<${workRequest.permalink}|${texts.list.message}>`]),
  ];
  const furtherActs = actMenu(reader, furtherActsOn(seen));
  return [
    section(headOf(workRequest)),
    context(asked.join(" · ")),
    ...sectionsOf(answerLines(reader, workRequest, () => true)),
    section(stateLines(looking, workRequest).join("\n")),
    ...because(looking, workRequest),
    ...changeBlocks(looking, seen),
    actions(
      "work.acts",
      button(workIds.list, texts.list.all, { value: workRequest.program_id }),
      ...addButton(reader, seen),
      ...actsOn(seen).map((act) => actButton(reader, act, workRequest.id, { primary: act === "start" })),
      ...(furtherActs ? [furtherActs] : []),
    ),
    ...commentBlocks(reader, await listComments(db, workRequest)),
  ];
}

/** Its requester adds what is missing, or changes what they wrote. */
function addButton(reader: Reader, { workRequest, isRequester }: WorkRequestSeen): Button[] {
  const { add, change } = textsFor(workTexts, reader);
  const { id: value, isIncomplete, outcome, held_until: held } = workRequest;
  if (!isRequester || outcome !== null) return [];
  if (isIncomplete) return [button(workIds.add, add, { value, primary: true })];
  return held === null ? [button(workIds.add, change.open, { value })] : [];
}

/** What is asked to be changed, for whoever confirms it. */
function changeBlocks(looking: Looking, { workRequest, isLead, hasStep, isRequester }: WorkRequestSeen): KnownBlock[] {
  const { reader, names } = looking;
  const { proposed, outcome, requester_id: requesterId, id } = workRequest;
  if (outcome !== null || Object.keys(proposed).length === 0) return [];
  const { change } = textsFor(workTexts, reader);
  const head = isRequester ? change.ownAsked : change.asked(escapeMrkdwn(names.get(requesterId) ?? ""));
  const acts: WorkAct[] = [...(isLead || hasStep ? (["confirm"] as const) : []), "leave"];
  const buttons = acts.map((act) => actButton(reader, act, id, { primary: act === "confirm" }));
  return [
    ...sectionsOf([head, ...changeLines(reader, workRequest)]),
    ...changeWaits(looking, workRequest),
    ...(isLead || hasStep || isRequester ? [actions("work.change", ...buttons)] : []),
  ];
}

const MOST_COMMENTS = 10;
const MOST_LINKS = 5;

/** The last, the oldest of them first; links in them once more, to be opened. */
function commentBlocks(reader: Reader, comments: readonly Comment[]): KnownBlock[] {
  const texts = textsFor(workTexts, reader).comment;
  const shown = comments.slice(-MOST_COMMENTS);
  const earlier = comments.length - shown.length;
  if (shown.length === 0) return [];
  return [
    header(texts.heading),
    ...(earlier > 0 ? [context(texts.earlier(earlier))] : []),
    ...shown.flatMap(({ at, name = "", words }) => {
      const day = shortDate(reader, localDateOf(at, reader.zone));
      const links = linksIn(words).slice(0, MOST_LINKS);
      return [
        saidBy(reader, [name, day].filter(Boolean).join(", "), words),
        context(
          links.map((link) => `<${escapeMrkdwn(link)}|${escapeMrkdwn(shorten(link, LONGEST_LINK))}>`).join(" · "),
        ),
      ];
    }),
  ];
}

const LONGEST_LINK = 60;

function linksIn(words: string): string[] {
  const found = words.match(/https?:\/\/[^\s<>|"]+/g) ?? [];
  return [...new Set(found.map((link) => link.replace(/[.,;:!?)\]]+$/, "")))].filter((link) => URL.canParse(link));
}

function actsOn({ workRequest, isRequester, isLead }: WorkRequestSeen): WorkAct[] {
  const { held_until: held, outcome, isToOrder } = workRequest;
  if (outcome !== null) return ["comment"];
  const acts: [WorkAct, boolean][] = [
    ["start", isLead && isToOrder && held === null],
    ["resume", isLead && held !== null],
    ["comment", true],
    ["withdraw", isLead || isRequester],
  ];
  return acts.flatMap(([act, isOffered]) => (isOffered ? [act] : []));
}

/** What whoever leads does less often. */
function furtherActsOn({ workRequest, isLead }: WorkRequestSeen): { act: WorkAct; id: string }[] {
  const { id, track_id: trackId, held_until: held, outcome } = workRequest;
  if (!isLead || outcome !== null) return [];
  const isNext = workRequest.isToOrder && held === null;
  const acts: WorkAct[] = [
    ...(held === null ? (["hold"] as const) : []),
    ...(isNext ? (["capacity", "decline"] as const) : []),
    "split",
  ];
  return [...acts.map((act) => ({ act, id })), { act: "plan", id: trackId }];
}
