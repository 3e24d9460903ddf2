/** What speaks against calling a program on track, as reports say it: shown to whoever leads before they save a status. */
import type { GreenStatusCheck } from "../../check-ins/events.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { LookupContext } from "../../platform/events.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { factAgainstGreen } from "../digest/against-green-in-words.ts";
import type { FactsContext } from "../facts/facts.ts";
import { workTexts } from "../portfolio/texts.ts";
import { partTexts } from "../portfolio/texts-part.ts";
import type { Line, Report } from "./report.ts";
import { currentReports } from "./reports-store.ts";
import { fieldText } from "./status-and-dates-in-words.ts";

const MOST_LINES = 5;

/**
 * The lines that the report of a program would have if its status were on track now: blockers and requests past their date,
 * milestones moved since the last report, measures behind twice, a worse status that the team gave; and its measures.
 */
export async function listFactsAgainstGreen(
  ctx: FactsContext,
  { workspaceId, programId }: { workspaceId: string; programId: string },
  at: Instant,
): Promise<{ lines: Line[] } & Pick<Report, "measures">> {
  const wanted = { workspaceId, programIds: [programId], rhythm: "monthly" as const };
  const { reports } = await currentReports(ctx, wanted, { at, now: at, asIfGreen: true });
  const { lines = [], measures = [] } = reports.get(programId) ?? {};
  return { lines: lines.filter(({ kind }) => kind === "against-green"), measures };
}

/** In words, with a heading; empty where nothing speaks against it. */
export async function linesAgainstGreen(
  { clock, events }: LookupContext,
  db: Db | Tx,
  { workspaceId, programId, reader, without }: GreenStatusCheck,
): Promise<string[]> {
  const now = clock.now();
  const report = await listFactsAgainstGreen({ db, events }, { workspaceId, programId }, now);
  const facts = report.lines.filter(({ itemId }) => itemId === undefined || !without.includes(itemId));
  if (facts.length === 0) return [];
  const today = localDateOf(now, reader.zone);
  const shown = facts.slice(0, MOST_LINES).map((fact) => {
    const line = factAgainstGreen(fact, { reader: { ...reader, today }, report }, fieldText);
    return `• ${fact.code === undefined ? line : `${line} · ${fact.code}`}`;
  });
  const more = facts.length - shown.length;
  return [
    textsFor(partTexts, reader).againstGreen,
    ...shown,
    ...(more > 0 ? [textsFor(workTexts, reader).more(reader, more)] : []),
  ];
}
