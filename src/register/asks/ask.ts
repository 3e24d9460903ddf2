/** Asks as they are shown: in the messages about them, in a digest, on Home. */
import { peopleByIds } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Reader } from "../../platform/texts/language.ts";
import { daysBetween, type LocalDate, localDateOf } from "../../platform/time.ts";
import { type NamedProgram, namedPrograms } from "../../programs/use-cases.ts";
import type { Details } from "../details.ts";
import { type Item, listItems } from "../repository.ts";
import { codeOf, isOverdue, LIVE_STATES, LONGEST_TITLE, lacksOf, shownTitle, wholeTitle } from "../rules.ts";
import { asTold } from "../rules-told.ts";
import type { Disclosure, ItemState } from "../table.ts";
import type { AskOption, AskOutcome } from "../types/ask.ts";
import type { Lack } from "../types/item-type.ts";
import { listTakenUp } from "./repository.ts";
import { cameBy, isByRule, mayBeUndone, type WaitsFor, waitsFor } from "./rules.ts";

export type AskItem = Extract<Item, { type: "ask" }>;

export interface Named {
  id: string;
  name: string;
}

export interface Ask {
  id: string;
  /** `LOY-ASK-4`. */
  code: string;
  /** Of a closed one nothing is decided: the record stays as it is. */
  program: { id: string; title: string; isClosed?: true };
  /** It was closed, since it goes on as another one. */
  goesOn?: true;
  title: string;
  disclosure: Disclosure;
  /** As typed; empty where the title says it all. */
  description: string;
  kind: Details["ask"]["kind"];
  state: ItemState;
  decider: Named | null;
  /** They have it by a rule alone: nobody has said who decides. */
  isByRule: boolean;
  asker: Named;
  options: readonly AskOption[];
  /** Index of the option recommended. */
  recommended: number | null;
  why: string | null;
  costOfWaiting: string | null;
  evidence: string | null;
  neededBy: LocalDate | null;
  /** The first date ever given, and how often it has moved. */
  originalNeededBy: LocalDate | null;
  moves: number;
  askedAt: Instant;
  askedDaysAgo: number;
  isOverdue: boolean;
  /** Shown as “asked, incomplete”; `lacks` says what is missing. */
  isIncomplete: boolean;
  lacks: readonly Lack[];
  waitsFor: WaitsFor | null;
  deferredUntil: LocalDate | null;
  outcome: (Omit<AskOutcome, "decidedBy"> & { decidedBy: Named }) | null;
  /** Its decision may still be taken back. */
  mayBeUndone: boolean;
  askedBack: { question: string; by: Named } | null;
  answered: Details["ask"]["answered"] | null;
  /** To its present decider. */
  passedOn: { by: Named; why: string } | null;
  /** By rule: nobody decided in time, or whoever decides is away. */
  risen?: { from: Named; because: "term" | "away" };
  /** Who may decide it beside its decider. */
  alsoDecide?: readonly Named[];
  /** Whoever asks would decide it: it is put to the next. */
  isNotAsker?: true;
  circulation: Details["ask"]["circulation"] | null;
  /** The last vote that decided nothing, while it is with whoever had it again after. */
  lastVote: Details["ask"]["lastVote"] | null;
  /** What it came from. */
  checkIn: { id: string; revision: number } | null;
  permalink: string | null;
}

/**
 * The asks of programs, as messages tell them: the caller has checked what their reader may know of. Those that wait for a decision, the
 * first that is needed first, then what was decided, withdrawn or closed after `since`. At most four statements.
 */
export async function asksFor(
  db: Db | Tx,
  reader: Pick<Reader, "zone">,
  of: { workspaceId: string; programIds: readonly string[]; deciderId?: string; since?: Instant; at: Instant },
): Promise<Ask[]> {
  const { workspaceId, programIds, deciderId, since, at } = of;
  const asks = { programIds, types: ["ask"] as const, ...(deciderId !== undefined && { ownerId: deciderId }) };
  const items = await listItems(db, workspaceId, { ...asks, states: LIVE_STATES });
  const over =
    since === undefined
      ? []
      : await listItems(db, workspaceId, { ...asks, states: ["decided", "withdrawn", "closed"], closedAfter: since });
  return asksOf(db, workspaceId, [...items, ...over].filter(isAsk).map(asTold), { at, zone: reader.zone });
}

export function isAsk(item: Item): item is AskItem {
  return item.type === "ask";
}

/** One of them, by its item. */
export async function askOf(db: Db | Tx, item: AskItem, now: { at: Instant; zone: string }): Promise<Ask> {
  const [ask] = await asksOf(db, item.workspace_id, [item], now);
  if (!ask) throw new Error("An item gives one ask");
  return ask;
}

/** As they are shown, whoever looks; in the order of the items. `known`: what of them was read with them. */
export async function asksOf(
  db: Db | Tx,
  workspaceId: string,
  items: readonly AskItem[],
  { at, zone }: { at: Instant; zone: string },
  known?: { programs: ReadonlyMap<string, NamedProgram>; takenUp: ReadonlySet<string> },
): Promise<Ask[]> {
  if (items.length === 0) return [];
  const programs = known?.programs ?? (await namedPrograms(db, workspaceId));
  const ids = new Set(items.flatMap(peopleIn));
  const people = new Map((await peopleByIds(db, workspaceId, [...ids])).map(({ id, name }) => [id, { id, name }]));
  const named = (id: string): Named => people.get(id) ?? { id, name: "" };
  const today = localDateOf(at, zone);
  const byRule = await givenByRule(db, workspaceId, items, (id) => named(id).name, known?.takenUp);
  return items.map((item): Ask => {
    const { details } = item;
    const { passedOn, risen, lastVote = null } = cameBy(item);
    const whole = wholeTitle(item) ?? shownTitle(item);
    const lacks = lacksOf(item);
    const { title = "", isClosed = false } = programs.get(item.program_id) ?? {};
    return {
      id: item.id,
      code: codeOf(item),
      program: { id: item.program_id, title, ...(isClosed && { isClosed }) },
      ...(item.state === "closed" && item.superseded_by !== null && { goesOn: true as const }),
      title: whole.length <= LONGEST_TITLE ? whole : shownTitle(item),
      disclosure: item.disclosure,
      description: item.description,
      kind: details.kind,
      state: item.state,
      decider: item.owner_id === null ? null : named(item.owner_id),
      isByRule: byRule.has(item.id),
      asker: named(item.raised_by),
      options: details.options ?? [],
      recommended: details.recommended ?? null,
      why: details.why ?? null,
      costOfWaiting: details.costOfWaiting ?? null,
      evidence: details.evidence ?? null,
      neededBy: item.due_on,
      originalNeededBy: item.original_due_on,
      moves: item.due_moves,
      askedAt: item.raised_at,
      askedDaysAgo: daysBetween(localDateOf(item.raised_at, zone), today),
      isOverdue: !isClosed && isOverdue(item, today),
      isIncomplete: item.state === "draft",
      lacks,
      waitsFor: isClosed ? null : waitsFor(item, today),
      deferredUntil:
        details.deferredUntil !== undefined && details.deferredUntil > today ? details.deferredUntil : null,
      outcome: details.outcome ? { ...details.outcome, decidedBy: named(details.outcome.decidedBy) } : null,
      mayBeUndone: !isClosed && item.state === "decided" && mayBeUndone(details, at),
      askedBack: details.askedBack ? { question: details.askedBack.question, by: named(details.askedBack.by) } : null,
      answered: details.answered ?? null,
      passedOn: passedOn ? { by: named(passedOn.by), why: passedOn.why } : null,
      ...(risen && { risen: { from: named(risen.from), because: risen.because } }),
      ...(details.alsoDecide && details.alsoDecide.length > 0 && { alsoDecide: details.alsoDecide.map(named) }),
      ...(details.isNotAsker && { isNotAsker: true as const }),
      circulation: details.circulation ?? null,
      lastVote,
      checkIn: item.check_in_id === null ? null : { id: item.check_in_id, revision: item.check_in_revision ?? 1 },
      permalink: item.permalink,
    };
  });
}

/** Of these asks as they are now, those that their decider has by a rule alone. `takenUp`: by which somebody stands, else read. */
export async function givenByRule(
  db: Db | Tx,
  workspaceId: string,
  asks: readonly Item[],
  nameOf: (personId: string) => string,
  takenUp?: ReadonlySet<string>,
): Promise<Set<string>> {
  const untaken = asks.flatMap(({ owner_id, ...ask }) => {
    const decider = owner_id === null ? null : nameOf(owner_id);
    return isByRule({ ...ask, isTakenUp: false, decider }) ? ask.id : [];
  });
  const taken = takenUp ?? (await listTakenUp(db, workspaceId, untaken));
  return new Set(untaken.filter((id) => !taken.has(id)));
}

function peopleIn({ owner_id, raised_by, details }: AskItem): string[] {
  const { outcome, askedBack, passedOn, risen, alsoDecide = [] } = details;
  const others = [outcome?.decidedBy, askedBack?.by, passedOn?.by, risen?.from];
  return [owner_id, raised_by, ...alsoDecide, ...others].flatMap((id) => id ?? []);
}
