/** What reports ask of capabilities above them. */
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { type LookupContext, Slot } from "../platform/events.ts";
import type { LocalDate } from "../platform/time.ts";
import type { IsWorkingDay } from "../platform/working-days.ts";
import type { TrackFacts } from "./facts/program-facts.ts";

export interface TracksAsked {
  workspaceId: string;
  programIds: readonly string[];
  /** Since when those that have ended are news. */
  since: Instant;
  today: LocalDate;
  /** Of the workspace, in which days are counted. */
  zone: string;
  isWorkingDay: IsWorkingDay;
}

type TracksOf = (services: LookupContext, db: Db | Tx, asked: TracksAsked) => Promise<Map<string, TrackFacts[]>>;

/** How the tracks and requests of these programs stand now, by program. */
export const tracksInReports = new Slot<TracksOf>();
