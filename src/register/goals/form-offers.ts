/** What the form of an objective offers: years, measures, programs. */
import { fiscalYearsIn } from "../../cadences/recurrence/fiscal-years.ts";
import { dayOf, fiscalYearOf } from "../../calendars/day-arithmetic.ts";
import type { ActorContext } from "../../people/actors.ts";
import { zonesOf } from "../../people/settings.ts";
import { rows } from "../../platform/rows.ts";
import { yearName } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { option } from "../../slack/blocks.ts";
import { codeOf } from "../codes-and-transitions.ts";
import { NOTHING_OFFERED, type Offers } from "../form-fields.ts";
import { listItemsFor } from "../item-rights.ts";
import type { ItemType, TypedDetails } from "../item-types.ts";
import { measuresToOffer, programsToServe, readablePrograms } from "./sound-goals.ts";

/** The year before the present one, and so many after it. */
const YEARS_AHEAD = 2;

/** Of a new item: of whichever place it may be added to; of one that is there: of its own. */
export async function offersFor(
  ctx: ActorContext,
  { typed, programIds }: { typed: TypedDetails; programIds: readonly string[] },
): Promise<Offers> {
  const type: ItemType = typed.type;
  const { db, actor } = ctx;
  if (type === "presence") return { ...NOTHING_OFFERED, zones: await zonesOf(db, actor.workspace_id) };
  if (typed.type !== "objective") return NOTHING_OFFERED;

  const programs = await readablePrograms(ctx);
  const places = await rows(db, "program", actor.workspace_id).list({ id: [...programIds] });
  const { year, measureIds = [], programIds: named = [] } = typed.details;
  const kept = programs.filter(({ id }) => named.includes(id));
  const serving = [...places.flatMap((place) => programsToServe(place, programs)), ...kept];
  const measures = await measuresToOffer(ctx, places, programs);
  const items = [...measures, ...(await keptFrom(ctx, measureIds, measures))];
  return {
    zones: [],
    years: await yearsFor(ctx, programIds, year),
    items: items.map((item) => option(item.id, `${codeOf(item)} ${item.title}`)),
    programs: [...new Map(serving.map(({ id, title }) => [id, title]))].map(([id, title]) => option(id, title)),
  };
}

/** What it has already, and they read, stays to be chosen. */
async function keptFrom(ctx: ActorContext, ids: readonly string[], offered: readonly { id: string }[]) {
  const missing = ids.filter((id) => !offered.some((other) => other.id === id));
  return missing.length === 0 ? [] : listItemsFor(ctx, ctx.actor, { ids: missing });
}

/** With what it named before and the form did not show to whoever changes it. */
export async function withUnseen(ctx: ActorContext, before: TypedDetails, given: TypedDetails): Promise<TypedDetails> {
  if (before.type !== "objective" || given.type !== "objective") return given;
  const programs = await readablePrograms(ctx);
  const { measureIds = [], programIds = [] } = before.details;
  const read = measureIds.length === 0 ? [] : await listItemsFor(ctx, ctx.actor, { ids: measureIds });
  const unseen = {
    measures: measureIds.filter((id) => !read.some((item) => item.id === id)),
    programs: programIds.filter((id) => !programs.some((program) => program.id === id)),
  };
  return {
    type: "objective",
    details: {
      ...given.details,
      measureIds: [...new Set([...(given.details.measureIds ?? []), ...unseen.measures])],
      programIds: [...new Set([...(given.details.programIds ?? []), ...unseen.programs])],
    },
  };
}

async function yearsFor({ db, clock, actor }: ActorContext, programIds: readonly string[], chosen: number | undefined) {
  const start = (await fiscalYearsIn(db, actor.workspace_id)).startOf(programIds);
  const present = fiscalYearOf(dayOf(localDateOf(clock.now(), actor.zone)), start);
  const years = Array.from({ length: YEARS_AHEAD + 2 }, (_, place) => present - 1 + place);
  const all = chosen === undefined || years.includes(chosen) ? years : [chosen, ...years];
  return all.map((year) => option(String(year), yearName(actor, start > 1 ? `FY${year}` : String(year))));
}
