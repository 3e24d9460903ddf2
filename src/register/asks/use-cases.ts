/** What people do with an ask: one function per act, each re-checking right and state, one transaction each. */

import { may, type Standing } from "../../people/rules-rights.ts";
import { type Person, peopleByIds } from "../../people/use-cases.ts";
import { adminNames } from "../../people/use-cases-settings.ts";
import { type Db, storableText, type Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { shorten } from "../../platform/slack/blocks.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { listSeatsOn, type Program, programOf, refuseWhoCannotAnswer } from "../../programs/use-cases.ts";
import type { Details } from "../details.ts";
import { takenUp, withoutWaits } from "../escalation/rules-cases.ts";
import { registerFailure } from "../failures.ts";
import { standingsOn } from "../grounds.ts";
import { findItem } from "../repository.ts";
import { codeOf, LONGEST_TITLE, lacksOf } from "../rules.ts";
import { recommendationTaken } from "../rules-reasons.ts";
import type { AskOption, AskOutcome } from "../types/ask.ts";
import { editItem, enterDecision, type Item, itemToAct, moveItem, record, refuseWhereClosed } from "../use-cases.ts";
import { type Ask, type AskItem, askOf, isAsk } from "./ask.ts";
import { askFailure } from "./failures.ts";
import { keptLabel } from "./kept-labels.ts";
import { deleteTerm } from "./repository.ts";
import { bodyOf, isToDecide, mayBeUndone } from "./rules.ts";

/** An ask with what this person is to it. */
export interface AskToAct {
  item: AskItem;
  program: Program;
  standings: Standing[];
}

/** Throws ITEM_GONE; and PROGRAM_CLOSED to whom it is anything. */
export async function askToAct(services: Services, db: Db | Tx, actor: Person, itemId: string): Promise<AskToAct> {
  const item = await findItem(db, actor.workspace_id, itemId);
  if (!item || !isAsk(item)) throw registerFailure("ITEM_GONE");
  const program = await programOf(db, item.workspace_id, item.program_id);
  const standings = await standingsOn(services, db, actor, item);
  if (standings.length > 0) refuseWhereClosed(program);
  return { item, program, standings };
}

/** What this person may decide, for a form. Throws ITEM_GONE, ASK_NOT_YOURS, ASK_DECIDED, ASK_WITHDRAWN, ASK_IN_VOTE. */
export async function askToDecide(
  services: Services,
  actor: Person,
  itemId: string,
  right: "take-decision" | "decide-ask" = "take-decision",
): Promise<Ask> {
  const { item } = await toDecide(services, services.db, actor, itemId, right);
  return shownTo(services, services.db, actor, item);
}

/** For the form of whoever asked. Throws ITEM_GONE, ASK_NOT_FOR_YOU, ASK_DECIDED, ASK_WITHDRAWN. */
export async function askToSpeakFor(services: Services, actor: Person, itemId: string): Promise<Ask> {
  const { item } = await toSpeakFor(services, services.db, actor, itemId);
  return shownTo(services, services.db, actor, item);
}

/** As this person sees it now. */
export async function shownTo(services: Services, db: Db | Tx, actor: Person, item: AskItem): Promise<Ask> {
  return askOf(db, item, { at: services.clock.now(), zone: actor.zone });
}

/** `right`: to decide, which those beside the decider may as well; else to do anything else with it. */
async function toDecide(
  services: Services,
  db: Db | Tx,
  actor: Person,
  itemId: string,
  right: "take-decision" | "decide-ask" = "decide-ask",
): Promise<AskToAct> {
  const ask = await askToAct(services, db, actor, itemId);
  if (!may(ask.standings, right)) await refuseUnlessDecider(db, actor, ask);
  await refuseUnlessToDecide(db, ask.item);
  if (ask.item.details.circulation) throw askFailure("ASK_IN_VOTE", { code: codeOf(ask.item) });
  return ask;
}

async function refuseUnlessDecider(db: Db | Tx, actor: Person, { item, standings }: AskToAct): Promise<void> {
  if (may(standings, "decide-ask")) return;
  if (item.owner_id === actor.id) throw askFailure("ASK_ROLE_ENDED", { code: codeOf(item) });
  const deciding = await peopleByIds(db, item.workspace_id, item.owner_id === null ? [] : [item.owner_id]);
  const names = deciding.map(({ name }) => name);
  const who = names.length > 0 ? names : await adminNames(db, item.workspace_id);
  throw askFailure("ASK_NOT_YOURS", { code: codeOf(item), who });
}

/** Throws ASK_DECIDED, ASK_WITHDRAWN. */
export async function refuseUnlessToDecide(db: Db | Tx, item: AskItem): Promise<void> {
  if (isToDecide(item)) return;
  const { outcome } = item.details;
  if (item.state === "closed") throw registerFailure("ITEM_MOVED_ON", { code: codeOf(item) });
  if (item.state !== "decided" || !outcome) throw askFailure("ASK_WITHDRAWN", { code: codeOf(item) });
  const [decider] = await peopleByIds(db, item.workspace_id, [outcome.decidedBy]);
  const on = localDateOf(outcome.decidedAt, decider?.zone ?? "UTC");
  throw askFailure("ASK_DECIDED", { on, who: decider?.name ?? "", outcome: outcome.text });
}

export async function toSpeakFor(services: Services, db: Db | Tx, actor: Person, itemId: string): Promise<AskToAct> {
  const ask = await askToAct(services, db, actor, itemId);
  const { item, standings } = ask;
  if (!may(standings, "speak-for-ask")) {
    const [asker] = await peopleByIds(db, item.workspace_id, [item.raised_by]);
    throw askFailure("ASK_NOT_FOR_YOU", { code: codeOf(item), who: asker?.name ?? "" });
  }
  await refuseUnlessToDecide(db, item);
  return ask;
}

/** An option with its label as it was shown and `keptLabel` has it, so that an option changed meanwhile is not taken; or free words. */
export type Choice = { option: number; label: string; rationale?: string } | { words: string; rationale?: string };

/**
 * Decides an ask: a decision stands in the record, both name each other; those who asked are told when it can no longer
 * be undone. Throws ITEM_GONE, ASK_NOT_YOURS, ASK_DECIDED, ASK_WITHDRAWN, ASK_IN_VOTE, ITEM_MOVED_ON.
 */
export async function decideAsk(services: Services, actor: Person, itemId: string, choice: Choice): Promise<Ask> {
  return inTransaction(services.db, async (tx) => {
    const ask = await toDecide(services, tx, actor, itemId, "take-decision");
    const { item } = ask;
    const option = "option" in choice ? item.details.options?.[choice.option] : undefined;
    if ("option" in choice && (!option || keptLabel(item, option.label) !== choice.label))
      throw registerFailure("ITEM_MOVED_ON", { code: codeOf(item) });
    const decided = await takeDecision(services, tx, actor, ask, {
      option: "option" in choice ? choice.option : null,
      text: "option" in choice ? (option?.label ?? "") : choice.words,
      ...(choice.rationale && { rationale: choice.rationale }),
    });
    return shownTo(services, tx, actor, decided);
  });
}

/** Writes decision and outcome; right and state have been checked. `vote`: the committee decided by circulation. */
export async function takeDecision(
  services: Services,
  tx: Tx,
  actor: Person,
  { item, program }: Pick<AskToAct, "item" | "program">,
  taken: { option: number | null; text: string; rationale?: string; vote?: AskOutcome["vote"] },
): Promise<AskItem> {
  const now = services.clock.now();
  const { askedBack: _, circulation: __, ...details } = item.details;
  const text = storableText(taken.text);
  const rationale = taken.rationale && storableText(taken.rationale);
  const taking = { option: taken.option, text, ...(rationale && { rationale }) };
  const recommendation = recommendationTaken({ ...details, outcome: taking });
  const decision = await enterDecision(services, tx, actor, program, {
    type: "decision",
    details: {
      context: item.title,
      ...(details.options && { options: details.options.map(({ label }) => label) }),
      ...(rationale && { rationale }),
      ...(recommendation !== null && { recommendation }),
      decidedBy: actor.id,
      decidedOn: localDateOf(now, actor.zone),
      askId: item.id,
    },
    title: decisionTitle(item.title, text),
    description: text,
    ownerId: actor.id,
    disclosure: item.disclosure,
    sourceKey: `ask:${item.id}:${item.revision}`,
  });
  const seats = await listSeatsOn(tx, program, localDateOf(now, actor.zone));
  const roles = seats.filter((seat) => seat.person_id === (item.owner_id ?? actor.id)).map(({ role }) => role);
  const outcome = {
    ...taking,
    decidedBy: actor.id,
    decidedAt: now,
    body: taken.vote ? ("committee" as const) : bodyOf(roles),
    decisionId: decision.id,
    decisionCode: codeOf(decision),
    ...(taken.vote && { vote: taken.vote }),
  };
  const decided = await moveItem(services, tx, taken.vote ? null : actor, item, {
    to: "decided",
    event: "decided",
    note: rationale ? `${text} – ${rationale}` : text,
    changes: { details: { ...details, outcome } },
  });
  return asAsk(decided);
}

const ARROW = " → ";

/** What was asked and what was decided, in one line of the record. */
function decisionTitle(question: string, outcome: string): string {
  const end = shorten(outcome, LONGEST_TITLE / 2);
  return `${shorten(question, LONGEST_TITLE - end.length - ARROW.length)}${ARROW}${end}`;
}

/** What an act made of an ask. */
export function asAsk(item: Item): AskItem {
  if (!isAsk(item)) throw new Error("An ask stays an ask");
  return item;
}

/**
 * Takes a decision back within ten minutes: nobody has been told. Throws ITEM_GONE, ASK_NOT_YOURS, ITEM_MOVED_ON,
 * UNDO_TOO_LATE, UNDO_OF_VOTE.
 */
export async function undoDecision(services: Services, actor: Person, itemId: string): Promise<Ask> {
  return inTransaction(services.db, async (tx) => {
    const ask = await askToAct(services, tx, actor, itemId);
    const { item } = ask;
    const { outcome, ...details } = item.details;
    const isTheirOwn = outcome?.decidedBy === actor.id && ask.standings.some((standing) => standing !== "admin");
    if (!isTheirOwn) await refuseUnlessDecider(tx, actor, ask);
    if (item.state !== "decided" || !outcome) throw registerFailure("ITEM_MOVED_ON", { code: codeOf(item) });
    if (outcome.vote) throw askFailure("UNDO_OF_VOTE", { decision: outcome.decisionCode });
    if (!mayBeUndone(item.details, services.clock.now()))
      throw askFailure("UNDO_TOO_LATE", { decision: outcome.decisionCode });
    const decision = await findItem(tx, actor.workspace_id, outcome.decisionId);
    if (decision) await moveItem(services, tx, actor, decision, { to: "reversed", event: "undone" });
    await deleteTerm(tx, { workspace_id: item.workspace_id, item_id: item.id, kind: "undo" });
    const open = await moveItem(services, tx, actor, item, {
      to: lacksOf(item).length > 0 ? "draft" : "acknowledged",
      event: "undone",
      changes: { details },
    });
    return shownTo(services, tx, actor, asAsk(open));
  });
}

/** Says that its decider has seen it. Twice changes nothing. Throws as `decideAsk`. */
export async function acknowledgeAsk(services: Services, actor: Person, itemId: string): Promise<Ask> {
  return inTransaction(services.db, async (tx) => {
    const { item } = await toDecide(services, tx, actor, itemId);
    if (item.state === "acknowledged") return shownTo(services, tx, actor, item);
    const seen = await moveItem(services, tx, actor, item, {
      to: "acknowledged",
      event: "acknowledged",
      ...(item.details.alsoDecide && { changes: { details: takenUp(item.details) } }),
    });
    return shownTo(services, tx, actor, asAsk(seen));
  });
}

/** Asks its author something first: the clock of the decider stands until the answer. Throws as `decideAsk`. */
export async function askBack(services: Services, actor: Person, itemId: string, question: string): Promise<Ask> {
  return inTransaction(services.db, async (tx) => {
    const { item } = await toDecide(services, tx, actor, itemId);
    const asked = await record(services, tx, actor, item, {
      event: "asked-back",
      changes: { details: { ...takenUp(item.details), askedBack: { question: storableText(question), by: actor.id } } },
      note: question,
    });
    return shownTo(services, tx, actor, asAsk(asked));
  });
}

/** Throws ITEM_GONE, ASK_NOT_FOR_YOU, ASK_DECIDED, ASK_WITHDRAWN, ASK_ANSWERED. */
export async function answerAskBack(services: Services, actor: Person, itemId: string, answer: string): Promise<Ask> {
  return inTransaction(services.db, async (tx) => {
    const { item } = await toSpeakFor(services, tx, actor, itemId);
    const { askedBack, ...details } = item.details;
    if (!askedBack) throw askFailure("ASK_ANSWERED", { code: codeOf(item) });
    const answered = { ...askedBack, answer: storableText(answer) };
    const told = await record(services, tx, actor, item, {
      event: "answered-back",
      changes: { details: { ...details, answered } },
      note: answer,
    });
    return shownTo(services, tx, actor, asAsk(told));
  });
}

/**
 * Somebody else decides. `isConfirmed`: also somebody without a seat in the program.
 * Throws as `decideAsk`, and DECIDER_SAME, DELEGATE_OUTSIDE, PARTICIPANT_IS_BOT, PARTICIPANT_DEACTIVATED,
 * PARTICIPANT_EXTERNAL.
 */
export async function delegateAsk(
  services: Services,
  actor: Person,
  itemId: string,
  to: { person: Person; why: string; isConfirmed: boolean },
): Promise<Ask> {
  return inTransaction(services.db, async (tx) => {
    const { item, program } = await toDecide(services, tx, actor, itemId);
    if (to.person.id === item.raised_by) throw askFailure("DECIDER_ASKS", { name: to.person.name });
    if (to.person.id === item.owner_id) throw askFailure("DECIDER_SAME", { name: to.person.name });
    await refuseAsDecider(services, tx, program, to.person, to.isConfirmed ? null : "DELEGATE_OUTSIDE");
    const details = withoutWaits(item.details);
    const passedOn = { by: actor.id, why: storableText(to.why), to: to.person.id };
    const delegated = await record(services, tx, actor, item, {
      event: "delegated",
      changes: {
        owner_id: to.person.id,
        ...(item.state === "acknowledged" && { state: "open" as const }),
        details: { ...details, passedOn },
      },
      note: to.why,
    });
    return shownTo(services, tx, actor, asAsk(delegated));
  });
}

/** `outside`: how somebody without a seat is refused; null where they are meant. Throws PARTICIPANT_… and that. */
async function refuseAsDecider(
  { clock }: Services,
  db: Db | Tx,
  program: Program,
  person: Person,
  outside: "DECIDER_OUTSIDE" | "DELEGATE_OUTSIDE" | null,
): Promise<void> {
  refuseWhoCannotAnswer(person);
  const seats = await listSeatsOn(db, program, localDateOf(clock.now(), person.zone));
  if (outside === null || seats.some((seat) => seat.person_id === person.id)) return;
  throw askFailure(outside, { name: person.name, program: program.title });
}

/** Puts it off: it comes back on the morning of that day. Throws as `decideAsk`. */
export async function deferAsk(services: Services, actor: Person, itemId: string, until: LocalDate): Promise<Ask> {
  return inTransaction(services.db, async (tx) => {
    const { item } = await toDecide(services, tx, actor, itemId);
    const { askedBack: _, ...details } = takenUp(item.details);
    const deferred = await record(services, tx, actor, item, {
      event: "deferred",
      changes: { details: { ...details, deferredUntil: until } },
      note: until,
    });
    return shownTo(services, tx, actor, asAsk(deferred));
  });
}

/** By whoever asked. Throws ITEM_GONE, ASK_NOT_FOR_YOU, ASK_DECIDED, ASK_WITHDRAWN. */
export async function withdrawAsk(services: Services, actor: Person, itemId: string): Promise<Ask> {
  return inTransaction(services.db, async (tx) => {
    const { item } = await toSpeakFor(services, tx, actor, itemId);
    const { askedBack: _, circulation, ...details } = item.details;
    // The number of a vote is never used again.
    const lastVote = circulation && {
      number: circulation.number,
      cast: 0,
      quorum: circulation.quorum,
      result: "no-quorum" as const,
    };
    await deleteTerm(tx, { workspace_id: item.workspace_id, item_id: item.id, kind: "vote" });
    const withdrawn = await moveItem(services, tx, actor, item, {
      to: "withdrawn",
      event: "withdrawn",
      changes: { details: { ...details, ...(lastVote && { lastVote }) } },
    });
    return shownTo(services, tx, actor, asAsk(withdrawn));
  });
}

export interface AskForm {
  title: string;
  kind: Details["ask"]["kind"];
  decider: Person;
  options: readonly AskOption[];
  recommended: number;
  why: string;
  neededBy: LocalDate;
  costOfWaiting: string;
  evidence: string;
}

/**
 * Gives an ask all it needs: it stands, and its decider gets it. Throws ITEM_GONE, ASK_NOT_FOR_YOU, ASK_DECIDED,
 * ASK_WITHDRAWN, ASK_IN_VOTE, DECIDER_OUTSIDE.
 */
export async function completeAsk(services: Services, actor: Person, itemId: string, form: AskForm): Promise<Ask> {
  return inTransaction(services.db, async (tx) => {
    const { item, program } = await toSpeakFor(services, tx, actor, itemId);
    if (item.details.circulation) throw askFailure("ASK_IN_VOTE", { code: codeOf(item) });
    if (form.decider.id === item.raised_by && form.decider.id !== item.owner_id)
      throw askFailure("DECIDER_ASKS", { name: form.decider.name });
    if (form.decider.id !== item.owner_id)
      await refuseAsDecider(services, tx, program, form.decider, "DECIDER_OUTSIDE");
    const { why: _, evidence: __, ...kept } = item.details;
    const details = {
      ...kept,
      kind: form.kind,
      options: form.options.map((option) => ({ ...option })),
      recommended: form.recommended,
      costOfWaiting: storableText(form.costOfWaiting),
      ...(form.why && { why: storableText(form.why) }),
      ...(form.evidence && { evidence: storableText(form.evidence) }),
    };
    const completed = await editItem(services, tx, actor, await itemToAct(services, tx, actor, itemId), {
      title: form.title,
      ownerId: form.decider.id,
      dueOn: form.neededBy,
      typed: { type: "ask", details },
    });
    return shownTo(services, tx, actor, asAsk(completed));
  });
}
