/** `/drumbeat work`: the list of work requests, one of them, or the times by step of a program. */
import type { KnownBlock, ModalView } from "@slack/types";
import { type Person, readerAt } from "../../people/people.ts";
import type { Services } from "../../platform/services.ts";
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { actions, button, context, escapeMrkdwn, section, sectionsOf } from "../../slack/blocks.ts";
import { modal } from "../../slack/modal.ts";
import { planTexts } from "../plan-texts.ts";
import { trackTexts } from "../texts.ts";
import { tracksIds } from "../tracks-screen.ts";
import { actButton, type WorkAct, workIds } from "./action-ids.ts";
import { answerLines } from "./answers-in-words.ts";
import { foundBlocks, listBlocks } from "./board-screen.ts";
import { timesBlocks } from "./cycle-times-screen.ts";
import { type Place, placeSchema } from "./place.ts";
import { type WorkRequestSeen, workRequestFor } from "./request-queries.ts";
import { because, headOf, lookingAt, stateLines } from "./state-in-words.ts";
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
      ...(seen.isLead && workRequest.outcome === null
        ? [button(tracksIds.plan, textsFor(planTexts, reader).open, { value: workRequest.track_id })]
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
