/** What a decided request gave, as whoever asked says it: whoever decided is never asked. */
import type { SectionBlock } from "@slack/types";
import { textIn } from "../../cadences/questions/questions.ts";
import type { ActorContext } from "../../people/actors.ts";
import { type Person, peopleByIds } from "../../people/people.ts";
import { may } from "../../people/rights.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { LookupContext } from "../../platform/events.ts";
import { capitalised, languageOf, type Reader, textsFor } from "../../platform/texts/language.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { lineOf, multiSelect, option, section } from "../../slack/blocks.ts";
import { codeOf } from "../codes-and-transitions.ts";
import { requestFailure } from "../failures.ts";
import { concernedAmong, standingsOn } from "../item-rights.ts";
import type { TypedDetails } from "../item-types.ts";
import { record } from "../items.ts";
import { movedOn } from "../last-act.ts";
import { GIVEN, GIVEN_WORDS, type Given } from "../types/decisions-and-requests.ts";
import { requestIds } from "./cards.ts";
import { asRequest, type Request, type RequestItem } from "./request.ts";
import { requestTexts } from "./texts.ts";
import { refuseUnlessReadable, requestToAct, shownTo } from "./who-decides.ts";

type Decided = Pick<RequestItem, "id" | "details">;

/** Of a decided request: whoever asked and those who lead, but for whoever decided it. */
export async function maySayGiven(
  ctx: LookupContext & { db: Db | Tx; actor: Person },
  item: RequestItem,
): Promise<boolean> {
  const { outcome } = item.details;
  if (item.state !== "decided" || !outcome || outcome.decidedBy === ctx.actor.id) return false;
  return may(await standingsOn(ctx, ctx.db, ctx.actor, item), "say-what-was-given");
}

/** Whether whoever asked still has to do with it; else those who lead speak for it. */
export async function hasRequester(ctx: LookupContext & { db: Db | Tx }, item: RequestItem): Promise<boolean> {
  return (await concernedAmong(ctx, ctx.db, item, [item.raised_by])).length > 0;
}

/**
 * All that it gave. An empty choice clears it. Throws ITEM_GONE, PROGRAM_CLOSED, REQUEST_NOT_FOR_YOU, and
 * ITEM_MOVED_ON where it is not decided.
 */
export async function sayGiven(
  ctx: ActorContext,
  { itemId, given }: { itemId: string; given: readonly Given[] },
): Promise<Request> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const request = await requestToAct(within, { itemId });
    const { item, standings } = request;
    const { outcome } = item.details;
    if (!may(standings, "say-what-was-given") || outcome?.decidedBy === ctx.actor.id) {
      const [requester] = await peopleByIds(tx, item.workspace_id, [item.raised_by]);
      throw requestFailure("REQUEST_NOT_FOR_YOU", { code: codeOf(item), who: requester?.name ?? "" });
    }
    refuseUnlessReadable(request);
    if (item.state !== "decided" || !outcome) throw await movedOn(within, item);

    const { given: before = [], ...decided } = outcome;
    const now = GIVEN.filter((each) => given.includes(each));
    if (now.join() === before.join()) return shownTo(within, item);
    const details = { ...item.details, outcome: { ...decided, ...(now.length > 0 && { given: now }) } };
    return shownTo(within, asRequest(await record(within, { item, event: "given", changes: { details } })));
  });
}

/** One line with the menu of several, saved as it is chosen. `isTheirs`: its reader asked; else `isOf` did. */
export function givenSection(
  reader: Reader,
  { id, details }: Decided,
  { isTheirs = true, isOf = "" }: { isTheirs?: boolean; isOf?: string } = {},
): SectionBlock {
  const texts = textsFor(requestTexts, reader).given;
  const given = details.outcome?.given ?? [];
  const words = givenInWords(reader, given);
  const options = GIVEN.map((each) => option(each, capitalised(givenInWords(reader, [each]).join())));
  const menu = multiSelect(`${requestIds.given}:${id}`, options, { placeholder: texts.choose, initial: given });
  const question = isTheirs ? texts.question : texts.questionOther(isOf);
  const answer = isTheirs ? texts.you(words) : texts.other(isOf, words);
  return {
    ...section(lineOf(given.length === 0 ? question : `✓ ${answer}`), menu),
    block_id: `${requestIds.given}:${id}`,
  };
}

/** Particulars of an item beside which the menu stands. */
export function withoutGiven(item: TypedDetails): TypedDetails {
  if (item.type !== "request" || !item.details.outcome) return item;
  const { given: _, ...outcome } = item.details.outcome;
  return { type: "request", details: { ...item.details, outcome } };
}

/** For whoever only reads it; none before it is known. */
export function givenLine(reader: Reader, { details }: Decided, requester: string): SectionBlock[] {
  const given = details.outcome?.given ?? [];
  if (given.length === 0) return [];
  return [section(lineOf(`✓ ${textsFor(requestTexts, reader).given.other(requester, givenInWords(reader, given))}`))];
}

export function givenInWords({ locale }: Pick<Reader, "locale">, given: readonly Given[]): string[] {
  return given.map((each) => textIn(GIVEN_WORDS[each], languageOf(locale)));
}
