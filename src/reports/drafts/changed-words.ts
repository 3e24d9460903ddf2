/** Words of a report that a lead changes, holds back or corrects. Pure. */
import { z } from "zod";
import { jsonColumn } from "../../platform/json-column.ts";
import { normalise } from "../compile/basis.ts";
import { inOrder } from "../compile/compile.ts";
import { type Line, type LineKind, type Report, STATUS_KINDS, type Status } from "../compile/report.ts";
import { statusKind } from "../compile/status.ts";

/** Kinds of lines that are written in answers, in the order in which a form shows them. */
const WRITTEN_LINES = [
  "bottom-line",
  "decided",
  "value",
  "done",
  "blocked",
  "request",
  "open",
  "next",
  "aim",
  "capacity",
  "recommended",
  "lesson",
] as const satisfies LineKind[];
/** What stands with a status: why, and what is being done. */
const WITH_STATUS = ["reason", "action"] as const;
const WRITTEN_KINDS = [...WITH_STATUS, ...WRITTEN_LINES] as const;
export type WrittenKind = (typeof WRITTEN_KINDS)[number];

/** As many fields as a form has. */
export const MOST_LINES = 12;

export interface Written {
  kind: WrittenKind;
  text: string;
}

export const changedWordsSchema = z.strictObject({
  /** `to`: null leaves the line out; of a recommendation its reason alone. */
  lines: z
    .array(z.strictObject({ kind: z.enum(WRITTEN_KINDS), from: z.string(), to: z.string().nullable() }))
    .max(MOST_LINES),
});
export type ChangedWords = z.infer<typeof changedWordsSchema>;
export const readChangedWords = jsonColumn(changedWordsSchema);

/** What somebody wrote, as a form lists it: bottom line, why and what is done about it, then line by line. */
export function writtenIn(report: Report): Written[] {
  const { status, lines } = report;
  const ofKind = (kind: WrittenKind) =>
    lines.flatMap((line): Written[] =>
      isWritten(line) && line.kind === kind && line.text !== "" ? [{ kind, text: line.text }] : [],
    );
  const withStatus = WITH_STATUS.flatMap((kind): Written[] => {
    const text = status?.[kind] ?? "";
    return text === "" ? [] : [{ kind, text }];
  });
  const [bottomLine, ...others] = WRITTEN_LINES;
  return [...ofKind(bottomLine), ...withStatus, ...others.flatMap(ofKind)].slice(0, MOST_LINES);
}

/** Ids of the people who wrote any line of the report. */
export function authorsOf(report: Report): Set<string> {
  const { status, lines } = report;
  return new Set([
    ...lines.flatMap((line) => (isWritten(line) && line.by !== null ? [line.by] : [])),
    ...(status?.reason || status?.action ? [status.by] : []),
  ]);
}

/** In the words that were given; what the report no longer says is not said again. */
export function withWords(report: Report, changed: ChangedWords | null): Report {
  if (changed === null || changed.lines.length === 0) return report;
  const changedTo = (kind: WrittenKind, text: string | null) => {
    const found = changed.lines.find((line) => line.kind === kind && line.from === text);
    return found === undefined ? text : found.to;
  };
  const { status } = report;
  return {
    ...report,
    status: status && {
      ...status,
      reason: changedTo("reason", status.reason),
      action: changedTo("action", status.action),
    },
    lines: report.lines.flatMap((line) => {
      if (isOfStatus(line))
        return [statusLine(line, changedTo("reason", line.text) ?? "", changedTo("action", line.action ?? null))];
      const kind = writtenKind(line);
      const changedText = kind === null ? line.text : changedTo(kind, line.text);
      const text = isRecommended(line) ? (changedText ?? "") : changedText;
      if (text === null) return [];
      // What its author wrote in another language says what it said before.
      const { texts, ...others } = line;
      return [text === line.text ? line : { ...others, text }];
    }),
  };
}

/** Status, dates, what is recommended and what the register has: nothing that was written for the report. */
export function withoutWords(report: Report): Report {
  const { status } = report;
  return {
    ...report,
    status: status && { ...status, reason: null, action: null, actionBy: null },
    lines: report.lines
      .filter((line) => !isWritten(line) || isRecommended(line))
      .map(({ actionBy, ...line }) => {
        if (isOfStatus(line)) return statusLine(line, "", null);
        if (isRecommended(line)) return { ...line, text: "" };
        if (line.was?.reason === undefined) return line;
        const { reason, ...was } = line.was;
        return { ...line, was };
      }),
  };
}

/**
 * As it goes: words as the draft showed them, all else as it is now. A blocker or request that is over meanwhile goes.
 * What was written since stands in the next report. `onlyApproved`: nor is what was written with a status since the draft shown.
 */
export function mergeDraftWithFresh(draft: Report, fresh: Report, { onlyApproved }: { onlyApproved: boolean }): Report {
  const draftedAt = draft.cutOffAt;
  if (writtenIn(draft).length === 0) return onlyApproved ? { ...withoutWords(fresh), draftedAt } : fresh;
  const words = draft.lines.filter(isWritten).flatMap((line) => {
    if (isRecommended(line)) return [];
    if (line.kind !== "blocked" && line.kind !== "request") return [line];
    const now = fresh.lines.find(
      (other) => isWritten(other) && other.kind === line.kind && normalise(other.text) === normalise(line.text),
    );
    return now === undefined ? [] : [{ ...now, text: line.text }];
  });
  const isUnseen = onlyApproved && fresh.status !== null && fresh.status.at !== draft.status?.at;
  const facts = isUnseen ? withoutWords(fresh) : fresh;
  const recommended = fresh.lines.filter(isRecommended).map((line) => withDraftedReason(line, draft, onlyApproved));
  const others = facts.lines.filter((line) => !isWritten(line) && !isRecommended(line));
  return { ...facts, lines: inOrder([...others, ...recommended, ...words]), draftedAt };
}

/** A choice and its date are facts as a status is; the reason is that of the draft, as long as it is for the same choice. */
function withDraftedReason(line: Line, draft: Report, onlyApproved: boolean): Line {
  const drafted = draft.lines.find(
    (other) =>
      isRecommended(other) && other.by === line.by && other.recommend === line.recommend && other.until === line.until,
  );
  if (drafted !== undefined) return { ...line, text: drafted.text };
  return onlyApproved ? { ...line, text: "" } : line;
}

/** With another status, or another reason for it, from this day on. */
export function withStatus(
  report: Report,
  given: { status: Status; reason: string | null; by: string; at: string; day: string },
): Report {
  const { status, reason, by, at, day } = given;
  const last = report.status;
  const isSame = last?.status === status;
  const before = last?.before ?? null;
  const run = isSame && last ? { since: last.since, periods: last.periods } : { since: day, periods: 1 };
  const kind = statusKind(status, before);
  const lines = report.lines.filter((line) => !isOfStatus(line));
  const line: Line | null = kind && {
    kind,
    text: reason ?? "",
    by,
    ...(status === "green" ? { since: null, on: day } : { since: run.since }),
    ...(before !== null && before !== status && { was: { status: before } }),
    sources: [{ kind: "status", at }],
  };
  return {
    ...report,
    status: { status, ...run, before, reason, action: null, actionBy: null, by, at, on: day },
    strip: [...report.strip.slice(0, -1), status],
    lines: inOrder(line === null ? lines : [...lines, line]),
  };
}

function isOfStatus({ kind }: Line): boolean {
  return STATUS_KINDS.includes(kind);
}

function isRecommended({ kind }: Line): boolean {
  return kind === "recommended";
}

function isWritten(line: Line): boolean {
  return writtenKind(line) !== null;
}

/** Null: it is no line that somebody wrote for the report. */
function writtenKind({ kind, itemId, text }: Line): (typeof WRITTEN_LINES)[number] | null {
  if (itemId !== undefined || text === "") return null;
  return WRITTEN_LINES.find((written) => written === kind) ?? null;
}

function statusLine({ action: before, ...line }: Line, text: string, action: string | null): Line {
  return { ...line, text, ...(action !== null && { action }) };
}
