/** What the form of an objective offers: years, measures, programs. */
import { fiscalYearsIn } from "../../cadences/recurrence/fiscal-years.ts";
import type { ActorContext } from "../../people/actors.ts";
import { zonesOf } from "../../people/settings.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { type Program, programOf } from "../../programs/programs.ts";
import { option } from "../../slack/blocks.ts";
import { codeOf } from "../codes-and-transitions.ts";
import { NOTHING_OFFERED, type Offers } from "../form-fields.ts";
import type { ItemType, TypedDetails } from "../item-types.ts";
import { listItems } from "../repository.ts";
import { measuresToOffer, programsToServe } from "./sound-goals.ts";

/** The year before the present one, and so many after it. */
const YEARS_AHEAD = 2;

/** The fiscal year that holds a day, by that in which it ends. */
export function fiscalYearOf(day: LocalDate, yearStartMonth: number): number {
  const year = Number(day.slice(0, 4));
  return yearStartMonth > 1 && Number(day.slice(5, 7)) >= yearStartMonth ? year + 1 : year;
}

/** Of a new item: of whichever place it may be added to; of one that is there: of its own. */
export async function offersFor(
  ctx: ActorContext,
  { typed, programIds }: { typed: TypedDetails; programIds: readonly string[] },
): Promise<Offers> {
  const type: ItemType = typed.type;
  const { db, actor } = ctx;
  if (type === "presence") return { ...NOTHING_OFFERED, zones: await zonesOf(db, actor.workspace_id) };
  if (typed.type !== "objective") return NOTHING_OFFERED;

  const places: Program[] = [];
  for (const id of programIds) places.push(await programOf(db, actor.workspace_id, id));
  const serving = new Map<string, string>();
  for (const place of places) for (const { id, title } of await programsToServe(ctx, place)) serving.set(id, title);
  const measures = await measuresToOffer(ctx, places);
  const { year, measureIds = [], programIds: named = [] } = typed.details;
  const kept = await keptFrom(ctx, measureIds, measures);
  for (const id of named) if (!serving.has(id)) serving.set(id, (await programOf(db, actor.workspace_id, id)).title);
  return {
    zones: [],
    years: await yearsFor(ctx, programIds, year),
    items: [...measures, ...kept].map((item) => option(item.id, `${codeOf(item)} ${item.title}`)),
    programs: [...serving].map(([id, title]) => option(id, title)),
  };
}

/** What it has already stays to be chosen. */
async function keptFrom({ db, actor }: ActorContext, ids: readonly string[], offered: readonly { id: string }[]) {
  const missing = ids.filter((id) => !offered.some((other) => other.id === id));
  return missing.length === 0 ? [] : listItems(db, actor.workspace_id, { ids: missing });
}

async function yearsFor({ db, clock, actor }: ActorContext, programIds: readonly string[], chosen: number | undefined) {
  const start = (await fiscalYearsIn(db, actor.workspace_id)).startOf(programIds);
  const present = fiscalYearOf(localDateOf(clock.now(), actor.zone), start);
  const years = Array.from({ length: YEARS_AHEAD + 2 }, (_, place) => present - 1 + place);
  const all = chosen === undefined || years.includes(chosen) ? years : [chosen, ...years];
  return all.map((year) => option(String(year), start > 1 ? `FY${year}` : String(year)));
}
