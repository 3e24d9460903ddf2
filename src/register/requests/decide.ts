/** Deciding a request. The decision can be undone for ten minutes; then it is final, and people are notified. */
import { createHash } from "node:crypto";
import type { ActorContext } from "../../people/actors.ts";
import { isRestricted } from "../../people/disclosure.ts";
import { getPerson, readerOf } from "../../people/people.ts";
import { storableText, type Tx } from "../../platform/database.ts";
import type { DrumbeatError } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { addMs, localDateOf, MINUTE } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { type AskedFor, isAskedAlike } from "../../programs/decision-limits.ts";
import { type Program, programOf } from "../../programs/programs.ts";
import { shorten } from "../../slack/blocks.ts";
import { codeOf, LONGEST_TITLE } from "../codes-and-transitions.ts";
import { requestFailure } from "../failures.ts";
import { enter, moveItem, record } from "../items.ts";
import { movedOn } from "../last-act.ts";
import { listItemEvents } from "../repository.ts";
import type { Disclosure } from "../table.ts";
import type { RequestOutcome } from "../types/decisions-and-requests.ts";
import { asksOf } from "./limits.ts";
import { asRequest, choicesOf, type Request, type RequestItem, withoutWaits } from "./request.ts";
import { deleteTerm, saveTerm } from "./requests-store.ts";
import { refuseUnlessDecider, requestToAct, shownTo, toDecide } from "./who-decides.ts";

/** How long a decision may be undone; the requester is notified after that. */
export const UNDO_MS = 10 * MINUTE;

/** An option, with its label as it was shown; or words of one's own. `asks`: the amount and days as they were shown. */
export type Choice = ({ option: number; label: string } | { words: string }) & { rationale?: string; asks?: AskedFor };

/** An option as Slack keeps it beside a form: where its words live in views only, by what is made of them. */
export function storedLabel(item: { disclosure: Disclosure }, label: string): string {
  return isRestricted(item) ? createHash("sha256").update(label).digest("hex") : label;
}

/** Throws as `toDecide`, and ITEM_MOVED_ON where the option, or what it asks for, is not what it was. */
export async function decide(ctx: ActorContext, { itemId, ...choice }: { itemId: string } & Choice): Promise<Request> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const { item } = await toDecide(within, { itemId, right: "take-decision" });
    const { options = [], waiting: waited, ...details } = item.details;
    const isOfOptions = "option" in choice && options.length > 0;
    const chosen = "option" in choice ? choicesOf(item.details, readerOf(ctx.actor))[choice.option] : undefined;
    const isOther = isOfOptions && chosen && storedLabel(item, chosen.label) !== choice.label;
    const asksOtherwise = choice.asks !== undefined && !isAskedAlike(choice.asks, asksOf(item.details));
    if (asksOtherwise || ("option" in choice && (!chosen || isOther))) throw await movedOn(within, item);
    const text = chosen?.label ?? ("words" in choice ? choice.words : choice.label);
    const until = addMs(ctx.clock.now(), UNDO_MS);
    const { rationale } = choice;
    const decided = await record(within, {
      item,
      event: "deciding",
      changes: {
        details: {
          ...details,
          ...(options.length > 0 && { options }),
          waiting: { for: ctx.actor.id, until, because: "undo" },
          pending: {
            option: isOfOptions ? choice.option : null,
            text: storableText(text),
            ...(rationale && { rationale: storableText(rationale) }),
            ...(waited && { waited }),
          },
        },
      },
    });
    await saveTerm(tx, { workspace_id: item.workspace_id, item_id: item.id, kind: "undo", ends_at: until });
    return shownTo(within, asRequest(decided));
  });
}

/** Undoes a decision by its decider. Throws ITEM_GONE, REQUEST_NOT_YOURS, UNDONE, UNDO_TOO_LATE; ITEM_MOVED_ON where somebody has acted since. */
export async function undo(ctx: ActorContext, { itemId }: { itemId: string }): Promise<Request> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const request = await requestToAct(within, { itemId });
    const { item, standings } = request;
    const { waiting, pending, ...details } = item.details;
    const isPending = waiting?.because === "undo" && pending !== undefined && item.state === "open";
    const isTheirs = isPending && waiting.for === ctx.actor.id && standings.some((standing) => standing !== "admin");
    if (isPending && !isTheirs) await refuseUnlessDecider(tx, ctx.actor, request);
    if (!isPending && item.state === "open") throw await refusalOfOpen(within, item);
    if (!isTheirs || waiting.until <= ctx.clock.now()) throw requestFailure("UNDO_TOO_LATE", { code: codeOf(item) });
    await deleteTerm(tx, { workspace_id: item.workspace_id, item_id: item.id, kind: "undo" });
    const open = await record(within, {
      item,
      event: "undone",
      changes: { details: { ...details, ...(pending.waited && { waiting: pending.waited }) } },
      isQuiet: true,
    });
    return shownTo(within, asRequest(open));
  });
}

/** Why there is nothing to undo on an open request: it is undone, or it has gone on since. */
async function refusalOfOpen(ctx: ActorContext<Tx>, item: RequestItem): Promise<DrumbeatError> {
  const last = (await listItemEvents(ctx.db, item.workspace_id, [item.id])).at(-1);
  return last?.event === "undone" ? requestFailure("UNDONE", { code: codeOf(item) }) : movedOn(ctx, item);
}

/** Makes a pending decision final. Returns the request as it is then. */
export async function settle(services: Services, tx: Tx, item: RequestItem): Promise<RequestItem> {
  const { waiting, pending } = item.details;
  if (item.state !== "open" || waiting?.because !== "undo" || !pending) return item;
  const { waited: _, ...taken } = pending;
  const actor = await getPerson(tx, item.workspace_id, waiting.for);
  const program = await programOf(tx, item.workspace_id, item.program_id);
  const decidedAt = addMs(waiting.until, -UNDO_MS);
  return takeDecision({ ...services, db: tx, actor }, { item, program, ...taken, decidedAt });
}

type Taking = Pick<RequestOutcome, "option" | "text" | "rationale" | "decidedAt" | "vote">;

/** Writes the decision and the outcome; right and state have been checked. `vote`: the committee decided. */
export async function takeDecision(
  ctx: ActorContext<Tx>,
  { item, program, decidedAt, vote, ...taking }: { item: RequestItem; program: Program } & Taking,
): Promise<RequestItem> {
  const { actor } = ctx;
  const details = withoutWaits(item.details);
  const decision = await enter(ctx, {
    program,
    type: "decision",
    details: {
      context: item.title,
      ...(details.options && { options: details.options.map(({ label }) => label) }),
      ...(taking.rationale && { rationale: taking.rationale }),
      decidedBy: actor.id,
      decidedOn: localDateOf(decidedAt, actor.zone),
      requestId: item.id,
    },
    title: decisionTitle(item.title, taking.text),
    description: taking.text,
    ownerId: actor.id,
    disclosure: item.disclosure,
    sourceKey: `request:${item.id}:${item.revision}`,
  });
  const outcome: RequestOutcome = {
    ...taking,
    decidedBy: actor.id,
    decidedAt,
    decisionId: decision.id,
    decisionCode: codeOf(decision),
    ...(vote && { vote }),
  };
  const note = taking.rationale ? `${taking.text} – ${taking.rationale}` : taking.text;
  const by = { ...ctx, actor: vote ? null : actor };
  return asRequest(await moveItem(by, { item, to: "decided", note, changes: { details: { ...details, outcome } } }));
}

const ARROW = " → ";

/** Question and decision in one title. */
function decisionTitle(question: string, outcome: string): string {
  const end = shorten(outcome, LONGEST_TITLE / 2);
  return `${shorten(question, LONGEST_TITLE - end.length - ARROW.length)}${ARROW}${end}`;
}
