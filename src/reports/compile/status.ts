/** The status of a report with its lines: off track, at risk, recovered, what speaks against a green, no update. */
import { addLocalDays } from "../../platform/time.ts";
import type { StatusEntry } from "../facts/program-facts.ts";
import {
  besideStatus,
  countedAt,
  isGivenBetween,
  periodsOfRun,
  type Run,
  runOf,
  statusAt,
  strip,
} from "../facts/status-history.ts";
import { answerSource, type Basis, normalise } from "./basis.ts";
import type { Line, LineKind, Report, Source, Status } from "./report.ts";

/** Status and strip of a report. */
export function reportedStatus(basis: Basis): Pick<Report, "status" | "strip"> {
  const { facts } = basis;
  const run = runOf(facts.statuses, facts.cutOffAt);
  return {
    status: run && {
      status: run.status,
      since: run.since,
      periods: periods(basis, run),
      before: statusBefore(basis),
      reason: run.last.reason,
      action: actionOf(basis, run.last),
      actionBy: actionOf(basis, run.last) === null ? null : run.last.actionBy,
      by: run.last.by,
      ...(run.last.givenAs !== "lead" && { isDeputys: true as const }),
      at: run.last.at,
      on: basis.dayOf(run.last.at),
      ...(isSilent(basis) && { noWordSince: basis.dayOf(run.last.at) }),
      ...otherWord(basis, run.last),
    },
    // Of periods that are over, so that each program of a screen has the same.
    strip: (facts.isUnderWay ? shapesOf(basis).slice(0, -1) : shapesOf(basis)).slice(-6),
  };
}

/** Whether anybody who gives the status has given it in the period. */
function isStatusGiven({ facts }: Basis): boolean {
  return isGivenBetween(facts.statuses, facts.fromAt, facts.cutOffAt);
}

/** Those who give the status were asked in vain. A period in which it was given has that, however long ago. */
function isSilent(basis: Basis): boolean {
  return basis.facts.isLeadSilent && !isStatusGiven(basis);
}

/** Somebody who was asked has answered of the period, given the status in it, or said any more. */
function hasWord(basis: Basis): boolean {
  const { answered, answers } = basis.facts;
  return answered.length > 0 || answers.some(({ isLate }) => !isLate) || isStatusGiven(basis);
}

/** What another of lead and deputies gave of late beside the status that counts. */
function otherEntry({ facts, confirmedFrom, dayOf }: Basis, last: StatusEntry): StatusEntry | null {
  // As it would be if it were called green, nobody has said so.
  if (last.by === "") return null;
  const other = besideStatus(facts.statuses, facts.cutOffAt);
  return other !== null && dayOf(other.at) > confirmedFrom ? other : null;
}

function otherWord(basis: Basis, last: StatusEntry): Pick<NonNullable<Report["status"]>, "other"> {
  const other = otherEntry(basis, last);
  if (!other) return {};
  const { status, by, reason, action } = other;
  return { other: { status, by, on: basis.dayOf(other.at), reason, action } };
}

/** As the report of the period before had them; where there is none, as they were then. One without a word has none. */
function shapesOf(basis: Basis): (Status | null)[] {
  const { facts, previous } = basis;
  const { statuses, cutOffAt, earlierCutOffs } = facts;
  const last = statusAt(statuses, cutOffAt);
  const now = last === null || !hasWord(basis) || isSilent(basis) ? null : last.status;
  const isNext = previous !== null && addLocalDays(previous.period.until, 1) === facts.period.from;
  return [...(isNext ? previous.strip : strip(statuses, earlierCutOffs.toReversed())), now];
}

/** Earlier cut-offs are given for six periods: what goes further back is counted on from the report before. */
function periods({ facts, previous }: Basis, run: Run): number {
  const counted = periodsOfRun(
    run,
    facts.isUnderWay ? facts.earlierCutOffs : [facts.cutOffAt, ...facts.earlierCutOffs],
  );
  const before = previous?.status;
  const goesOn = before?.status === run.status && run.startedAt <= (previous?.cutOffAt ?? "");
  return Math.max(counted, goesOn ? before.periods + (facts.isUnderWay ? 0 : 1) : 1);
}

/** As the report before showed it; where there is none, as it was then. */
function statusBefore({ facts, previous }: Basis): Status | null {
  if (previous !== null) return previous.status?.status ?? null;
  return statusAt(facts.statuses, facts.fromAt)?.status ?? null;
}

const NEWLY: Record<Status, LineKind> = { red: "newly-off-track", amber: "newly-at-risk", green: "recovered" };
const STILL: Record<Exclude<Status, "green">, LineKind> = { red: "still-off-track", amber: "still-at-risk" };

/** Null: a green that was green, or is the first status, makes no line. */
export function statusKind(status: Status, before: Status | null): LineKind | null {
  if (status === "green") return before === null || before === "green" ? null : NEWLY.green;
  if (status === "amber" && before === "red") return "recovering";
  return status === before ? STILL[status] : NEWLY[status];
}

/** Of the status, and of spells off track or at risk that are over. */
export function statusLines(basis: Basis): Line[] {
  const { facts, dayOf } = basis;
  const run = runOf(facts.statuses, facts.cutOffAt);
  if (run === null) return [];
  const before = statusBefore(basis);
  const { status, last, since } = run;
  // A run is older where the report before had a word that counts no more.
  const changedOn = run.startedAt > facts.fromAt ? since : dayOf(last.at);
  const red = passed(basis, ["red"]);
  const dips = passed(basis, ["amber", "red"]).filter(
    ({ since, on }) => !red.some((spell) => since <= spell.since && spell.on <= on),
  );
  const spells = [...red, ...dips];
  const kind = statusKind(status, before);
  if (kind === null) return spells;
  const action = actionOf(basis, last);
  return [
    {
      kind,
      text: last.reason ?? "",
      by: last.by,
      ...(status === "green" ? { since: null, on: changedOn } : { since }),
      ...(status !== before && before !== null && { was: { status: before } }),
      ...(action !== null && { action }),
      ...(action !== null && last.actionBy !== null && { actionBy: last.actionBy }),
      ...(status !== "green" && isSilent(basis) && { noWordSince: dayOf(last.at) }),
      sources: statusSources(basis, last),
    },
    ...spells,
  ];
}

/** What is being done; null also where it was the milestone that has been reached since. */
function actionOf({ itemsByTitle }: Basis, { action }: StatusEntry): string | null {
  const items = action === null ? [] : (itemsByTitle.get(normalise(action)) ?? []);
  return items.some(({ kind, state }) => kind === "milestone" && state === "done") ? null : action;
}

/** In one of these since the report before and no longer, each time with its days and why. Of one day the last status counts. */
function passed(basis: Basis, statuses: readonly Status[]) {
  const { facts, dayOf } = basis;
  const isIn = (entry: StatusEntry | null | undefined) => entry != null && statuses.includes(entry.status);
  const counted = countedAt(facts.statuses, facts.cutOffAt);
  const atFirst = counted.findLast(({ at }) => at <= facts.fromAt);
  const given = counted.filter(({ at }) => at > facts.fromAt);
  const byDay = [...new Map(given.map((entry) => [dayOf(entry.at), entry])).values()];
  return byDay.flatMap((entry, index) => {
    const before = byDay[index - 1] ?? atFirst;
    const next = byDay.slice(index).find((other) => !isIn(other));
    if (!isIn(entry) || isIn(before) || next === undefined) return [];
    const since = dayOf(entry.at);
    const on = dayOf(next.at);
    const { reason, by, status } = entry;
    const sources = statusSources(basis, entry);
    return [{ kind: "was-off-track" as const, text: reason ?? "", by, since, on, was: { status }, sources }];
  });
}

function statusSources({ facts }: Basis, entry: StatusEntry): Source[] {
  const answer = facts.answers.find(({ checkInId }) => checkInId === entry.checkInId);
  return [{ kind: "status", at: entry.at }, ...(answer ? [answerSource(answer)] : [])];
}

/**
 * Facts that speak against a green: a blocker or request past its date, a moved milestone, a measure behind twice, what the
 * other of lead and deputy gave, the team's status. `itemLines`: of measures those that are behind twice.
 */
export function againstGreen(basis: Basis, itemLines: readonly Line[]): Line[] {
  const { facts, dayOf } = basis;
  const last = statusAt(facts.statuses, facts.cutOffAt);
  if (last?.status !== "green") return [];
  const kind = "against-green";
  const items = itemLines.filter((line) => speaksAgainst(basis, line)).map((line): Line => ({ ...line, kind }));
  const other = otherEntry(basis, last);
  if (other) {
    const { status: teamStatus, by, at } = other;
    items.push({ kind, text: "", by, since: dayOf(at), teamStatus, sources: statusSources(basis, other) });
  }
  const { teamStatus } = facts;
  if (teamStatus === null || teamStatus.status === "green") return items;
  const { checkInId, revision } = teamStatus;
  return [
    ...items,
    {
      kind,
      text: teamStatus.reason ?? "",
      by: teamStatus.by,
      since: dayOf(teamStatus.at),
      teamStatus: teamStatus.status,
      sources: [{ kind: "check-in", id: checkInId, revision }],
    },
  ];
}

function speaksAgainst({ today }: Basis, { kind, type, itemId, due, was }: Line): boolean {
  if (kind === "blocked") return itemId !== undefined && type !== "milestone" && due !== undefined && due < today;
  if (kind === "milestone-moved")
    return type === "milestone" && due !== undefined && was?.due !== undefined && due > was.due;
  return kind === "request-overdue" || kind === "measure";
}

/** Nobody who was asked has given a word of the period: as old as the status. */
export function noUpdate(basis: Basis): Line[] {
  const { facts, dayOf, previous } = basis;
  if (facts.asked.length === 0 || hasWord(basis)) return [];
  const last = statusAt(facts.statuses, facts.cutOffAt);
  const before = previous?.lines.find(({ kind }) => kind === "no-update");
  const periods = (before?.periods ?? Number(before !== undefined)) + Number(facts.isUnderWay !== true);
  return [
    {
      kind: "no-update",
      text: "",
      by: null,
      since: last && dayOf(last.at),
      ...(periods > 1 && { periods }),
      sources: [{ kind: "asked", period: facts.period.label }],
    },
  ];
}
